import type { ServiceHistory } from '../facts/history.ts'
import type { Incident } from '../facts/incidents.ts'
import { onceFor } from '../remember.ts'
import { within } from '../time/instant.ts'
import { type Cases, ended, goesOn, measureCases, NO_CASES_FOUND, overdue, together } from './cases.ts'
import { restoredBeside } from './incident-counters.ts'
import type { WindowIndicator, WindowInput } from './indicator.ts'
import { lastingIn, lastingOf } from './lasting.ts'
import { missedAt } from './on-calendar.ts'
import { MEDIAN, STATISTICS } from './statistic.ts'
import { WINDOW_READS } from './window-reads.ts'

const DEFAULT_SEVERITIES: readonly string[] = ['sev1', 'sev2']

/** An incident called off clears no breach and improves no figure: it counts only where it broke what was promised. */
const calledOff = (incident: Incident, at: number, { asks }: WindowInput): Cases | null => {
  const missed = missedAt(asks, incident.start)
  const late = missed !== null && missed <= at
  return late ? null : { cases: [], notCounted: [{ event: incident.startedBy, reason: 'incident_cancelled' }] }
}

const caseOf = (incident: Incident, input: WindowInput): Cases => {
  const { start, startKnown, startedBy, end } = incident
  if (!startKnown)
    return end && within(input.window, end.at)
      ? { cases: [], notCounted: [{ event: end.by, reason: 'start_unknown' }] }
      : NO_CASES_FOUND
  if (!end) return overdue(start, input, { events: [startedBy] })
  return (end.cancelled && calledOff(incident, end.at, input)) || ended(start, end.at, { events: [end.by, startedBy] })
}

/** Every window asks the same incidents. */
const restorations = onceFor(({ incidents }: ServiceHistory) =>
  lastingOf(incidents, ({ start, end }) => ({ from: start, to: end?.at ?? null })),
)

/** What is not counted belongs to the window of its end, as a case does. */
const casesOf = (input: WindowInput, service: ServiceHistory): Cases => {
  const severities = input.asks.severities ?? DEFAULT_SEVERITIES
  const counts = ({ severity, agreedAttribution }: Incident) =>
    severities.includes(`sev${severity}`) && agreedAttribution !== 'client'
  const incidents = lastingIn(restorations(service), input.window).filter(counts)
  const { cases, notCounted } = together(incidents.map((incident) => caseOf(incident, input)))
  return {
    // What goes on may have become a case in another window.
    cases: cases.filter(({ at }) => within(input.window, at)),
    notCounted,
    goingOn: () =>
      service.incidents
        .filter((incident) => counts(incident) && goesOn(incident.start, incident.end?.at ?? null, input))
        .map(({ startedBy }) => startedBy),
  }
}

/** An incident of several services is one: each of them tells the same case. */
const once = ({ cases, notCounted, ...rest }: Cases): Cases => ({
  ...rest,
  cases: [...new Map(cases.map((one) => [one.events.join(' '), one])).values()],
  notCounted: [...new Map(notCounted.map((one) => [one.event, one])).values()],
})

export const timeToRestore: WindowIndicator = {
  info: {
    key: 'time-to-restore',
    title: 'Time to restore',
    unit: 's',
    direction: 'lower',
    scope: 'window',
    describes: 'period',
    events: ['incident', 'heartbeat'],
    formula:
      'resolved − started, over the incidents resolved in the window: sev1 and sev2 unless agreed, in production, not the client’s; a reopened one once, until its last resolution; one that goes on past the target with its age',
    statistics: [...STATISTICS],
    default_statistic: MEDIAN,
    counter: [],
    source:
      'Each incident once, however many tools report it (`same_as`); of its severities the worst ever said counts',
    example: 'incidents of 20 min, 45 min and 6 h: median 45 min, each 6 h',
  },
  reads: WINDOW_READS['time-to-restore'],
  measure: (input) =>
    measureCases(input, once(together(input.services.map((service) => casesOf(input, service)))), 'incident'),
  beside: restoredBeside,
}
