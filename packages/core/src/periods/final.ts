import type { Terms } from '../agreement/terms.ts'
import { disputeEnds } from '../decisions/dispute-window.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import type { Period } from './period.ts'

/**
 * When a window that ended at `to` becomes final: once neither a late link nor a dispute can change it. Who accepted
 * a version for the past has its time from then on.
 * @param agreedAt when the version that judges was accepted
 */
export const finalFrom = (terms: Terms, to: Instant, agreedAt: Instant = to): Instant =>
  Math.max(to + terms.incidents.linkWindowMs, disputeEnds(terms, Math.max(to, agreedAt)))

/** What is known about a period beyond its facts. */
export type PeriodMatters = {
  /** A dispute about it waits for its ruling. */
  disputed: boolean
  /** When the last dispute about it was ruled on. */
  ruledAt: Instant | null
  /** When the second party acknowledged the statement that tells it. */
  acknowledgedAt: Instant | null
}

export const NOTHING_MATTERS: PeriodMatters = { disputed: false, ruledAt: null, acknowledgedAt: null }

/** When a period may become final by what it says itself: by time, or, where both acknowledge it, once all in it is firm. */
export const endsOfPeriod = ({ final_from, result }: Pick<Period, 'final_from' | 'result'>): Instant[] => [
  parseInstant(final_from) ?? 0,
  firmFrom(result),
]

export type Ending = { at: Instant; how: 'time' | 'ruling' | 'acknowledged' }

/** When every link in it is firm that is only presumed: what both parties took note of says of it that it does not count yet. */
export const firmFrom = ({ evidence }: Pick<ObjectiveResult, 'evidence'>): Instant =>
  parseInstant(evidence.presumed_until ?? '') ?? 0

/**
 * When and why a period is final at `now`; null while it is not. Both parties' word ends it at once; a dispute holds
 * it until the ruling, and a presumption until it is firm, whatever they acknowledged.
 * @param from when it is final by time, with every presumption in it firm
 * @param firm when every presumption in it is
 */
export const endingOf = (from: Instant, matters: PeriodMatters, now: Instant, firm: Instant = 0): Ending | null => {
  if (matters.disputed) return null
  const byTime: Ending =
    matters.ruledAt !== null && matters.ruledAt > from
      ? { at: matters.ruledAt, how: 'ruling' }
      : { at: from, how: 'time' }
  const { acknowledgedAt } = matters
  const early = acknowledgedAt !== null && acknowledgedAt < byTime.at
  const agreed = early ? Math.max(acknowledgedAt, matters.ruledAt ?? acknowledgedAt, firm) : byTime.at
  const ending: Ending = agreed < byTime.at ? { at: agreed, how: 'acknowledged' } : byTime
  return ending.at <= now ? ending : null
}
