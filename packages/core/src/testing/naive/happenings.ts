import fc from 'fast-check'
import type { Party } from '../../agreement/terms.ts'
import type { EventType } from '../../events/schema.ts'
import type { Instant } from '../../time/instant.ts'

/*
 * Small histories that speak of the same few things again and again, on whole minutes. What the rules leave open is
 * left out: circles of corrections, an environment that is named `production`.
 */

export const MIN = 60_000
export const HOUR = 60 * MIN
/** 10 October 2026: three weeks before the month that is judged most, and a change of the clocks between. */
export const BEGIN: Instant = Date.UTC(2026, 9, 10)
const HOURS = 60 * 24

export const one = <T>(...values: T[]) => fc.constantFrom(...values)
export const nothing = (times: number): undefined[] => Array.from({ length: times }, () => undefined)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
export const text = (at: Instant) => new Date(at).toISOString()

/** Often the same hours, sometimes the midnights at which windows are cut in the zones that are used. */
const instant: fc.Arbitrary<Instant> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: HOURS }).map((hour) => BEGIN + hour * HOUR) },
  { weight: 5, arbitrary: fc.integer({ min: 20 * 24, max: 30 * 24 }).map((hour) => BEGIN + hour * HOUR) },
  { weight: 1, arbitrary: fc.integer({ min: 18 * 24 * 60, max: 26 * 24 * 60 }).map((minute) => BEGIN + minute * MIN) },
)
export const time = instant.map(text)
/** Another moment not long after, as what follows an incident or a deployment. */
const close = fc.integer({ min: 0, max: 26 * 4 }).map((quarters) => quarters * 15 * MIN)
/** Often everything that is asked about, so that somebody was watching. */
export const span = fc.oneof(
  {
    weight: 2,
    arbitrary: one(0, 24 * 30).map((hours) => ({
      from: text(BEGIN + hours * HOUR),
      to: text(BEGIN + (hours + 24 * 30) * HOUR),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(instant, fc.integer({ min: 1, max: 24 * 31 }))
      .map(([from, hours]) => ({ from: text(from), to: text(from + hours * HOUR) })),
  },
)

const record = <T extends object>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(fields).map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)))

const SHAS = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(40))
/** A commit has one time, whoever names it. */
const committed = (sha: string) => text(BEGIN + (sha.charCodeAt(0) - 97) * 9 * 24 * HOUR + 5 * HOUR)
const commit = one(...SHAS).map((sha) => ({
  sha,
  committed_at: committed(sha),
  ...(sha.startsWith('d') ? { merge: true } : {}),
}))

const deployment = record({
  deployment_id: one('d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8', 'd9'),
  status: one('success', 'success', 'success', 'success', 'failure', 'cancelled'),
  finished_at: time,
  commit_sha: one(...SHAS),
  commits: optional(fc.uniqueArray(commit, { minLength: 1, maxLength: 3, selector: ({ sha }) => sha })),
  version: one(undefined, 'v1', 'v2', 'v3', 'v4'),
  rolls_back: one(undefined, undefined, undefined, undefined, 'd1', 'd2', 'd3', 'previous'),
  fixes_incident: one(undefined, undefined, undefined, undefined, 'i1', 'i2'),
  planned: optional(fc.boolean()),
})
const stopped = fc.record({
  deployment_id: one('d1', 'd2', 'd3'),
  status: fc.constant('failure'),
  finished_at: time,
  commit_sha: one(...SHAS),
  reached_production: fc.constant(false),
})

const ACTIONS = ['started', 'detected', 'reported', 'acknowledged', 'unacknowledged', 'responded', 'mitigated'] as const
const incident = record({
  incident_id: one('i1', 'i2', 'i3', 'i4'),
  severity: one('sev1', 'sev2', 'sev2', 'sev3'),
  action: one(
    ...ACTIONS,
    'started',
    'started',
    'resolved',
    'resolved',
    'resolved',
    'reopened',
    'severity_changed',
    'cancelled',
  ),
  at: time,
  reason: fc.constant('agreed_freeze'),
  caused_by_deployment: one(undefined, undefined, undefined, undefined, 'd1', 'd2', 'd3', 'none'),
  same_as: one(undefined, undefined, undefined, undefined, undefined, 'i1', 'i2'),
  attribution: one(undefined, undefined, undefined, undefined, 'vendor', 'client', 'third_party'),
  actor_kind: one(undefined, undefined, 'bot'),
})

const SEVERITY = { i1: 'sev1', i2: 'sev2', i3: 'sev2', i4: 'sev1' } as const
const STEPS = [
  'detected',
  'reported',
  'acknowledged',
  'unacknowledged',
  'responded',
  'paused',
  'resumed',
  'mitigated',
  'reopened',
  'resolved',
] as const

/** An incident as they mostly go: it begins, somebody sees it, it is over. `by`: who says so, where it matters. */
const outage = fc
  .record({
    name: one('i1' as const, 'i2' as const, 'i3' as const, 'i4' as const),
    from: instant,
    steps: fc.array(
      fc.tuple(
        one(...STEPS),
        close,
        one<Party | undefined>(undefined, 'client', 'vendor'),
        one(undefined, undefined, 'bot'),
      ),
      { maxLength: 5 },
    ),
    end: close,
    open: one(true, false, false),
    begun: one('started', 'started', 'detected', 'acknowledged'),
  })
  .map(({ name, from, steps, end, open, begun }) => {
    const say = (action: string, at: Instant, by?: Party, kind?: string) => ({
      incident_id: name,
      severity: SEVERITY[name],
      action,
      at: text(at),
      ...(action === 'paused' ? { reason: at % 7 === 0 ? 'agreed_freeze' : 'waiting_client' } : {}),
      ...(kind ? { actor_kind: kind } : {}),
      ...(by ? { by } : {}),
    })
    return [
      say(begun, from),
      ...steps.map(([action, after, by, kind]) => say(action, from + after, by, kind)),
      ...(open ? [] : [say('resolved', from + end)]),
    ]
  })

export type Kinds = [number, EventType, fc.Arbitrary<object | object[]>][]

export const DELIVERY: Kinds = [
  [10, 'deployment', deployment],
  [1, 'deployment', stopped],
  [5, 'incident', incident],
  [4, 'incident', outage],
  [3, 'heartbeat', span],
  [
    3,
    'availability',
    fc
      .tuple(span, one('up', 'up', 'up', 'degraded', 'down', 'maintenance'))
      .map(([when, state]) => ({ ...when, state })),
  ],
]

/** Incidents alone, each with one name and one severity: what clocks are told from. */
export const COURSES: Kinds = [
  [8, 'incident', outage],
  [1, 'heartbeat', span],
]
