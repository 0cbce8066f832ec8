import type { AcceptedVersion } from '../agreement/versions.ts'
import type { WindowFact } from '../facts/facts.ts'
import type { Decided } from '../ledger/entry.ts'
import { type ClosedThrough, closedThrough, periodsDue } from '../periods/due.ts'
import type { PeriodMatters } from '../periods/final.ts'
import type { Period } from '../periods/period.ts'
import { settleChain } from '../tick/settle-chain.ts'
import type { Instant } from '../time/instant.ts'

/** Everything that ticks have written about one engagement's windows. */
export type Written = { records: Map<string, Period>; ledger: Decided[]; seen: ClosedThrough | null }

export const nothingWritten = (): Written => ({ records: new Map(), ledger: [], seen: null })

export type Asked = {
  versions: AcceptedVersion[]
  /** Everything that has been told by now. */
  facts: readonly WindowFact[]
  now: Instant
  matters?: ReadonlyMap<string, PeriodMatters>
  finalToo?: boolean
  agreedAt?: Instant
}

/** One tick over the windows of checkout-api, on records in memory. */
export const tickPeriods = (written: Written, asked: Asked): Written => {
  const { versions, facts, now, matters = new Map(), finalToo = false, agreedAt = 0 } = asked
  const due = periodsDue(versions, written.seen, now, new Set(written.records.keys()))
  const records = [...written.records.values()]
  const ground = { versions, window: { facts: [...facts], corrections: [], openBreaches: [], deployedBefore: true } }
  const objectives = new Set([
    ...due.map(({ judging }) => judging.objective.id),
    ...records.map((one) => one.objective),
  ])
  const next: Written = {
    records: new Map(written.records),
    ledger: [...written.ledger],
    seen: closedThrough(versions, now),
  }
  for (const objective of objectives) {
    const chain = {
      service: 'checkout-api',
      objective,
      due: due.filter(({ judging }) => judging.objective.id === objective),
      records: records.filter((one) => one.objective === objective),
    }
    for (const { period, decided } of settleChain(chain, {
      ground,
      agreedAt: () => agreedAt,
      matters,
      finalToo,
      now,
    })) {
      if (period) next.records.set(period.id, period)
      next.ledger.push(...decided)
    }
  }
  return next
}
