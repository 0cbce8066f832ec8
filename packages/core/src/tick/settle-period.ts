import type { Decided } from '../ledger/entry.ts'
import type { ClosedWindow } from '../periods/due.ts'
import { endingOf, firmFrom, type PeriodMatters } from '../periods/final.ts'
import { happenedAt, type JudgedPeriod, judgePeriod, type PeriodGround } from '../periods/judge.ts'
import { beginPeriod, endPeriod, type PeriodMove, rejudgePeriod } from '../periods/lifecycle.ts'
import type { CarriedAdjustment, Period } from '../periods/period.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { heldSince } from './held-since.ts'

/** What was judged of a window, and when: breaches follow from it. */
export type PeriodTelling = { at: Instant; judged: JudgedPeriod; first: boolean }

/** What became of a period; `period` is what was read where nothing did. */
export type Settled = { period: Period | null; decided: Decided[]; told: PeriodTelling[] }

export type PeriodAbout = {
  finalFrom: Instant
  newestVersion: number
  matters: PeriodMatters
  /** Adjustments of earlier periods that wait for this one. */
  carries: readonly CarriedAdjustment[]
}

const instant = (text: string): Instant => parseInstant(text) ?? 0

/** Two judgements of one window that come to the same. */
export const sameResult = (a: JudgedPeriod | null, b: JudgedPeriod): boolean =>
  a !== null &&
  a.result.status === b.result.status &&
  a.result.exact?.value === b.result.exact?.value &&
  a.result.samples === b.result.samples

/**
 * When a result came about that is another one than before: when what made it happened, or, where that was told too
 * late to have been seen then, now.
 */
export const cameAbout = (
  ground: PeriodGround,
  closed: ClosedWindow,
  judged: JudgedPeriod,
  before: Instant,
  now: Instant,
): Instant => {
  const { to } = closed.window
  const holds = (by: Instant) => sameResult(judgePeriod(ground, closed, by), judged)
  const since = heldSince(to, happenedAt(ground, to, now), now, holds)
  return since > before ? since : now
}

const judgedAgain = (period: Period, closed: ClosedWindow, ground: PeriodGround, about: PeriodAbout, by: Instant) => {
  const judged = judgePeriod(ground, closed, by)
  if (!judged) return null
  const last = instant(period.timeline.at(-1)?.at ?? period.window.to)
  // Asked only where something changed: to look back costs as much as a hundred judgements.
  if (!rejudgePeriod(period, judged, about, by)) return null
  const at = cameAbout(ground, closed, judged, last, by)
  const moved = rejudgePeriod(period, judged, about, at)
  return moved && { moved, told: { at, judged, first: false } satisfies PeriodTelling }
}

/**
 * What is due about a window that is over: its first verdict as of its end, another one where something came later,
 * and its last one. Each as of its own instant, by what had happened by then, so that it is the same whenever it is
 * done; only what was told late is judged when it is found.
 */
export const settlePeriod = (
  before: Period | null,
  closed: ClosedWindow,
  ground: PeriodGround,
  about: PeriodAbout,
  now: Instant,
): Settled => {
  const settled: Settled = { period: before, decided: [], told: [] }
  const take = ({ period, decided }: PeriodMove): Period => {
    settled.period = period
    settled.decided.push(...decided)
    return period
  }
  let period = before
  if (!period) {
    const first = judgePeriod(ground, closed, closed.window.to)
    if (!first) return settled
    period = take(beginPeriod(closed, first, about))
    settled.told.push({ at: closed.window.to, judged: first, first: true })
  }
  if (period.state === 'final') return settled
  const endOf = ({ final_from, result }: Period) => endingOf(instant(final_from), about.matters, now, firmFrom(result))
  let by = 0
  // What is found may hold it open for longer, until a presumption is firm: then it is judged by that, too.
  for (let until = endOf(period)?.at ?? now; until > by; until = endOf(period)?.at ?? now) {
    by = until
    const again = judgedAgain(period, closed, ground, about, by)
    if (!again) break
    period = take(again.moved)
    settled.told.push(again.told)
  }
  const ending = endOf(period)
  const ended = ending && endPeriod(period, ending)
  if (ended) take(ended)
  return settled
}
