import { type Clock, clocksOf } from '../clocks/clock.ts'
import type { ClockKind, ClockSetting } from '../clocks/setting.ts'
import type { IncidentAction, IncidentFact } from '../facts/facts.ts'
import type { ServiceHistory } from '../facts/history.ts'
import { within } from '../time/instant.ts'
import { clockName } from './asks.ts'
import { type Cases, measureCases, NO_CASES_FOUND, together } from './cases.ts'
import { restoredBeside } from './incident-counters.ts'
import type { IndicatorInfo, WindowIndicator, WindowInput } from './indicator.ts'
import { promisedBy } from './on-calendar.ts'
import { EACH, STATISTICS } from './statistic.ts'

/** How long a clock may run and still be told from its beginning. */
const DAYS_BEFORE = 90

const KNOWN: readonly IncidentAction[] = ['started', 'detected', 'reported']

const settingOf = ({ asks }: WindowInput): ClockSetting => ({
  ...asks.clock,
  severities: asks.severities,
  promised: promisedBy(asks),
})

/** A window is one of several that are told from the same clocks. */
const made = new WeakMap<ServiceHistory, Map<string, { asks: WindowInput['asks']; clocks: Clock[] }>>()

const clocksIn = (service: ServiceHistory, kind: ClockKind, input: WindowInput): Clock[] => {
  const known = made.get(service) ?? new Map()
  made.set(service, known)
  const key = `${kind} ${input.until}`
  const before = known.get(key)
  if (before?.asks === input.asks) return before.clocks
  const setting = settingOf(input)
  const clocks = service.incidentActions.flatMap((actions) => clocksOf(actions, kind, setting, input.until))
  known.set(key, { asks: input.asks, clocks })
  return clocks
}

/** A ruling says that it was not late, under whichever of its names. */
export const isOverturned = ({ overturned }: WindowInput['asks'], { names, run }: Clock): boolean =>
  names.some((name) => overturned.has(clockName(name, run)))

/** What a clock is in a window: a case when it stopped or was late, whichever came first. */
const caseOf = (clock: Clock, { window, asks }: WindowInput): Cases => {
  const { state, start, endedAt, breachedAt, elapsedMs, events } = clock
  const at = breachedAt ?? endedAt
  if (at === null) return NO_CASES_FOUND
  if (!within(window, at)) return NO_CASES_FOUND
  const left = (reason: Cases['notCounted'][number]['reason']): Cases => ({
    cases: [],
    notCounted: [{ event: events[0], reason }],
  })
  if (isOverturned(asks, clock)) return left('overturned')
  if (breachedAt === null) {
    if (state === 'elsewhere') return left('agreed_elsewhere')
    if (state === 'called_off') return left('incident_cancelled')
    if (at < start) return left('negative_span')
  }
  const open = endedAt === null ? { open: true as const } : {}
  return { cases: [{ at, ms: elapsedMs, happened: start, events, clock: { from: start }, ...open }], notCounted: [] }
}

/** Nobody said when it began, so that it has no clock: told in the window of its last word. */
const withoutStart = (actions: readonly IncidentFact[], kind: ClockKind, { window }: WindowInput): Cases => {
  const last = actions.at(-1)
  const begun = actions.some(({ action }) => (kind === 'detect' ? action === 'started' : KNOWN.includes(action)))
  return last && !begun && within(window, last.at)
    ? { cases: [], notCounted: [{ event: last.event, reason: 'start_unknown' }] }
    : NO_CASES_FOUND
}

/** An incident of several services is one: each of them tells the same clock. */
const once = ({ cases, notCounted }: Cases): Cases => ({
  cases: [...new Map(cases.map((one) => [one.events.join(' '), one])).values()],
  notCounted: [...new Map(notCounted.map((one) => [one.event, one])).values()],
})

type Own = Pick<IndicatorInfo, 'title' | 'formula' | 'example' | 'source'>

const incidentClock = (kind: ClockKind, own: Own): WindowIndicator => ({
  info: {
    key: `time-to-${kind}`,
    unit: 's',
    direction: 'lower',
    scope: 'clock',
    describes: 'period',
    events: ['incident', 'heartbeat'],
    statistics: [...STATISTICS],
    default_statistic: EACH,
    counter: [],
    ...own,
  },
  reads: { families: ['delivery', 'watch'], daysBefore: DAYS_BEFORE },
  measure: (input) => {
    const found = input.services.flatMap((service) => [
      ...clocksIn(service, kind, input).map((clock) => caseOf(clock, input)),
      ...service.incidentActions.map((actions) => withoutStart(actions, kind, input)),
    ])
    return measureCases(input, once(together(found)), 'clocks', EACH)
  },
  beside: restoredBeside,
  clocks: (input) => input.services.flatMap((service) => clocksIn(service, kind, input)),
})

export const timeToDetect = incidentClock('detect', {
  title: 'Time to detect',
  formula:
    'first sign that anybody knew (detected, reported, or any later action) − started, for each incident, on the objective’s calendar; one that goes on past the target is late now',
  source: 'What the actions of each incident say (`same_as` joins them); without a `started` it is not counted',
  example: 'started 10:00, detected 10:12: 12 min',
})

export const timeToAcknowledge = incidentClock('acknowledge', {
  title: 'Time to acknowledge',
  formula:
    'first human acknowledgement (or answer) − the agreed start, for each incident, on the objective’s calendar; it never pauses; one that goes on past the target is late now',
  source: 'A bot acknowledges nothing; taking it back lets the same clock run on without the time between',
  example: 'detected 10:00, acknowledged by a bot 10:01, by a person 10:09: 9 min',
})

export const timeToRespond = incidentClock('respond', {
  title: 'Time to respond',
  formula:
    'first human update − the agreed start, for each incident, on the objective’s calendar; it never pauses; one that goes on past the target is late now',
  source: 'The action `responded` of a person, or the end of the incident',
  example: 'detected 10:00, acknowledged 10:05, first update 10:25: 25 min',
})

export const timeToResolve = incidentClock('resolve', {
  title: 'Time to resolve',
  formula:
    'resolved − the agreed start, for each incident, on the objective’s calendar, without agreed pauses and without the time between an end and its reopening; one that goes on past the target is late now',
  source: 'Pauses need a listed reason and end with the other side’s reply; `mitigated` does not stop it unless agreed',
  example: 'detected 10:00, paused for the client 10:30 to 12:00, resolved 13:00: 1 h 30 min',
})
