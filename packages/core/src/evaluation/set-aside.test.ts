import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import { subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import type { StandingExclusion } from '../standing/standing.ts'
import { at, objective, target } from '../testing/agreement.ts'
import { deployment, gated, heartbeat, incident, measurement, observed, outage, ref } from '../testing/facts.ts'
import { coverage, only, SHA } from '../testing/gate.ts'
import { asked, exclusion, waiver } from '../testing/standing.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'

describe('an approved waiver turns a miss into `waived`, which passes', () => {
  test('and says which, until when and why; nothing is opened', () => {
    const evaluation = asked({ waivers: [waiver()] })
    expect(only(evaluation)).toMatchObject({
      status: 'waived',
      value: 20,
      waiver: { id: 'wv_1', expires_at: '2026-11-25T00:00:00.000Z', reason: 'a migration' },
    })
    expect([evaluation.verdict, breachMoves(evaluation, [])]).toEqual(['pass', []])
  })
  test.each([
    { why: 'before it begins', own: { from: at('2026-11-22') + 1 }, status: 'breached' },
    { why: 'from its first moment', own: { from: at('2026-11-22') }, status: 'waived' },
    { why: 'at its end', own: { until: at('2026-11-22') }, status: 'breached' },
    { why: 'of its service', own: { service: 'checkout-api' }, status: 'waived' },
    { why: 'of another service', own: { service: 'search' }, status: 'breached' },
    { why: 'of another objective', own: { objective: 'uptime' }, status: 'breached' },
    {
      why: 'of this very window’s breach',
      own: { breach: { id: 'br_1', identity: 'change-fail-rate@2026-11-01' } },
      status: 'waived',
    },
    {
      why: 'of another window’s breach',
      own: { breach: { id: 'br_0', identity: 'change-fail-rate@2026-10-01' } },
      status: 'breached',
    },
  ] as const)('$why: $status', ({ own, status }) => {
    expect(only(asked({ waivers: [waiver(own)] })).status).toBe(status)
  })
  test('what is met stays met', () => {
    expect(only(asked({ waivers: [waiver()] }, { facts: month('2026-11', 20, 1) })).status).toBe('met')
  })
  test('of two the one that lasts longer is told', () => {
    const longer = waiver({ id: 'wv_2', until: at('2026-11-30') })
    expect(only(asked({ waivers: [waiver(), longer] })).waiver?.id).toBe('wv_2')
  })
  const line = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
  test.each([
    { why: 'its objective', breach: null, status: 'waived' },
    { why: 'this commit', breach: { id: 'br_1', identity: `coverage@${SHA}` }, status: 'waived' },
    { why: 'another commit', breach: { id: 'br_1', identity: 'coverage@bbb' }, status: 'breached' },
  ])('a change, waived by $why: $status', ({ breach, status }) => {
    const waivers = [waiver({ objective: 'coverage', breach })]
    const request = { versions: agreed(line), head: [coverage(5, 10)] }
    expect(only(asked({ waivers }, request)).status).toBe(status)
  })
  test('judged to be breached, a breach that was waived is open again, by the identity it has', () => {
    const rolling: Objective = { ...RATE, window: { kind: 'rolling', days: 30 } }
    const known = {
      id: 'br_1',
      objective: RATE.id,
      identity: 'change-fail-rate@rolling-2026-11-08',
      openedAt: at('2026-11-08'),
      status: 'open',
    } as const
    const evaluation = asked({}, { versions: agreed(rolling) })
    expect(breachMoves(evaluation, [{ ...known, aside: 'waived' }])).toMatchObject([
      { kind: 'open', identity: known.identity },
    ])
    expect(breachMoves(evaluation, [{ ...known, aside: 'disputed' }])).toEqual([])
  })
})

describe('an approved exclusion takes events out, and nothing else', () => {
  test('rule 11: a deployment in it is not counted; the evidence says so, and which exclusion', () => {
    const result = only(asked({ exclusions: [exclusion('2026-11-01', '2026-11-03')] }))
    expect(result).toMatchObject({ numerator: 2, denominator: 18, status: 'met' })
    expect(result.evidence.not_counted).toEqual([
      { event: ref('d 2026-11-0'), reason: 'excluded' },
      { event: ref('d 2026-11-1'), reason: 'excluded' },
    ])
    expect(result.evidence.exclusions).toMatchObject([{ id: 'ex_1', category: 'force_majeure', reason: 'a flood' }])
  })
  test('half-open: what happens at its end counts', () => {
    const facts = month('2026-11', 20, 0)
    const samples = (from: string, to: string) => only(asked({ exclusions: [exclusion(from, to)] }, { facts })).samples
    expect(samples('2026-11-01T12:00:00Z', '2026-11-02T12:00:00Z')).toBe(19)
    expect(samples('2026-11-01T12:00:00.001Z', '2026-11-02T12:00:00Z')).toBe(20)
  })
  test.each([
    { why: 'another service', own: { services: ['search'] } },
    { why: 'another objective', own: { objectives: ['uptime'] } },
  ])('of $why it takes nothing', ({ own }) => {
    const result = only(asked({ exclusions: [exclusion('2026-11-01', '2026-11-03', own)] }))
    expect([result.denominator, result.evidence.exclusions]).toEqual([20, undefined])
  })
  const facts = [...month('2026-11', 20, 0), incident('x', '2026-11-05T13:00:00Z', { cause: subjectRef('2026-11-4') })]
  test('an incident that begins in it blames no deployment', () => {
    expect(only(asked({}, { facts })).numerator).toBe(1)
    const standing = { exclusions: [exclusion('2026-11-05T12:30:00Z', '2026-11-05T14:00:00Z')] }
    expect(only(asked(standing, { facts })).numerator).toBe(0)
  })
  test('an incident behind it is not held against the deployment before: links stay what they are', () => {
    const later = [
      deployment('before', '2026-11-05T10:00:00Z'),
      deployment('inside', '2026-11-05T12:00:00Z'),
      incident('x', '2026-11-05T14:00:00Z'),
      ...month('2026-11', 4, 0),
    ]
    const rate = { ...RATE, minSamples: 1 }
    const standing = { exclusions: [exclusion('2026-11-05T11:00:00Z', '2026-11-05T13:00:00Z')] }
    expect(only(asked(standing, { facts: later, versions: agreed(rate) }))).toMatchObject({
      numerator: 0,
      denominator: 5,
    })
  })
})

describe('an approved exclusion and time', () => {
  const uptime = objective({ indicator: 'availability', target: target('>=', '99', '%'), window: MONTH })
  const watched = [
    observed('up', '2026-11-01T00:00:00Z', '2026-11-10T00:00:00Z'),
    observed('maintenance', '2026-11-10T00:00:00Z', '2026-11-11T00:00:00Z'),
    observed('up', '2026-11-11T00:00:00Z', '2026-11-21T00:00:00Z'),
  ]
  const available = (one: Partial<StandingExclusion> | null, facts: WindowFact[] = watched) =>
    only(
      asked(
        { exclusions: one === null ? [] : [exclusion('2026-11-10', '2026-11-11', one)] },
        { versions: agreed(uptime), now: '2026-11-21', facts },
      ),
    )
  test.each([
    { why: 'nothing agreed: maintenance is down', one: null, value: 95, of: 20 },
    { why: 'announced maintenance leaves both sides', one: { category: 'maintenance' }, value: 100, of: 19 },
    {
      why: 'maintenance that nobody announced stays down',
      one: { category: 'maintenance', withNotice: false },
      value: 95,
      of: 20,
    },
    { why: 'force majeure needs no notice', one: { withNotice: false }, value: 100, of: 19 },
  ] as const)('availability: $why', ({ one, value, of }) => {
    expect(available(one)).toMatchObject({ value, denominator: of * 86_400 })
  })
  test('a rate per day has no days in it: nobody had to deploy then', () => {
    const often = objective({ indicator: 'deployment-frequency', target: target('>=', '1', '/day'), window: MONTH })
    const of = (exclusions: StandingExclusion[]) =>
      only(asked({ exclusions }, { versions: agreed(often), now: '2026-11-21', facts: month('2026-11', 10, 0) }))
    expect([of([]).value, of([exclusion('2026-11-11', '2026-11-16T12:00:00Z')]).value]).toEqual([
      0.5,
      expect.closeTo(10 / 14.5, 12),
    ])
  })
  test('time that is left out need not be observed', () => {
    const silent = watched.map((one) => (one.at === at('2026-11-11') ? { ...one, at: at('2026-11-13') } : one))
    const facts = silent.filter(({ state }) => state !== 'maintenance')
    const long = { to: at('2026-11-13') }
    expect(available(long, facts)).toMatchObject({ value: 100, status: 'met', denominator: 17 * 86_400 })
    expect(available(null, facts)).toMatchObject({ no_data_reason: 'partly_observed' })
  })

  test.each([
    {
      key: 'reported:csat',
      unit: 'points',
      facts: [measurement('reported:csat', 4, '2026-11-06', { unit: 'points' })],
    },
    { key: 'bypassed-gates', unit: 'count', facts: [gated('c', '2026-11-05T12:00:00Z'), ...month('2026-11', 20, 0)] },
  ] as const)('what $key counts in it is left out', ({ key, unit, facts }) => {
    const line = objective({ indicator: key, target: target('<=', '9', unit), window: MONTH })
    const samples = (exclusions: StandingExclusion[]) =>
      only(asked({ exclusions }, { versions: agreed(line), facts: [...facts] })).samples
    expect([samples([]), samples([exclusion('2026-11-05', '2026-11-07')])]).toEqual([1, 0])
  })

  const restore = objective({
    indicator: 'time-to-restore',
    target: target('<=', '1', 'h'),
    window: MONTH,
    statistic: 'each',
  })
  const alive = heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')
  const hours = (from: string, to: string, start: string, end: string) =>
    only(
      asked(
        { exclusions: [exclusion(from, to)] },
        { versions: agreed(restore), facts: [alive, ...outage('x', start, end)] },
      ),
    )
  test.each([
    { why: 'outside', from: '2026-11-06', to: '2026-11-07', seconds: 7200 },
    {
      why: 'it began inside: only what is left counts',
      from: '2026-11-05T09:00:00Z',
      to: '2026-11-05T11:30:00Z',
      seconds: 1800,
    },
    {
      why: 'it ended inside: only what was before counts',
      from: '2026-11-05T10:15:00Z',
      to: '2026-11-05T18:00:00Z',
      seconds: 900,
    },
  ])('an outage from 10:00 to 12:00, $why: $seconds s', ({ from, to, seconds }) => {
    expect(hours(from, to, '2026-11-05T10:00:00Z', '2026-11-05T12:00:00Z').value).toBe(seconds)
  })
  test('an outage inside from beginning to end is no case at all, and never a fast one', () => {
    const result = hours('2026-11-05', '2026-11-06', '2026-11-05T10:00:00Z', '2026-11-05T12:00:00Z')
    expect(result).toMatchObject({ display: '0 cases', samples: 0 })
    expect(result.evidence.not_counted).toMatchObject([{ reason: 'excluded' }])
  })
  test('rule 10: a clock stands still in it', () => {
    const ack = objective({
      indicator: 'time-to-acknowledge',
      target: target('<=', '15', 'm'),
      window: MONTH,
      statistic: 'each',
      clock: { calendar: '24x7', starts: 'first-known' },
    })
    const facts = [
      alive,
      incident('x', '2026-11-05T10:00:00Z', { action: 'detected' }),
      incident('x', '2026-11-05T10:40:00Z', { action: 'acknowledged' }),
    ]
    const of = (exclusions: StandingExclusion[]) => only(asked({ exclusions }, { versions: agreed(ack), facts }))
    expect(of([])).toMatchObject({ status: 'breached', value: 2400 })
    expect(of([exclusion('2026-11-05T10:05:00Z', '2026-11-05T10:35:00Z')])).toMatchObject({ status: 'met', value: 600 })
  })
})
