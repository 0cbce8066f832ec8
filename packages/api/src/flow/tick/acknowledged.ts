import { agreedAt, type Instant, type Period, parseInstant, type StatementRecord } from '@plumbline/core'
import type { TickContext } from './context.ts'

/**
 * When the second party acknowledged the statement that tells a period; null while one of them has not. Statements
 * are read once for a whole tick.
 */
export type AcknowledgedAt = (period: Pick<Period, 'window'>) => Instant | null

const PAGE = 100

type Agreed = { from: Instant; to: Instant; at: Instant }

const agreedOf = (record: StatementRecord): Agreed[] => {
  const [at, from, to] = [agreedAt(record), parseInstant(record.from), parseInstant(record.to)]
  return at === null || from === null || to === null ? [] : [{ from, to, at }]
}

const everyAgreed = async ({ store }: TickContext): Promise<Agreed[]> => {
  const found: Agreed[] = []
  let after: string | null = null
  do {
    const page: { items: StatementRecord[]; next: string | null } = await store.keptRecords('statement', {
      limit: PAGE,
      after,
      descending: true,
    })
    found.push(...page.items.flatMap(agreedOf))
    after = page.next
  } while (after !== null)
  return found
}

/** A statement tells every window that ended in its month. */
export const acknowledgements = async (context: TickContext): Promise<AcknowledgedAt> => {
  const all = await everyAgreed(context)
  return ({ window }) => {
    const to = parseInstant(window.to) ?? 0
    return all.find((one) => one.from < to && to <= one.to)?.at ?? null
  }
}
