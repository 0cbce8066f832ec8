import type { SeverityName } from '../agreement/terms.ts'
import { elapsed } from '../calendar/counted.ts'
import type { Clock } from '../clocks/clock.ts'
import type { Asks } from '../indicators/asks.ts'
import { isOverturned } from '../indicators/incident-clocks.ts'
import { inAskedUnit } from '../indicators/on-calendar.ts'
import { formatInstant, type Instant, SECOND, type Window, within } from '../time/instant.ts'
import { displayMargin, displayValue } from './display.ts'
import type { Evaluation, MissedClock, ObjectiveResult } from './evaluation.ts'
import { inUnitOf } from './judge.ts'
import { type Judging, shownValue } from './result.ts'

/** Clocks that one result tells to whoever asks; each late one has a breach of its own. */
export const MOST_CLOCKS_TOLD = 50
/** Clocks that the record of a window keeps: some 120 KB in an item of the store, which holds 400 with all adjustments. */
export const MOST_CLOCKS_KEPT = 1_000

type OfClocks = Pick<ObjectiveResult, 'clocks' | 'more_clocks'>

/** Judged are all of them; where they are too many to tell, it is said how many more there are. */
export const clocksUpTo = <Result extends OfClocks>(result: Result, most: number): Result => {
  const { clocks = [], more_clocks = 0 } = result
  return clocks.length <= most
    ? result
    : { ...result, clocks: clocks.slice(0, most), more_clocks: more_clocks + clocks.length - most }
}

/** As it is stored and answered. */
export const withFewClocks = (evaluation: Evaluation): Evaluation => ({
  ...evaluation,
  objectives: evaluation.objectives.map((result) => clocksUpTo(result, MOST_CLOCKS_TOLD)),
})

/** Open time of a clock that its pauses took out. */
export const pausedMs = ({ calendar }: Asks['clock'], clock: Clock, until: Instant): number => {
  const pauses = clock.taken.filter(({ state }) => state === 'paused')
  const span = { from: clock.start, to: clock.endedAt ?? until }
  return elapsed(calendar, span) - elapsed(calendar, span, pauses)
}

/** How a clock that was late is told, as it stands by an instant; none where it was not. */
export const clockTold = (objective: Judging['objective'], asks: Asks, clock: Clock, until: Instant): MissedClock[] => {
  const { incident, names, run, level, start, dueAt, breachedAt, endedAt, elapsedMs, events } = clock
  if (breachedAt === null) return []
  const measured = inAskedUnit(asks, start, elapsedMs)
  const value = inUnitOf(objective.target.unit, measured)
  return [
    {
      incident: [incident, ...names.filter((name) => name !== incident)],
      run,
      severity: `sev${level}` satisfies SeverityName,
      started_at: formatInstant(start),
      due_at: formatInstant(dueAt ?? breachedAt),
      breached_at: formatInstant(breachedAt),
      ended_at: endedAt === null ? null : formatInstant(endedAt),
      value: shownValue(objective.target, measured),
      display: displayValue(value, objective.target),
      margin: displayMargin(value, objective.target),
      paused_seconds: pausedMs(asks.clock, clock, until) / SECOND,
      events: [...events],
    },
  ]
}

/**
 * The clocks that were too late in a window, those that were first; none that began before they were agreed to be
 * judged (PRODUCT.md, rule 8).
 */
export const missedClocks = (
  { objective, since }: Judging,
  asks: Asks,
  clocks: readonly Clock[],
  window: Window,
  until: Instant,
): MissedClock[] =>
  clocks
    .filter(({ breachedAt, start }) => breachedAt !== null && within(window, breachedAt) && start >= since)
    .filter((clock) => !isOverturned(asks, clock))
    .toSorted((a, b) => (a.breachedAt ?? 0) - (b.breachedAt ?? 0) || (a.incident < b.incident ? -1 : 1))
    .flatMap((clock) => clockTold(objective, asks, clock, until))
