import { agreedAt, DAY, type Instant, type Period, parseInstant, type StatementRecord } from '@plumbline/core'
import type { TickContext } from './context.ts'
import type { PeriodWork } from './period-work.ts'

/** When the second party acknowledged the statement that tells a period; null while one of them has not. */
export type AcknowledgedAt = (period: Pick<Period, 'window'>) => Instant | null

const PAGE = 100
/** A statement stands at its beginning, and tells a month. */
const LONGEST_MS = 32 * DAY

type Agreed = { from: Instant; to: Instant; at: Instant }

const agreedOf = (record: StatementRecord): Agreed[] => {
  const [at, from, to] = [agreedAt(record), parseInstant(record.from), parseInstant(record.to)]
  return at === null || from === null || to === null ? [] : [{ from, to, at }]
}

const agreedSince = async ({ store }: TickContext, from: Instant): Promise<Agreed[]> => {
  const found: Agreed[] = []
  let after: string | null = null
  do {
    const page: { items: StatementRecord[]; next: string | null } = await store.keptRecords('statement', {
      limit: PAGE,
      after,
      descending: true,
      from,
    })
    found.push(...page.items.flatMap(agreedOf))
    after = page.next
  } while (after !== null)
  return found
}

/**
 * A statement tells every window that ended in its month. Read once for a whole tick, and only of months that end a
 * window which is not final.
 */
export const acknowledgements = async (context: TickContext, { services }: PeriodWork): Promise<AcknowledgedAt> => {
  const ends = services
    .flatMap(({ records }) => records)
    .flatMap(({ state, window }) => (state === 'provisional' ? [parseInstant(window.to) ?? 0] : []))
  const earliest = ends.reduce((found, to) => Math.min(found, to), Number.POSITIVE_INFINITY)
  const all = Number.isFinite(earliest) ? await agreedSince(context, earliest - LONGEST_MS) : []
  return ({ window }) => {
    const to = parseInstant(window.to) ?? 0
    return all.find((one) => one.from < to && to <= one.to)?.at ?? null
  }
}
