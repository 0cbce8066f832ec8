import { tellApart } from '../clocks/apart.ts'
import type { Clock, ToldClocks } from '../clocks/clock.ts'
import { endedTooEarly } from '../clocks/cycles.ts'
import { inClockOrder } from '../clocks/order.ts'
import type { ClockKind, ClockSetting } from '../clocks/setting.ts'
import type { IncidentAction, IncidentFact } from '../facts/facts.ts'
import type { ServiceHistory } from '../facts/history.ts'
import { onceFor } from '../remember.ts'
import { type Instant, within } from '../time/instant.ts'
import { countWhile } from '../time/sorted.ts'
import { type Asks, clockName } from './asks.ts'
import { type Cases, measureCases, together } from './cases.ts'
import { restoredBeside } from './incident-counters.ts'
import type { IndicatorInfo, WindowIndicator, WindowInput } from './indicator.ts'
import { promisedBy } from './on-calendar.ts'
import { EACH, STATISTICS } from './statistic.ts'
import { WINDOW_READS } from './window-reads.ts'

const KNOWN: readonly IncidentAction[] = ['started', 'detected', 'reported']

const settingOf = ({ asks }: WindowInput): ClockSetting => ({
  ...asks.clock,
  severities: asks.severities,
  promised: promisedBy(asks),
})

/** Clocks of each incident as they were told last, and until when. */
type Known = Map<readonly IncidentFact[], ToldClocks & { until: Instant }>

/** Many windows are told from the same incidents; what has settled by one of them is not told again for a later one. */
const known = onceFor((_: ServiceHistory) => onceFor((_: Asks) => new Map<ClockKind, Known>()))

/** @param incidents of the service */
const clocksIn = (
  incidents: readonly (readonly IncidentFact[])[],
  service: ServiceHistory,
  kind: ClockKind,
  input: WindowInput,
): Clock[] => {
  const { until, asks } = input
  const ofKinds = known(service)(asks)
  const ofKind: Known = ofKinds.get(kind) ?? new Map()
  ofKinds.set(kind, ofKind)
  const setting = settingOf(input)
  return incidents.flatMap((actions) => {
    const before = ofKind.get(actions)
    if (before && (before.until === until || (before.settled && before.until < until))) return before.clocks
    const told = { ...tellApart(actions, kind, setting, until), until }
    ofKind.set(actions, told)
    return told.clocks
  })
}

/**
 * Incidents that this form of what was agreed judges: by when the first thing was said of them. No clock belongs to a
 * window that was over before that.
 */
const begunIn = ({ incidentActions }: ServiceHistory, { window, asks: { begun } }: WindowInput) => {
  const before = (to: Instant) => countWhile(incidentActions, ([first]) => first !== undefined && first.at < to)
  return incidentActions.slice(before(begun.from), before(Math.min(begun.to, window.to)))
}

/** A ruling says that it was not late, under whichever of its names. */
export const isOverturned = ({ overturned }: WindowInput['asks'], { names, run }: Clock): boolean =>
  names.some((name) => overturned.has(clockName(name, run)))

/** What a clock is in a window: a case when it stopped or was late, whichever came first. */
const caseOf = (clock: Clock, { window, asks }: WindowInput): Cases[] => {
  const { state, start, endedAt, breachedAt, elapsedMs, events } = clock
  const at = breachedAt ?? endedAt
  if (at === null || !within(window, at)) return []
  const left = (reason: Cases['notCounted'][number]['reason']): Cases[] => [
    { cases: [], notCounted: [{ event: events[0], reason }] },
  ]
  if (isOverturned(asks, clock)) return left('overturned')
  if (breachedAt === null) {
    if (state === 'elsewhere') return left('agreed_elsewhere')
    if (state === 'called_off') return left('incident_cancelled')
    if (at < start) return left('negative_span')
  }
  const open = endedAt === null ? { open: true as const } : {}
  return [{ cases: [{ at, ms: elapsedMs, happened: start, events, clock: { from: start }, ...open }], notCounted: [] }]
}

/** Nobody said when it began, so that it has no clock: told in the window of its last word. */
const withoutStart = (actions: readonly IncidentFact[], kind: ClockKind, { window }: WindowInput): Cases[] => {
  const last = actions.at(-1)
  if (!last || !within(window, last.at)) return []
  const begun = actions.some(({ action }) => (kind === 'detect' ? action === 'started' : KNOWN.includes(action)))
  return begun ? [] : [{ cases: [], notCounted: [{ event: last.event, reason: 'start_unknown' }] }]
}

/** What can't have ended a clock, since it had not begun. */
const tooEarly = (actions: readonly IncidentFact[], kind: ClockKind, input: WindowInput): Cases[] =>
  endedTooEarly(inClockOrder(actions), kind, settingOf(input))
    .filter(({ at }) => within(input.window, at))
    .map(({ event }) => ({ cases: [], notCounted: [{ event, reason: 'negative_span' }] }))

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
  reads: WINDOW_READS[`time-to-${kind}`],
  measure: (input) => {
    const found = input.services.flatMap((service) => {
      const incidents = begunIn(service, input)
      return [
        ...clocksIn(incidents, service, kind, input).flatMap((clock) => caseOf(clock, input)),
        ...incidents.flatMap((actions) => [...withoutStart(actions, kind, input), ...tooEarly(actions, kind, input)]),
      ]
    })
    return measureCases(input, once(together(found)), 'clock', EACH)
  },
  beside: restoredBeside,
  clocks: (input) => input.services.flatMap((service) => clocksIn(begunIn(service, input), service, kind, input)),
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
