import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { nameRef, subjectRef, versionRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { at, objective, RULES, target, version } from '../testing/agreement.ts'
import { deployment, heartbeat, incident, measurement, observed, outage, review, shipped } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'
import { DAY } from '../time/instant.ts'
import { factsNeeded } from './facts-needed.ts'

const NOW = '2026-11-22'
const line = (indicator: string, own: Partial<Objective> = {}) =>
  objective({ indicator, target: target('<=', '4', 'h'), window: MONTH, ...own })
const share = (indicator: string, own: Partial<Objective> = {}) =>
  objective({ indicator, target: target('>=', '99', '%'), window: MONTH, ...own })
const NOVEMBER = observed('up', '2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z')

describe('what an objective is judged on does not depend on what else is agreed', () => {
  const rules = { ...RULES, rollbackBlames: 'skipped-to-target' as const }
  // V1 ran long ago, V2 and V3 since, and V3 is rolled back to V1: V2 is to blame only if V1 is still known.
  const rollback = (first: string): WindowFact[] => [
    deployment('v1', first),
    deployment('v2', '2026-11-10T10:00:00Z'),
    deployment('v3', '2026-11-11T10:00:00Z'),
    deployment('back', '2026-11-11T11:00:00Z', { rollsBack: subjectRef('v3'), version: versionRef('v1') }),
  ]
  const blamed = (facts: WindowFact[], ...more: Objective[]) => {
    const versions = [version(1, '2026-11-01', { objectives: [{ ...RATE, minSamples: 1 }, ...more], incidents: rules })]
    const result = gate({ versions, now: NOW, facts }).objectives.find(({ id }) => id === 'change-fail-rate')
    return result?.evidence.failed?.map((failed) => failed.deployment)
  }
  const [, v2, v3] = rollback('2026-10-01')
  test('a rollback’s target is looked for as far back as is said, and no farther', () => {
    expect(blamed(rollback('2026-10-12T00:00:00Z'))).toEqual([v2?.event])
    expect(blamed(rollback('2026-10-11T00:00:00Z'))).toEqual([v3?.event])
  })
  test('also where another objective reads more', () => {
    const far = rollback('2026-09-01T00:00:00Z')
    expect(blamed(far, line('time-to-restore'))).toEqual(blamed(far))
  })
  test('an incident began when it was first said to, though that was before the window', () => {
    const facts = [
      ...month('2026-11', 20, 0),
      incident('x', '2026-10-20T10:00:00Z'),
      incident('x', '2026-11-03T13:00:00Z', { action: 'reported' }),
    ]
    const versions = [version(1, '2026-11-01', { objectives: [RATE] })]
    expect(only(gate({ versions, now: NOW, facts }))).toMatchObject({ numerator: 0, samples: 20 })
  })
})

describe('a silent source is told first', () => {
  const owed = share('availability', { id: 'z-uptime', measuredBy: ['probe'] })
  const missed = share('reported:csat', { id: 'a-missed', blockOn: ['deployment'], release: { kind: 'acknowledged' } })
  test('before what blocks', () => {
    const evaluation = gate({
      versions: agreed(missed, owed),
      now: NOW,
      facts: [measurement('reported:csat', 10, '2026-11-05')],
      request: { event: 'deployment' },
    })
    expect(evaluation.objectives.map(({ id, no_data_reason, blocking }) => [id, no_data_reason, blocking])).toEqual([
      ['z-uptime', 'unreported', false],
      ['a-missed', undefined, true],
    ])
  })
})

describe('rule 13: `measured_by`', () => {
  const sourced = { measuredBy: ['probe'] }
  test('what other sources say is shown beside it', () => {
    const facts = [NOVEMBER, observed('down', '2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z', { source: nameRef('x') })]
    expect(only(gate({ versions: agreed(share('availability', sourced)), now: NOW, facts }))).toMatchObject({
      value: 100,
      counter: [{ indicator: 'availability', title: 'Availability, as other sources tell it', display: '0.0 %' }],
    })
  })
  test('where several are to be heard, one that was silent is told, by name, though the other saw all of it', () => {
    const both = share('availability', { measuredBy: ['probe', 'second'] })
    const judged = (...facts: WindowFact[]) =>
      only(gate({ versions: agreed(both), now: NOW, facts: [NOVEMBER, ...facts] }))
    expect(judged()).toMatchObject({
      no_data_reason: 'unreported',
      evidence: { formula: expect.stringContaining('`second`') },
    })
    // It is read for that, from as long before as a heartbeat may last.
    expect(judged(heartbeat('2026-10-31T00:00:00Z', '2026-11-01T00:01:00Z', 'second')).status).toBe('met')
    const needed = (one: Objective) => factsNeeded(agreed(one), 'checkout-api', at(NOW))?.families
    expect([needed(both), needed(share('availability', sourced))]).toEqual([['uptime', 'watch'], ['uptime']])
  })
  test('latencies of other sources are told as such', () => {
    const latency = objective({
      indicator: 'reported:latency',
      target: target('<=', '20', 'ms'),
      window: MONTH,
      ...sourced,
    })
    const said = (value: number, source: string) =>
      measurement('reported:latency', value, '2026-11-05', { unit: 'ms', source: nameRef(source) })
    const { counter } = only(gate({ versions: agreed(latency), now: NOW, facts: [said(12, 'probe'), said(19, 'x')] }))
    expect(counter).toMatchObject([{ display: '19 ms' }])
  })
  test('where events don’t say who sent them, that is said', () => {
    const evaluation = gate({ versions: agreed({ ...RATE, ...sourced }), now: NOW, facts: month('2026-11', 20, 0) })
    expect(evaluation.notes).toMatchObject([{ code: 'sources_not_told_apart' }])
    const both = gate({ versions: agreed(share('availability', sourced)), now: NOW, facts: [NOVEMBER] })
    expect(both.notes).toEqual([])
  })
})

describe('rule 2: durations are judged on whatever calendar was agreed', () => {
  const clock = { calendar: 'support' }
  test.each([
    { why: 'a calendar of their own', one: line('time-to-restore', { clock }) },
    {
      why: 'business days',
      one: line('code-review-turnaround', { clock: { calendar: '24x7' }, target: target('<=', '2', 'bd') }),
    },
    {
      why: 'a warning in business days',
      one: line('code-review-turnaround', { clock: { calendar: '24x7' }, warn: target('<=', '1', 'bd') }),
    },
    { why: 'around the clock', one: line('time-to-restore', { clock: { calendar: '24x7' } }) },
    { why: 'what others measured on whatever hours', one: line('reported:ramp-up-time', { clock }) },
  ])('$why', ({ one }) => expect(gate({ versions: agreed(one), now: NOW }).not_judged).toBeUndefined())
})

describe('what lifts a block must exist', () => {
  const blocking = {
    ...RATE,
    blockOn: ['deployment'] as const,
    release: { kind: 'acknowledged' } as const,
  }
  const facts = [
    ...month('2026-11', 20, 9),
    ...outage('x', '2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z', { sameAs: subjectRef('y') }),
    incident('going-on', '2026-11-21T10:00:00Z'),
  ]
  const ask = (own: object) =>
    gate({ versions: agreed(blocking), now: NOW, facts, request: { event: 'deployment', ...own } })
  test.each([
    { own: { rolls_back: '2026-11-3' }, codes: [] },
    { own: { rolls_back: 'previous' }, codes: [] },
    { own: { rolls_back: 'anything' }, codes: ['unknown_rollback'] },
    { own: { fixes_incident: 'x' }, codes: ['ended_incident'] },
    { own: { fixes_incident: 'y' }, codes: ['ended_incident'] },
    { own: { fixes_incident: 'going-on' }, codes: [] },
    { own: { fixes_incident: 'anything' }, codes: ['unknown_incident'] },
  ])('%o', ({ own, codes }) => {
    const evaluation = ask(own)
    expect([evaluation.verdict, evaluation.notes.map(({ code }) => code)]).toEqual(['warn', codes])
  })
  test('rule 6: what was claimed, and what was known of it, stands in the evaluation', () => {
    expect(ask({ fixes_incident: 'going-on', rolls_back: '2026-11-3' }).relieved).toEqual({
      objectives: [RATE.id],
      rolls_back: { deployment: '2026-11-3', known: true },
      fixes_incident: { incident: 'going-on', state: 'open' },
    })
    expect(ask({}).relieved).toBeUndefined()
  })
  test('also what a change would have blocked', () => {
    const small = objective({
      indicator: 'coverage',
      target: target('>=', '80', '%'),
      onNoData: 'fail',
      blockOn: ['push', 'deployment'],
    })
    expect(factsNeeded(agreed(small), 'checkout-api', at(NOW))).toEqual({
      environments: ['production'],
      window: { from: at(NOW) - 31 * DAY, to: at(NOW) + DAY },
      families: ['delivery'],
    })
    const codes = (rollsBack: string) =>
      gate({
        versions: agreed(small),
        now: NOW,
        facts: month('2026-11', 5, 0),
        request: { event: 'deployment', rolls_back: rollsBack },
      }).notes.map(({ code }) => code)
    expect([codes('2026-11-3'), codes('anything')]).toEqual([[], ['unknown_rollback']])
  })
  test('where nothing was blocked nothing is said', () => {
    const met = gate({
      versions: agreed(RATE),
      now: NOW,
      facts: month('2026-11', 20, 0),
      request: { event: 'deployment', rolls_back: 'x' },
    })
    expect(met.notes).toEqual([])
  })
})

test('rule 11: recovery of presumed failures alone never blocks', () => {
  const recovery = line('failed-deployment-recovery-time', {
    blockOn: ['deployment'],
    release: { kind: 'acknowledged' },
    statistic: 'each',
  })
  const presumed = [
    deployment('d', '2026-11-15T10:00:00Z'),
    ...outage('x', '2026-11-15T11:00:00Z', '2026-11-15T20:00:00Z'),
  ]
  const ask = (facts: WindowFact[]) =>
    only(gate({ versions: agreed(recovery), now: NOW, facts, request: { event: 'deployment' } }))
  expect(ask(presumed)).toMatchObject({ status: 'breached', blocking: false, not_blocking: 'presumed_links_only' })
  const named = presumed.map((fact) => (fact.kind === 'incident' ? { ...fact, cause: subjectRef('d') } : fact))
  expect(ask(named)).toMatchObject({ status: 'breached', blocking: true })
})

test('good deployments end the block of an objective that reads none itself', () => {
  const uptime = share('availability', { blockOn: ['deployment'], release: { kind: 'good_deployments', count: 2 } })
  const breach = {
    id: 'br',
    objective: 'availability',
    identity: 'availability@2026-11-01',
    openedAt: Date.UTC(2026, 10, 12, 13),
    status: 'open',
  } as const
  const ask = (days: number) =>
    only(
      gate({
        versions: agreed(uptime),
        now: NOW,
        facts: [
          NOVEMBER,
          observed('down', '2026-11-05T00:00:00Z', '2026-11-06T00:00:00Z'),
          ...month('2026-11', 12 + days, 0),
        ],
        open: [breach],
        request: { event: 'deployment' },
      }),
    )
  expect([ask(1).blocking, ask(2).blocking]).toEqual([true, false])
})

describe('rule 8: what happened before it was agreed is not judged', () => {
  const since = '2026-11-10'
  const judged = (one: Objective, facts: WindowFact[]) =>
    only(gate({ versions: [version(1, since, { objectives: [one] })], now: NOW, facts, deployedBefore: true }))
  test.each([
    {
      why: 'an incident at its start',
      one: line('time-to-restore'),
      facts: (from: string) => outage('x', from, '2026-11-12T10:00:00Z'),
    },
    {
      why: 'a failed deployment at its finish',
      one: line('failed-deployment-recovery-time'),
      facts: (from: string) => [deployment('a', from, { status: 'failure' }), deployment('b', '2026-11-12T10:00:00Z')],
    },
    {
      why: 'a pull request when it was ready',
      one: line('code-review-turnaround', { owedBy: 'both' }),
      facts: (from: string) => [review(1, 'opened', from), review(1, 'reviewed', '2026-11-12T10:00:00Z')],
    },
  ])('$why', ({ one, facts }) => {
    expect(judged(one, facts('2026-11-09T23:59:59Z'))).toMatchObject({
      status: 'no_data',
      evidence: { not_counted: [{ reason: 'before_agreement' }] },
    })
    expect(judged(one, facts('2026-11-10T00:00:00Z'))).toMatchObject({ status: 'breached', samples: 1 })
  })
  test('a commit waited for a deployment, which is what is judged', () => {
    const lead = line('lead-time-for-changes')
    const facts = shipped('a', '2026-11-12T10:00:00Z', [['one', '2026-11-01T10:00:00Z']])
    expect(judged(lead, facts)).toMatchObject({ status: 'breached', samples: 1 })
  })
})
