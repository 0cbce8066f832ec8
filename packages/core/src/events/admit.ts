import type { Party } from '../agreement/terms.ts'
import type { ChangeFact, SeverityLevel, WindowFact } from '../facts/facts.ts'
import { type Instant, MINUTE, parseInstant } from '../time/instant.ts'
import { DEFAULT_ENVIRONMENT } from './environment.ts'
import { type EventIdentity, type EventRef, eventIdentity, eventRef, subjectRef, versionRef } from './identity.ts'
import type { CoverageEvent, DeploymentEvent, Event, IncidentEvent, TestRunEvent } from './schema.ts'

/** How far ahead of our clock an event's time may lie before it is refused. */
export const CLOCK_SKEW_MS = 5 * MINUTE

/** Where a fact of an event is kept, so that a gate finds it without reading the event. */
export type Placement =
  | { kind: 'window'; service: string; environment: string; fact: WindowFact }
  | { kind: 'change'; service: string; commit_sha: string; fact: ChangeFact }

/** The event this one replaces, and what decides between two that replace the same one. */
export type Correction = {
  target: EventIdentity
  by: EventRef
  time: Instant
  id: string
  service: string
  environment: string
}

export type Admitted = {
  identity: EventIdentity
  event: Event
  placements: Placement[]
  correction: Correction | null
  /** Keys of the indicators that read it. */
  countedIn: string[]
}

export type Rejection = {
  code: 'time_in_future' | 'corrects_itself' | 'reason_required'
  pointer: string
  detail: string
}

const at = (time: string): Instant => {
  const instant = parseInstant(time)
  if (instant === null) throw new TypeError(`not validated: ${time}`)
  return instant
}

const severityLevel = (severity: string) => Number(severity.slice(3)) as SeverityLevel

/** Times of an event that must not lie in the future, with the place of each. */
const times = (event: Event): [pointer: string, time: string][] => {
  switch (event.type) {
    case 'deployment':
      return [
        ['/time', event.time],
        ['/data/finished_at', event.data.finished_at],
      ]
    case 'incident':
      return [
        ['/time', event.time],
        ['/data/at', event.data.at],
      ]
    case 'coverage':
    case 'test_run':
      return [['/time', event.time]]
    default:
      return event satisfies never
  }
}

/** What forbids an event that is well-formed; all of it at once, nothing where it may be recorded. */
export const reject = (event: Event, now: Instant): Rejection[] => {
  const rejections: Rejection[] = times(event)
    .filter(([, time]) => at(time) > now + CLOCK_SKEW_MS)
    .map(([pointer, time]) => ({
      code: 'time_in_future',
      pointer,
      detail: `${time} is more than ${CLOCK_SKEW_MS / MINUTE} minutes ahead of the server's clock`,
    }))
  if (event.corrects === event.id)
    rejections.push({
      code: 'corrects_itself',
      pointer: '/corrects',
      detail: 'an event can’t correct itself; give the correction an id of its own',
    })
  if (event.type === 'incident' && event.data.caused_by_deployment === 'none' && !event.data.reason)
    rejections.push({
      code: 'reason_required',
      pointer: '/data/reason',
      detail: '`caused_by_deployment: none` needs a reason',
    })
  return rejections
}

const deploymentFact = (event: DeploymentEvent, ref: EventRef): WindowFact => ({
  kind: 'deployment',
  event: ref,
  at: at(event.data.finished_at),
  deployment: subjectRef(event.data.deployment_id),
  status: event.data.status,
  version: versionRef(event.data.version ?? event.data.commit_sha),
  reachedProduction: event.data.reached_production ?? true,
  planned: event.data.planned ?? true,
  reconstructed: event.origin === 'reconstructed',
  rollsBack: event.data.rolls_back === undefined ? null : subjectRef(event.data.rolls_back),
  fixesIncident: event.data.fixes_incident === undefined ? null : subjectRef(event.data.fixes_incident),
})

