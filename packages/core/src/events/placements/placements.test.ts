import { describe, expect, test } from 'vitest'
import { at } from '../../testing/agreement.ts'
import { admit } from '../admit.ts'
import { commitRef, nameRef } from '../identity.ts'
import { reject } from '../reject.ts'
import { EVENT_TYPES, Event } from '../schema.ts'

const SHA = 'c0ffee'.padEnd(40, '1')
const BASE = 'ba5e'.padEnd(40, '2')
const envelope = { id: 'e1', source: 'ci', time: '2026-11-22T10:00:00Z', service: 'checkout-api' }
const event = (type: string, data: object, own: object = {}) => Event.parse({ type, ...envelope, ...own, data })
const placed = (type: string, data: object, own: object = {}) => admit(event(type, data, own), 'vendor').placements
const mistakes = (type: string, data: object) =>
  Event.safeParse({ type, ...envelope, data }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

const DEPLOYED = { deployment_id: 'd1', status: 'success', finished_at: '2026-11-22T09:59:00Z' }
const commits = [
  { sha: SHA, committed_at: '2026-11-21T09:59:00.001Z' },
  { sha: BASE, committed_at: '2026-11-22T09:00:00Z', merge: true },
]

describe('what a deployment shipped is kept apart from that it happened', () => {
  test('commits with their times, to the millisecond', () =>
    expect(placed('deployment', { ...DEPLOYED, commit_sha: SHA, commits })[1]).toEqual({
      kind: 'window',
      service: 'checkout-api',
      environment: 'production',
      fact: {
        kind: 'commits',
        event: admit(event('deployment', { ...DEPLOYED, commit_sha: SHA, commits }), 'vendor').placements[0]?.fact
          .event,
        at: at('2026-11-22T09:59:00Z'),
        commit: commitRef(SHA),
        commits: [
          { sha: commitRef(SHA), at: at('2026-11-21T09:59:00.001Z'), merge: false },
          { sha: commitRef(BASE), at: at('2026-11-22T09:00:00Z'), merge: true },
        ],
        reconstructed: false,
      },
    }))
  test.each([
    { why: 'its commit is its version', data: { commit_sha: SHA }, kinds: ['deployment'] },
    { why: 'its version hides its commit', data: { commit_sha: SHA, version: 'v1' }, kinds: ['deployment', 'commits'] },
    { why: 'nobody knows its commit', data: { version: 'v1' }, kinds: ['deployment'] },
  ])('$why: $kinds', ({ data, kinds }) =>
    expect(placed('deployment', { ...DEPLOYED, ...data }).map(({ fact }) => fact.kind)).toEqual(kinds),
  )
  test.each([
    { why: 'neither commit nor version', data: {} },
    { why: 'commits without their own', data: { version: 'v1', commits } },
  ])('$why is refused where it is missing', ({ data }) =>
    expect(mistakes('deployment', { ...DEPLOYED, ...data })).toEqual([
      'data.commit_sha: is required, unless `version` is given and `commits` are not',
    ]),
  )
})

describe('a pull request', () => {
  const data = { number: 7, action: 'merged', at: '2026-11-22T09:00:00Z', additions: 3, deletions: 2 }
  test('is looked for by its number, and once merged by its commit', () =>
    expect(
      placed('pull_request', { ...data, merge_commit_sha: SHA }).map((one) =>
        one.kind === 'change' ? one.of : one.kind,
      ),
    ).toEqual(['window', { pullRequest: 7 }, { commit: SHA }]))
  test('has no size where only half of it is told', () =>
    expect(placed('pull_request', { ...data, deletions: undefined }).map(({ fact }) => fact.kind)).toEqual(['review']))
  test('stands where every reader looks, whatever environment it names', () =>
    expect(placed('pull_request', data, { environment: 'staging' })[0]).toMatchObject({ environment: 'production' }))
})

describe('what was observed', () => {
  const span = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' }
  test('a measurement belongs to the window of its last moment', () =>
    expect(
      placed('measurement', { ...span, indicator: 'reported:csat', value: 91.5, unit: '%' })[0]?.fact,
    ).toMatchObject({ at: at('2026-11-22') - 1, samples: 1, reporter: 'vendor', indicator: nameRef('reported:csat') }))
  test('availability and heartbeats stand at their beginning, and know their source', () => {
    expect(placed('availability', { ...span, state: 'down' })[0]?.fact).toMatchObject({
      at: at('2026-11-21'),
      to: at('2026-11-22'),
      source: nameRef('ci'),
    })
    expect(placed('heartbeat', span)[0]?.fact).toMatchObject({ at: at('2026-11-21'), to: at('2026-11-22') })
  })
  test.each([
    { why: 'nothing', span: { from: span.from, to: span.from }, mistake: 'data.to: must be later than `from`' },
    {
      why: 'more than 31 days',
      span: { from: '2026-10-22T00:00:00Z', to: '2026-11-22T00:00:00.001Z' },
      mistake: 'data.to: must be at most 31 days after `from`; send several',
    },
  ])('$why is no time to have watched', ({ span: wrong, mistake }) =>
    expect(mistakes('heartbeat', wrong)).toEqual([mistake]),
  )
  test('31 days are', () =>
    expect(mistakes('heartbeat', { from: '2026-10-22T00:00:00Z', to: '2026-11-22T00:00:00Z' })).toBeUndefined())
  test('nobody has watched the future, but a figure may speak of a time that has not ended', () => {
    const later = { from: '2026-11-22T00:00:00Z', to: '2026-11-30T00:00:00Z' }
    const now = at('2026-11-22T10:00:00Z')
    expect(reject(event('heartbeat', later), now).map(({ pointer }) => pointer)).toEqual(['/data/to'])
    expect(
      reject(event('measurement', { ...later, indicator: 'reported:nps', value: 1, unit: 'points' }), now),
    ).toEqual([])
  })
})

test('findings that are not counted are none', () =>
  expect(placed('findings', { commit_sha: SHA, tool: 'scanner', by_severity: { high: 2 } })[0]).toMatchObject({
    of: { commit: SHA },
    fact: { category: 'quality', bySeverity: { critical: 0, high: 2, medium: 0, low: 0, info: 0 } },
  }))

test('a measurement counts in what it reports, and in nothing that is not reported', () => {
  const measured = (indicator: string) =>
    admit(
      event('measurement', {
        indicator,
        value: 1,
        unit: 'ms',
        from: '2026-11-21T00:00:00Z',
        to: '2026-11-22T00:00:00Z',
      }),
      'client',
    ).countedIn
  expect([measured('reported:csat'), measured('api-latency')]).toEqual([['reported:csat'], []])
})

test('every type has its place in the list of types', () =>
  expect(Event.options.map((option) => [...option.shape.type.values][0])).toEqual([...EVENT_TYPES]))
