import { describe, expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { admit } from './admit.ts'
import { eventIdentity, eventRef, subjectRef, versionRef } from './identity.ts'
import { reject } from './reject.ts'
import { Event } from './schema.ts'

const SHA = 'c'.repeat(40)
const envelope = { id: 'e1', source: 'ci', time: '2026-11-22T10:00:00Z', service: 'checkout-api' }
const deployment = (data: object = {}, own: object = {}) =>
  Event.parse({
    type: 'deployment',
    ...envelope,
    ...own,
    data: { deployment_id: 'd1', status: 'success', finished_at: '2026-11-22T09:59:00Z', commit_sha: SHA, ...data },
  })
const incident = (data: object = {}, own: object = {}) =>
  Event.parse({
    type: 'incident',
    ...envelope,
    ...own,
    data: { incident_id: 'i1', severity: 'sev2', action: 'started', at: '2026-11-22T09:00:00Z', ...data },
  })
const NOW = at('2026-11-22T10:00:00Z')

test('an event is named by its source and id together, and no two pairs share a name', () => {
  expect(eventIdentity('ab', 'c')).not.toBe(eventIdentity('a', 'bc'))
  expect(eventIdentity('ci', 'e1')).toMatch(/^[0-9a-f]{32}$/)
})

describe('what a fact keeps of its event', () => {
  test('a deployment stands at its finish, by its version or else its commit', () => {
    expect(admit(deployment(), 'vendor').placements).toEqual([
      {
        kind: 'window',
        service: 'checkout-api',
        environment: 'production',
        fact: {
          kind: 'deployment',
          event: eventRef(eventIdentity('ci', 'e1')),
          at: at('2026-11-22T09:59:00Z'),
          deployment: subjectRef('d1'),
          status: 'success',
          version: versionRef(SHA),
          reachedProduction: true,
          planned: true,
          reconstructed: false,
          rollsBack: null,
          fixesIncident: null,
        },
      },
    ])
    expect(admit(deployment({ version: 'v7', rolls_back: 'd0' }), 'vendor').placements[0]?.fact).toMatchObject({
      version: versionRef('v7'),
      rollsBack: subjectRef('d0'),
    })
  })
  test('an incident counts for every service it affects, once each', () => {
    const services = admit(incident({ affects: ['checkout-web', 'checkout-api'] }), 'vendor').placements.map(
      (placement) => placement.service,
    )
    expect(services).toEqual(['checkout-api', 'checkout-web'])
  })
  test('an incident that repeats another keeps both names, so that what came without the other one is joined too', () => {
    expect(admit(incident({ same_as: 'i0' }), 'vendor').placements[0]?.fact).toMatchObject({
      incident: subjectRef('i1'),
      sameAs: subjectRef('i0'),
    })
  })
  test.each([
    { party: 'client', attribution: 'client', agreed: 'client' },
    { party: 'client', attribution: 'third_party', agreed: 'third_party' },
    { party: 'client', attribution: 'vendor', agreed: null },
    { party: 'vendor', attribution: 'client', agreed: null },
    { party: 'vendor', attribution: 'third_party', agreed: null },
  ] as const)(
    'rule 10: blame laid on the $attribution by the $party is agreed: $agreed',
    ({ party, attribution, agreed }) => {
      expect(admit(incident({ attribution }), party).placements[0]?.fact).toMatchObject({ agreedAttribution: agreed })
    },
  )
  test('rule 15: imported history is marked', () => {
    expect(admit(deployment({}, { origin: 'reconstructed' }), 'vendor').placements[0]?.fact.reconstructed).toBe(true)
  })
})

describe('what is refused although it is well-formed', () => {
  test.each([
    { event: deployment({}, { time: '2026-11-22T10:05:00.001Z' }), pointer: '/time', code: 'time_in_future' },
    {
      event: deployment({ finished_at: '2026-11-22T11:00:00Z' }),
      pointer: '/data/finished_at',
      code: 'time_in_future',
    },
    { event: incident({ at: '2027-01-01T00:00:00Z' }), pointer: '/data/at', code: 'time_in_future' },
    { event: deployment({ started_at: '2030-01-01T00:00:00Z' }), pointer: '/data/started_at', code: 'time_in_future' },
    {
      event: deployment({ commits: [{ sha: SHA, committed_at: '2030-01-01T00:00:00Z' }] }),
      pointer: '/data/commits/0/committed_at',
      code: 'time_in_future',
    },
    { event: incident({ at: '0001-01-01T00:00:00Z' }), pointer: '/data/at', code: 'time_too_old' },
    { event: deployment({}, { time: '2016-11-01T00:00:00Z' }), pointer: '/time', code: 'time_too_old' },
    { event: deployment({}, { corrects: 'e1' }), pointer: '/corrects', code: 'corrects_itself' },
    { event: incident({ caused_by_deployment: 'none' }), pointer: '/data/reason', code: 'reason_required' },
  ])('$code at $pointer', ({ event, pointer, code }) => expect(reject(event, NOW)).toMatchObject([{ code, pointer }]))
  test('a commit may be as old as its repository, and imported history as old as it is', () => {
    const commits = [{ sha: SHA, committed_at: '1999-01-01T00:00:00Z' }]
    expect(reject(deployment({ commits }), NOW)).toEqual([])
    const old = '1999-01-01T00:00:00Z'
    expect(reject(deployment({ finished_at: old }, { time: old, origin: 'reconstructed' }), NOW)).toEqual([])
  })
  test('five minutes ahead is a clock that runs a little fast', () => {
    expect(reject(deployment({}, { time: '2026-11-22T10:05:00Z' }), NOW)).toEqual([])
  })
})

describe('what is no event', () => {
  const good = { type: 'coverage', ...envelope, data: { commit_sha: SHA, lines: { covered: 1, total: 2 } } }
  test.each([
    { why: 'an unknown field', bad: { ...good, severity: 'high' }, path: [] },
    { why: 'an unknown field of its data', bad: { ...good, data: { ...good.data, line: 1 } }, path: ['data'] },
    {
      why: 'more covered than there is',
      bad: { ...good, data: { ...good.data, lines: { covered: 3, total: 2 } } },
      path: ['data', 'lines', 'covered'],
    },
    {
      why: 'a short commit',
      bad: { ...good, data: { ...good.data, commit_sha: 'abc1234' } },
      path: ['data', 'commit_sha'],
    },
    {
      why: 'a negative count',
      bad: { ...good, data: { ...good.data, lines: { covered: -1, total: 2 } } },
      path: ['data', 'lines', 'covered'],
    },
    { why: 'a service name that could break a key', bad: { ...good, service: 'a#b' }, path: ['service'] },
    { why: 'a time without an offset', bad: { ...good, time: '2026-11-22T10:00:00' }, path: ['time'] },
    { why: 'a name with a line break', bad: { ...good, id: 'a\nb' }, path: ['id'] },
    { why: 'a name that turns text around', bad: { ...good, id: 'a\u202eb' }, path: ['id'] },
  ])('$why', ({ bad, path }) => expect(Event.safeParse(bad).error?.issues[0]?.path).toEqual(path))
  test('more failures than tests', () => {
    const run = {
      type: 'test_run',
      ...envelope,
      data: { commit_sha: SHA, tests: 1, failures: 1, errors: 1, skipped: 0 },
    }
    expect(Event.safeParse(run).error?.issues[0]?.path).toEqual(['data', 'tests'])
  })
})
