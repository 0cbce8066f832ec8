import fc from 'fast-check'
import type { Party } from '../agreement/terms.ts'
import { admit } from '../events/admit.ts'
import type { Event, EventType } from '../events/schema.ts'
import type { ChangeFact, CorrectionFact, WindowFact } from '../facts/facts.ts'
import { HOUR } from '../time/instant.ts'
import { at } from './agreement.ts'

/** An event as it was posted: by whom, and of which type. */
export type Posted = { event: Event; party: Party }

const START = at('2026-10-20')
const HOURS = 40 * 24
const SHAS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40))

const time = fc.integer({ min: 0, max: HOURS }).map((hour) => new Date(START + hour * HOUR).toISOString())
const span = fc
  .tuple(fc.integer({ min: 0, max: HOURS }), fc.integer({ min: 1, max: 24 * 20 }))
  .map(([from, length]) => ({
    from: new Date(START + from * HOUR).toISOString(),
    to: new Date(START + (from + length) * HOUR).toISOString(),
  }))
const one = <T>(...values: T[]) => fc.constantFrom(...values)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** Fields that are not there are not written: as JSON has it. */
const record = <T extends object>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(fields).map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)))

const commit = one(...SHAS)
const count = fc.nat({ max: 40 })

/** What each type says, few values of each, so that events of one history speak of the same things. */
const DATA: Record<Exclude<EventType, 'work_item' | 'sprint' | 'cost'>, fc.Arbitrary<object>> = {
  deployment: record({
    deployment_id: one('d1', 'd2', 'd3', 'd4', 'd5', 'd6'),
    status: one('success', 'success', 'success', 'failure', 'cancelled'),
    finished_at: time,
    commit_sha: commit,
    commits: optional(
      fc.array(fc.record({ sha: commit, committed_at: time, merge: fc.boolean() }), { minLength: 1, maxLength: 3 }),
    ),
    version: optional(one('v1', 'v2')),
    rolls_back: optional(one('d1', 'd2', 'd3', 'previous')),
    fixes_incident: optional(one('i1', 'i2')),
    reached_production: one(undefined, undefined, false),
    planned: optional(fc.boolean()),
  }),
  incident: record({
    incident_id: one('i1', 'i2', 'i3'),
    severity: one('sev1', 'sev2', 'sev3'),
    action: one(
      'started',
      'detected',
      'reported',
      'acknowledged',
      'severity_changed',
      'reopened',
      'mitigated',
      'resolved',
      'resolved',
      'cancelled',
    ),
    at: time,
    caused_by_deployment: optional(one('d1', 'd2', 'd3')),
    same_as: optional(one('i1', 'i2', 'i3')),
    attribution: optional(one('vendor', 'client', 'third_party')),
  }),
  coverage: record({
    commit_sha: commit,
    flag: optional(one('unit', 'e2e')),
    lines: count.map((covered) => ({ covered, total: 40 })),
    patch: optional(count.map((covered) => ({ covered, total: 40 }))),
  }),
  test_run: record({
    commit_sha: commit,
    tests: fc.constant(100),
    failures: count,
    errors: fc.nat({ max: 3 }),
    skipped: count,
  }),
  findings: record({
    commit_sha: commit,
    tool: one('scanner', 'linter'),
    category: optional(one('security', 'quality')),
    by_severity: fc.record({ high: count, info: count }),
  }),
  pull_request: record({
    number: one(1, 2, 3),
    action: one('opened', 'ready_for_review', 'reviewed', 'approved', 'changes_requested', 'merged', 'closed'),
    at: time,
    reviewer_party: optional(one('client', 'vendor')),
    actor_kind: optional(one('human', 'bot')),
    additions: count,
    deletions: count,
    merge_commit_sha: optional(commit),
  }),
  availability: fc
    .tuple(span, one('up', 'up', 'degraded', 'down', 'maintenance'))
    .map(([when, state]) => ({ ...when, state })),
  heartbeat: span,
  measurement: fc
    .tuple(span, fc.integer({ min: -5, max: 100 }), one('%', '%', 'h'), one('reported:csat', 'reported:happiness'))
    .map(([when, value, unit, indicator]) => ({ ...when, value, unit, indicator })),
}

const posted: fc.Arbitrary<Posted> = one(...Object.keys(DATA)).chain((type) =>
  fc
    .record({
      party: one<Party>('client', 'vendor'),
      source: one('ci', 'pager'),
      environment: optional(one('production', 'prod-eu')),
      origin: one(undefined, undefined, undefined, undefined, 'reconstructed'),
      corrects: one(undefined, undefined, undefined, 0, 1, 2, 3, 4, 5, 6, 7),
      time,
      // The keys of DATA are its types.
      data: DATA[type as keyof typeof DATA],
    })
    .map(({ party, source, environment, origin, corrects, time: when, data }) => ({
      party,
      // What the types of the schema say field by field is built above from parts; a test parses some of them.
      event: {
        type,
        id: '',
        source,
        time: when,
        service: 'checkout-api',
        ...(environment ? { environment } : {}),
        ...(origin ? { origin } : {}),
        ...(corrects === undefined ? {} : { corrects: `e${corrects}` }),
        data,
      } as unknown as Event,
    })),
)

/** Events of every type that anything counts in, some of which correct others of their source. */
export const histories = fc.array(posted, { minLength: 5, maxLength: 40 }).map((all) =>
  all.map(({ event, party }, i): Posted => {
    const { corrects, ...rest } = event
    const own = corrects === `e${i}` ? rest : event
    return { party, event: { ...own, id: `e${i}` } as Event }
  }),
)

/** What was kept of a history, as a store keeps it: each fact where its event says, once for each time it arrived. */
export type Kept = {
  window: WindowFact[]
  corrections: CorrectionFact[]
  commits: ReadonlyMap<string, ChangeFact[]>
  pullRequests: ReadonlyMap<number, ChangeFact[]>
}

export const kept = (arrived: readonly Posted[]): Kept => {
  const window: WindowFact[] = []
  const corrections: CorrectionFact[] = []
  const commits = new Map<string, ChangeFact[]>()
  const pullRequests = new Map<number, ChangeFact[]>()
  const add = <Key>(map: Map<Key, ChangeFact[]>, key: Key, fact: ChangeFact) =>
    map.set(key, [...(map.get(key) ?? []), fact])
  for (const { event, party } of arrived) {
    const { placements, correction } = admit(event, party)
    for (const placement of placements) {
      if (placement.kind === 'window')
        window.push({
          ...placement.fact,
          ...(placement.environment === 'production' ? {} : { environment: placement.environment }),
        } as WindowFact)
      else if ('commit' in placement.of) add(commits, placement.of.commit, placement.fact)
      else add(pullRequests, placement.of.pullRequest, placement.fact)
    }
    if (correction) {
      const { by, time: when, id, target, reconstructed } = correction
      corrections.push({
        kind: 'correction',
        target: target.slice(0, 16) as CorrectionFact['target'],
        by,
        time: when,
        id,
        ...(reconstructed ? { reconstructed } : {}),
      })
    }
  }
  return { window, corrections, commits, pullRequests }
}
