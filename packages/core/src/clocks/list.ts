import type { AcceptedVersion } from '../agreement/versions.ts'
import { inForceAt } from '../agreement/versions.ts'
import { elapsed } from '../calendar/counted.ts'
import { explain, type Stretch } from '../calendar/explain.ts'
import { disputeEndsIn } from '../decisions/dispute-window.ts'
import { agreedFor } from '../evaluation/agreed-for.ts'
import { asksOf } from '../evaluation/asks.ts'
import { displayTarget } from '../evaluation/display.ts'
import { longestLink } from '../evaluation/facts-needed.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import { pausedMs } from '../evaluation/missed-clocks.ts'
import { productionOf } from '../evaluation/production.ts'
import type { Judging } from '../evaluation/result.ts'
import { rulesAt } from '../evaluation/rules-at.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { CorrectionFact, WindowFact, WindowFamily } from '../facts/facts.ts'
import { historyOf, type ServiceHistory } from '../facts/history.ts'
import { observedFacts } from '../facts/resolve.ts'
import type { Asks } from '../indicators/asks.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isOverturned } from '../indicators/incident-clocks.ts'
import { isWindowIndicator, type WindowIndicator } from '../indicators/indicator.ts'
import type { Standing } from '../standing/standing.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
import type { Clock } from './clock.ts'
import { endedTooEarly } from './cycles.ts'
import { inClockOrder } from './order.ts'
import type { ClockSetting } from './setting.ts'

/** A clock beside what was agreed about it. */
export type ListedClock = {
  service: string
  judging: Judging
  target: string
  clock: Clock
  /** Past due and still going on, or stopped too late; not where a ruling overturned that. */
  overdue: boolean
  /** Open time until it is due, or since it was, then below zero; null where it has ended, or nothing is due. */
  remainingMs: number | null
  pausedMs: number
  /** Why it is paused, while it is. */
  pauseReason: string | null
  /** The calendar that it runs on, and the zone of its days. */
  calendar: Pick<ClockSetting['calendar'], 'name' | 'timeZone'>
  /** Told to have ended it before it began, so that it ended nothing: one of the two times is wrong. */
  endedTooEarly: EventRef[]
  /** How its time came about. */
  explain: () => Stretch[]
}

type Clocked = { judging: Judging; measured: WindowIndicator & Required<Pick<WindowIndicator, 'clocks'>> }

/** The forms of objectives in force then that judge clocks. */
export const clocked = (versions: AcceptedVersion[], service: string, at: Instant): Clocked[] => {
  const forms = judgingsOf(versions, service, at).judged.flatMap((one) => [one, ...(one.earlier ?? [])])
  return forms.flatMap((judging) => {
    const measured = indicator(judging.objective.indicator)
    if (!measured || !isWindowIndicator(measured) || !measured.clocks) return []
    return [{ judging, measured: { ...measured, clocks: measured.clocks } }]
  })
}

/** The facts that a service's clocks are told from; null where no clock is agreed. */
export const clocksNeed = (
  versions: AcceptedVersion[],
  service: string,
  at: Instant,
): { environments: string[]; window: Window; families: WindowFamily[] } | null => {
  const found = clocked(versions, service, at)
  if (found.length === 0) return null
  const daysBefore = Math.max(...found.map(({ measured }) => measured.reads.daysBefore))
  return {
    environments: productionOf(inForceAt(versions, at), service),
    window: { from: at - Math.max(daysBefore * DAY, longestLink(versions)), to: at + DAY },
    families: ['delivery'],
  }
}

/** Of everything that was said of its incident. */
const tooEarly = (
  { incidentActions }: ServiceHistory,
  { names, kind }: Clock,
  { clock: setting }: Asks,
): EventRef[] => {
  const own = incidentActions.flatMap((actions) => actions.filter(({ incident }) => names.includes(incident)))
  return endedTooEarly(inClockOrder(own), kind, setting).map(({ event }) => event)
}

const listed = (
  service: string,
  { judging }: Clocked,
  asks: Asks,
  clock: Clock,
  history: ServiceHistory,
  at: Instant,
): ListedClock => {
  const setting = asks.clock
  const { calendar } = setting
  const overturned = isOverturned(asks, clock)
  const { dueAt, endedAt, breachedAt, taken, start } = clock
  const open = (from: Instant, to: Instant) => elapsed(calendar, { from, to }, taken)
  const left = dueAt === null || endedAt !== null ? null : dueAt >= at ? open(at, dueAt) : -open(dueAt, at)
  const pause = taken.findLast(({ state }) => state === 'paused')
  return {
    service,
    judging,
    target: displayTarget(judging.objective.target),
    clock,
    overdue: breachedAt !== null && !overturned,
    remainingMs: left,
    pausedMs: pausedMs(setting, clock, at),
    pauseReason: clock.state === 'paused' ? (pause?.reason ?? null) : null,
    calendar,
    endedTooEarly: tooEarly(history, clock, asks),
    explain: () => explain(calendar, { from: start, to: endedAt ?? at }, taken),
  }
}

const byDue = (a: ListedClock, b: ListedClock) =>
  (a.clock.dueAt ?? Number.POSITIVE_INFINITY) - (b.clock.dueAt ?? Number.POSITIVE_INFINITY) ||
  (a.judging.objective.id < b.judging.objective.id ? -1 : 1)

export type ClockQuestion = {
  versions: AcceptedVersion[]
  service: string
  at: Instant
  facts: WindowFact[]
  corrections: CorrectionFact[]
  /** What the parties decided: time they took out, clocks that a ruling overturned. */
  standing: Standing
  /** Only of this incident, and then those that have ended too; null: all that go on. */
  incident: SubjectRef | null
}

/** The clocks of a service as they stand, by when they are due. Those that began before they were agreed are none. */
export const listClocks = (question: ClockQuestion): ListedClock[] => {
  const { versions, service, at, facts, corrections, standing, incident } = question
  const history = historyOf(observedFacts(facts, corrections), true, rulesAt(versions))
  return clocked(versions, service, at)
    .flatMap((one) => {
      const place = { service, objective: one.judging.objective.id }
      const asks = asksOf(one.judging, agreedFor(standing, place, disputeEndsIn(versions)))
      const window = { from: at, to: Number.POSITIVE_INFINITY }
      const clocks = one.measured.clocks({ window, until: at, zone: 'UTC', leastSpanMs: 1, services: [history], asks })
      return clocks
        .filter(({ start, names, endedAt }) => {
          if (start < one.judging.since) return false
          return incident === null ? endedAt === null : names.includes(incident)
        })
        .map((clock) => listed(service, one, asks, clock, history, at))
    })
    .sort(byDue)
}
