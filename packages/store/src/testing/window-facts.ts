import type {
  AvailabilityFact,
  CommitRef,
  CommitsFact,
  CorrectionFact,
  DeploymentFact,
  EventRef,
  GateFact,
  HeartbeatFact,
  IncidentFact,
  MeasurementFact,
  NameRef,
  ReviewFact,
  SubjectRef,
  WindowFact,
} from '@plumbline/core'
import { DAY } from '@plumbline/core'
import fc from 'fast-check'
import { toHex } from '../codec/bytes.ts'

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex)
const event = hex(8).map((ref) => ref as EventRef)
const subject = hex(6).map((ref) => ref as SubjectRef)
const commit = hex(6).map((ref) => ref as CommitRef)
const name = hex(4).map((ref) => ref as NameRef)
/** Every year that RFC 3339 can write. */
const at = fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })
const count = fc.integer({ min: 1, max: 1_000_000_000 })

const deployment: fc.Arbitrary<DeploymentFact> = fc.record({
  kind: fc.constant('deployment' as const),
  event,
  at,
  deployment: subject,
  status: fc.constantFrom('success', 'failure', 'cancelled'),
  version: hex(4),
  reachedProduction: fc.boolean(),
  planned: fc.boolean(),
  reconstructed: fc.boolean(),
  rollsBack: fc.option(subject),
  fixesIncident: fc.option(subject),
})

/** With who sent it, or as it was before that was kept. */
const saidBy = fc.option(
  fc.record(
    {
      party: fc.constantFrom('client' as const, 'vendor' as const),
      attribution: fc.constantFrom('vendor' as const, 'client' as const, 'third_party' as const),
      pauseReason: name,
    },
    { requiredKeys: ['party'] },
  ),
  { nil: {} },
)

const plainIncident: fc.Arbitrary<IncidentFact> = fc.record({
  kind: fc.constant('incident' as const),
  event,
  at,
  incident: subject,
  sameAs: fc.option(subject),
  action: fc.constantFrom(
    'started',
    'detected',
    'reported',
    'acknowledged',
    'unacknowledged',
    'responded',
    'paused',
    'resumed',
    'severity_changed',
    'reopened',
    'mitigated',
    'resolved',
    'cancelled',
  ),
  severity: fc.constantFrom(1, 2, 3, 4, 5),
  agreedAttribution: fc.constantFrom(null, 'client', 'third_party'),
  cause: fc.oneof(fc.constantFrom(null, 'none' as const), subject),
  bot: fc.boolean(),
  reconstructed: fc.boolean(),
})

const incident: fc.Arbitrary<IncidentFact> = fc
  .tuple(plainIncident, saidBy)
  .map(([fact, said]) => ({ ...fact, ...said }))

const correction: fc.Arbitrary<CorrectionFact> = fc.record({
  kind: fc.constant('correction' as const),
  target: event,
  by: event,
  time: at,
  id: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
})

/** Before and after the deployment, in whole seconds and in milliseconds, and at the ends of time. */
const commits: fc.Arbitrary<CommitsFact> = fc.tuple(at, event, commit, fc.boolean()).chain(([finished, ...rest]) => {
  const near = fc.integer({ min: -40 * DAY, max: 40 * DAY }).map((distance) => finished + distance)
  const second = near.map((instant) => Math.floor(instant / 1_000) * 1_000)
  const [event, deployed, reconstructed] = rest
  return fc.record({
    kind: fc.constant('commits' as const),
    event: fc.constant(event),
    at: fc.constant(finished),
    commit: fc.constant(deployed),
    commits: fc.array(fc.record({ sha: commit, at: fc.oneof(near, second, at), merge: fc.boolean() }), {
      maxLength: 12,
    }),
    reconstructed: fc.constant(reconstructed),
  })
})

const review: fc.Arbitrary<ReviewFact> = fc.record({
  kind: fc.constant('review' as const),
  event,
  at,
  pullRequest: count,
  action: fc.constantFrom(
    'opened',
    'ready_for_review',
    'reviewed',
    'approved',
    'changes_requested',
    'merged',
    'closed',
    'reopened',
  ),
  reviewer: fc.constantFrom(null, 'client', 'vendor'),
  bot: fc.boolean(),
  mergeCommit: fc.option(commit),
  reconstructed: fc.boolean(),
})

const lasting = { event, source: name, reconstructed: fc.boolean() }
const span = fc.record({ at, length: fc.integer({ min: 1, max: 31 * DAY }) })

const availability: fc.Arbitrary<AvailabilityFact> = fc
  .record({ ...lasting, span, state: fc.constantFrom('up', 'degraded', 'down', 'maintenance') })
  .map(({ span, ...fact }) => ({ kind: 'availability', ...fact, at: span.at, to: span.at + span.length }))

const heartbeat: fc.Arbitrary<HeartbeatFact> = fc
  .record({ ...lasting, span })
  .map(({ span, ...fact }) => ({ kind: 'heartbeat', ...fact, at: span.at, to: span.at + span.length }))

const measurement: fc.Arbitrary<MeasurementFact> = fc.record({
  kind: fc.constant('measurement' as const),
  ...lasting,
  at,
  indicator: name,
  // JSON knows no zero below zero.
  value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  unit: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
  samples: count,
  reporter: fc.constantFrom('client', 'vendor'),
})

const gate: fc.Arbitrary<GateFact> = fc.record({
  kind: fc.constant('gate' as const),
  event,
  at,
  commit,
  version: hex(4),
  pullRequest: fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  on: fc.constantFrom('pull_request', 'merge_group', 'push', 'deployment', 'manual'),
  verdict: fc.constantFrom('pass', 'warn', 'fail'),
  merged: fc.boolean(),
  blockedBy: fc.array(name, { maxLength: 6 }),
  reconstructed: fc.constant(false as const),
})

/** Facts of every kind, whatever an event may make of them. */
export const factOf = {
  deployment,
  incident,
  correction,
  commits,
  review,
  availability,
  heartbeat,
  measurement,
  gate,
} satisfies Record<WindowFact['kind'] | 'correction', fc.Arbitrary<WindowFact | CorrectionFact>>

export const anyFact: fc.Arbitrary<WindowFact | CorrectionFact> = fc.oneof(...Object.values(factOf))
