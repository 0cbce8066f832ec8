import fc from 'fast-check'
import type { Party } from '../../agreement/terms.ts'
import type { EventType } from '../../events/schema.ts'
import type { Instant } from '../../time/instant.ts'
import { after, BEGIN, edge, flapping, HOUR, moment, text, time } from './moments.ts'

/*
 * Small histories that speak of the same few things again and again. What the rules leave open is
 * left out: circles of corrections, an environment that is named `production`.
 */

export const one = <T>(...values: T[]) => fc.constantFrom(...values)
export const nothing = (times: number): undefined[] => Array.from({ length: times }, () => undefined)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })

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
    arbitrary: fc.tuple(moment, after, fc.integer({ min: 0, max: 30 })).map(([from, later, days]) => ({
      from: text(from),
      to: text(Math.max(from + 1, Math.min(later(from) + days * 24 * HOUR, from + 31 * 24 * HOUR))),
    })),
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

const STEPS = [
  'detected',
  'reported',
  'acknowledged',
  'unacknowledged',
  'responded',
  'paused',
  'paused',
  'resumed',
  'mitigated',
  'severity_changed',
  'severity_changed',
  'reopened',
  'reopened',
  'cancelled',
  'resolved',
] as const

const NAMES = ['i1', 'i2', 'i3', 'i4'] as const
/** Under which name, in which party's words, how bad and whose doing, exactly when after the step before. */
const step = fc.record({
  action: one(...STEPS),
  later: after,
  by: one<Party | undefined>(undefined, 'client', 'vendor'),
  kind: one(...nothing(6), 'bot'),
  other: one(...nothing(5), true),
  /** It says that both names are one. */
  joins: one(...nothing(3), true),
  severity: one(...nothing(4), 'sev1', 'sev2', 'sev3'),
  attribution: one(...nothing(7), 'client', 'vendor', 'third_party'),
})

type Told = { incident_id: string; severity: string; action: string; at: string; by?: Party }

/** An incident as they may go: it begins, both sides have their say, it is over, or not; under one name or two. */
const outage = fc
  .record({
    names: fc.uniqueArray(one(...NAMES), { minLength: 2, maxLength: 2 }),
    severity: one('sev1', 'sev2', 'sev2', 'sev3'),
    from: fc.oneof(edge, moment),
    steps: fc.array(step, { maxLength: 6 }),
    end: after,
    open: one(true, false, false),
    /** Opened once more after the end, and ended again. */
    anew: fc.option(fc.tuple(after, after), { nil: undefined, freq: 2 }),
    begun: one('started', 'started', 'detected', 'acknowledged'),
    twice: one(true, true, false, false),
    /** When the other name begins, and whether that says that it is the first. */
    second: fc.tuple(one(false, true), after, fc.boolean()),
  })
  .map(({ names: [name = 'i1', other = 'i2'], severity, from, steps, end, open, anew, begun, twice, second }) => {
    const told: Told[] = [{ incident_id: name, severity, action: begun, at: text(from) }]
    const [isLater, afterFirst, isBorn] = second
    const reported = { action: 'reported', at: text(isLater ? afterFirst(from) : from) }
    if (twice) told.push({ incident_id: other, severity, ...reported, ...(isBorn ? { same_as: name } : {}) })
    let at = from
    for (const { action, later, by, kind, other: isOther, joins, severity: said, attribution } of steps) {
      at = later(at)
      told.push({
        incident_id: twice && isOther ? other : name,
        severity: action === 'severity_changed' ? (said ?? 'sev3') : (said ?? severity),
        action,
        at: text(at),
        ...(action === 'paused' ? { reason: at % 7 === 0 ? 'agreed_freeze' : 'waiting_client' } : {}),
        ...(kind ? { actor_kind: kind } : {}),
        ...(attribution ? { attribution } : {}),
        ...(by ? { by } : {}),
        ...(twice && joins ? { same_as: isOther ? name : other } : {}),
      })
    }
    for (const ended of open ? [] : twice ? [name, other] : [name]) {
      at = end(at)
      told.push({ incident_id: ended, severity, action: 'resolved', at: text(at) })
    }
    for (const [i, later] of (anew ?? []).entries()) {
      at = later(at)
      told.push({ incident_id: name, severity, action: i === 0 ? 'reopened' : 'resolved', at: text(at) })
    }
    return told
  })

/** Exactly as long after as links may reach. */
const linked = one(6, 24, 72).map((hours) => (at: Instant) => at + hours * HOUR)