const incidentFact = (event: IncidentEvent, ref: EventRef, party: Party): WindowFact => {
  const { attribution, caused_by_deployment: cause } = event.data
  return {
    kind: 'incident',
    event: ref,
    at: at(event.data.at),
    incident: subjectRef(event.data.same_as ?? event.data.incident_id),
    action: event.data.action,
    severity: severityLevel(event.data.severity),
    // Blaming the client or a third party takes the client's own word; the vendor's alone agrees nothing.
    agreedAttribution:
      party === 'client' && (attribution === 'client' || attribution === 'third_party') ? attribution : null,
    cause: cause === undefined ? null : cause === 'none' ? 'none' : subjectRef(cause),
    bot: event.data.actor_kind === 'bot',
    reconstructed: event.origin === 'reconstructed',
  }
}

const changeBase = (event: CoverageEvent | TestRunEvent, ref: EventRef) => ({
  event: ref,
  time: at(event.time),
  id: event.id,
  flag: event.data.flag ?? '',
  reconstructed: event.origin === 'reconstructed',
  corrects: event.corrects === undefined ? null : eventRef(eventIdentity(event.source, event.corrects)),
})

const coverageFact = (event: CoverageEvent, ref: EventRef): ChangeFact => ({
  kind: 'coverage',
  ...changeBase(event, ref),
  lines: event.data.lines,
  branches: event.data.branches ?? null,
  functions: event.data.functions ?? null,
  patch: event.data.patch ? { covered: event.data.patch.covered, total: event.data.patch.total } : null,
  carriedForward: event.data.carried_forward ?? false,
})

const testRunFact = (event: TestRunEvent, ref: EventRef): ChangeFact => ({
  kind: 'test_run',
  ...changeBase(event, ref),
  tests: event.data.tests,
  failures: event.data.failures,
  errors: event.data.errors,
  skipped: event.data.skipped,
})

const placements = (event: Event, ref: EventRef, party: Party): Placement[] => {
  const environment = event.environment ?? DEFAULT_ENVIRONMENT
  switch (event.type) {
    case 'deployment':
      return [{ kind: 'window', service: event.service, environment, fact: deploymentFact(event, ref) }]
    case 'incident': {
      const fact = incidentFact(event, ref, party)
      const services = new Set([event.service, ...(event.data.affects ?? [])])
      return [...services].map((service) => ({ kind: 'window', service, environment, fact }))
    }
    case 'coverage':
      return [
        { kind: 'change', service: event.service, commit_sha: event.data.commit_sha, fact: coverageFact(event, ref) },
      ]
    case 'test_run':
      return [
        { kind: 'change', service: event.service, commit_sha: event.data.commit_sha, fact: testRunFact(event, ref) },
      ]
    default:
      return event satisfies never
  }
}

const COUNTED_IN: Record<Event['type'], string[]> = {
  deployment: ['deployment-frequency', 'change-fail-rate'],
  incident: ['change-fail-rate'],
  coverage: [
    'coverage',
    'coverage-branches',
    'coverage-functions',
    'patch-coverage',
    'coverage-change',
    'uncovered-lines',
  ],
  test_run: ['test-failures', 'test-pass-rate', 'skipped-tests'],
}

/**
 * What an event will count in. Depends on the event and on the party that sent it alone, so that summaries
 * can be made again from the stored events at any time.
 */
export const admit = (event: Event, party: Party): Admitted => {
  const identity = eventIdentity(event.source, event.id)
  const ref = eventRef(identity)
  return {
    identity,
    event,
    placements: placements(event, ref, party),
    correction:
      event.corrects === undefined
        ? null
        : {
            target: eventIdentity(event.source, event.corrects),
            by: ref,
            time: at(event.time),
            id: event.id,
            service: event.service,
            environment: event.environment ?? DEFAULT_ENVIRONMENT,
          },
    countedIn: COUNTED_IN[event.type],
  }
}