/** A deployment, what comes of it, and what is done about it, each at a time that was agreed about or a moment beside. */
const trouble = fc
  .record({
    deployed: deployment,
    at: fc.oneof(edge, moment),
    begins: fc.oneof({ weight: 3, arbitrary: after }, { weight: 1, arbitrary: linked }),
    names: fc.uniqueArray(one(...NAMES), { minLength: 2, maxLength: 2 }),
    severity: one('sev1', 'sev2', 'sev3'),
    /** The incident says which deployment it came from: this one, or one that may never have gone out. */
    named: one('its own', 'its own', 'd1', 'd2', ...nothing(4)),
    called: one(true, false, false, false),
    /** It set off another one. */
    again: fc.option(fc.tuple(after, after), { nil: undefined, freq: 2 }),
    words: fc.array(
      fc.tuple(
        after,
        one<Party>('client', 'client', 'vendor'),
        one('client', 'vendor', 'third_party', undefined),
        one('none', ...nothing(3)),
      ),
      { maxLength: 3 },
    ),
    mends: fc.array(
      fc.tuple(
        deployment,
        fc.oneof(
          { weight: 3, arbitrary: after },
          { weight: 1, arbitrary: fc.constant((at: Instant) => at) },
          { weight: 1, arbitrary: linked },
        ),
        fc.boolean(),
        one('rolls_back', 'fixes_incident', 'next', 'again'),
        one(true, ...nothing(4)),
      ),
      {
        maxLength: 2,
      },
    ),
    ends: fc.option(after, { nil: undefined }),
  })
  .map(
    ({
      deployed,
      at,
      begins,
      names: [name = 'i1', other = 'i2'],
      severity,
      named,
      called,
      again,
      words,
      mends,
      ends,
    }) => {
      const start = begins(at)
      const say = (action: string, when: Instant, more: object = {}) => ({
        type: 'incident' as const,
        incident_id: name,
        severity,
        action,
        at: text(when),
        ...more,
      })
      const about = (found: { deployment_id?: string }, when: Instant, more: object = {}) => {
        const { rolls_back, fixes_incident, ...rest } = { rolls_back: undefined, fixes_incident: undefined, ...found }
        return { type: 'deployment' as const, ...rest, finished_at: text(when), ...more }
      }
      let when = start
      const cause = named === 'its own' ? deployed.deployment_id : named
      const caused = cause ? { caused_by_deployment: cause } : {}
      return [
        about(deployed, at, { status: 'success', version: 'v1' }),
        say('started', start, caused),
        ...(again ? [say('started', again[0](at), { ...caused, incident_id: other })] : []),
        ...(again ? [say('resolved', again[1](start), { incident_id: other })] : []),
        ...words.map(([later, by, attribution, cause]) => {
          when = later(when)
          return say('acknowledged', when, {
            by,
            ...(attribution ? { attribution } : {}),
            ...(cause ? { caused_by_deployment: cause, reason: 'no release was near' } : {}),
          })
        }),
        ...mends.map(([own, later, afterHarm, how, stopped]) =>
          about(own, later(afterHarm ? start : at), {
            ...(how === 'rolls_back' ? { rolls_back: deployed.deployment_id ?? 'd1' } : {}),
            ...(how === 'fixes_incident' ? { fixes_incident: name } : {}),
            ...(how === 'again' ? { version: 'v1', status: 'success' } : {}),
            ...(how === 'next' ? { status: 'success' } : {}),
            ...(stopped ? { status: 'cancelled' } : {}),
          }),
        ),
        ...(ends ? [say(called ? 'cancelled' : 'resolved', ends(when))] : []),
      ]
    },
  )

export type Kinds = [number, EventType, fc.Arbitrary<object | object[]>][]

export const DELIVERY: Kinds = [
  [10, 'deployment', deployment],
  [1, 'deployment', stopped],
  [5, 'incident', incident],
  [2, 'incident', outage],
  [5, 'incident', trouble],
  [3, 'heartbeat', span],
  [3, 'availability', flapping],
  [
    3,
    'availability',
    fc
      .tuple(span, one('up', 'up', 'up', 'degraded', 'down', 'maintenance'))
      .map(([when, state]) => ({ ...when, state })),
  ],
]

/** Incidents alone: what clocks are told from. */
export const COURSES: Kinds = [
  [8, 'incident', outage],
  [1, 'heartbeat', span],
]
