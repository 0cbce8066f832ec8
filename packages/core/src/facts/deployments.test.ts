import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subjectRef, versionRef } from '../events/identity.ts'
import { RULES } from '../testing/agreement.ts'
import { deployment, incident, ref } from '../testing/facts.ts'
import { failedBy, judged, uncounted } from '../testing/linked.ts'
import { deploymentsOf } from './deployments.ts'
import type { WindowFact } from './facts.ts'
import { countingFacts } from './resolve.ts'

const v1 = deployment('1', '2026-11-01T10:00:00Z')
const v2 = deployment('2', '2026-11-02T10:00:00Z')
const v3 = deployment('3', '2026-11-03T10:00:00Z')

describe('rule 11: which deployment failed', () => {
  test('an incident that names it, however long ago', () => {
    const named = incident('x', '2026-11-20T10:00:00Z', { cause: subjectRef('1'), severity: 5 })
    expect(failedBy([v1, named], '1')).toBe('named_by_incident')
  })
  test('the last answer to what caused an incident counts', () => {
    const first = incident('x', '2026-11-02T11:00:00Z', { cause: subjectRef('1') })
    const second = incident('x', '2026-11-02T12:00:00Z', { action: 'reported', cause: subjectRef('2') })
    expect([failedBy([v1, v2, first, second], '1'), failedBy([v1, v2, first, second], '2')]).toEqual([
      null,
      'named_by_incident',
    ])
  })
  test('a rollback that names it', () => {
    const rollback = deployment('4', '2026-11-03T11:00:00Z', { rollsBack: subjectRef('3'), version: versionRef('1') })
    expect(failedBy([v1, v2, v3, rollback], '3')).toBe('rolled_back_or_fixed')
  })
  test('rolling V3 back to V1 over V2 blames V3, or V2 where so agreed', () => {
    const facts = [
      v1,
      v2,
      v3,
      deployment('4', '2026-11-03T11:00:00Z', { rollsBack: subjectRef('3'), version: versionRef('1') }),
    ]
    expect(['2', '3'].map((id) => failedBy(facts, id))).toEqual([null, 'rolled_back_or_fixed'])
    expect(['2', '3'].map((id) => failedBy(facts, id, { rollbackBlames: 'skipped-to-target' }))).toEqual([
      'rolled_back_or_fixed',
      null,
    ])
  })
  test('a fix of an incident: the nearest earlier deployment inside the link window, whatever the severity', () => {
    const trouble = incident('x', '2026-11-02T12:00:00Z', { severity: 4 })
    const fix = deployment('4', '2026-11-02T15:00:00Z', { fixesIncident: subjectRef('x') })
    expect([failedBy([v1, v2, trouble], '2'), failedBy([v1, v2, trouble, fix], '2')]).toEqual([
      null,
      'rolled_back_or_fixed',
    ])
  })
  test('a fix that was live before the incident it names began does not blame itself', () => {
    const fix = deployment('4', '2026-11-02T11:00:00Z', { fixesIncident: subjectRef('x') })
    expect(failedBy([fix, incident('x', '2026-11-02T12:00:00Z', { severity: 4 })], '4')).toBeNull()
  })
  test('its own status, when it reached production', () => {
    const failed = deployment('5', '2026-11-05T10:00:00Z', { status: 'failure' })
    expect(failedBy([failed], '5')).toBe('status')
  })
  test.each([
    { why: 'in the last moment of the link window', time: '2026-11-03T09:59:59.999Z', rule: 'presumed' },
    { why: 'at its end', time: '2026-11-03T10:00:00Z', rule: null },
    { why: 'a moment after it finished', time: '2026-11-02T10:00:00.001Z', rule: 'presumed' },
    { why: 'at the very moment it finished: it is not earlier', time: '2026-11-02T10:00:00Z', rule: null },
    { why: 'before it', time: '2026-11-02T09:59:59Z', rule: null },
  ])('presumed for a sev1 $why: $rule', ({ time, rule }) => expect(failedBy([v2, incident('x', time)], '2')).toBe(rule))
  test('presumed by several incidents, it can be rebutted from the first of them on', () => {
    const [first, second] = ['2026-11-02T12:00:00Z', '2026-11-02T15:00:00Z'] as const
    const failed = judged([v2, incident('y', second), incident('x', first)])[ref('d 2')]?.failed
    expect(failed).toMatchObject({ rule: 'presumed', presumedSince: Date.parse(first) })
  })
  test('a name that no deployment has rebuts nothing', () =>
    expect(failedBy([v2, incident('x', '2026-11-02T12:00:00Z', { cause: subjectRef('nobody') })], '2')).toBe(
      'presumed',
    ))
  test.each([
    { why: 'cancelled', own: { status: 'cancelled' as const }, rule: 'presumed' },
    { why: 'stopped before production', own: { reachedProduction: false }, rule: 'presumed' },
    {
      why: 'stopped before production, where that was agreed to count',
      own: { reachedProduction: false },
      rules: { failedPipelinesCount: true },
      rule: null,
    },
    { why: 'failed', own: { status: 'failure' as const }, rule: null },
  ])(
    'rule 11: naming a deployment that was $why rebuts the presumption only where it counts',
    ({ own, rules, rule }) => {
      const other = deployment('2a', '2026-11-02T09:00:00Z', own)
      const trouble = incident('x', '2026-11-02T12:00:00Z', { cause: subjectRef('2a') })
      expect(failedBy([v2, other, trouble], '2', rules)).toBe(rule)
    },
  )
  test.each([{ status: 'cancelled' as const }, { reachedProduction: false }])(
    'rules 11 and 12: what reached production stays so, whatever a second event of it says: %o',
    (own) => {
      const failed = deployment('2', '2026-11-02T10:00:00Z', { status: 'failure' })
      const second = deployment('2', '2026-11-02T10:20:00Z', { ...own, event: ref('second') })
      const earlier = deployment('2', '2026-11-02T09:40:00Z', { ...own, event: ref('earlier') })
      for (const facts of [
        [failed, second],
        [earlier, failed],
        [earlier, failed, second],
      ])
        expect([failedBy(facts, '2'), uncounted(facts, '2')]).toEqual(['status', null])
    },
  )
  test('a deployment that was named stays named, whoever says later that none did it', () => {
    const said = incident('x', '2026-11-02T12:00:00Z', { cause: subjectRef('2') })
    const denied = incident('x', '2026-11-02T13:00:00Z', { action: 'acknowledged', cause: 'none' })
    expect(failedBy([v2, said, denied], '2')).toBe('named_by_incident')
  })
  test.each([
    { why: 'a severity that is not linked', own: { severity: 3 as const } },
    { why: 'naming no deployment, with a reason', own: { cause: 'none' as const } },
    { why: 'agreed to be the client’s', own: { agreedAttribution: 'client' as const } },
    { why: 'agreed to be a third party’s', own: { agreedAttribution: 'third_party' as const } },
    { why: 'an incident whose start nobody told', own: { action: 'acknowledged' as const } },
  ])('nothing is presumed for $why', ({ own }) =>
    expect(failedBy([v2, incident('x', '2026-11-02T11:00:00Z', own)], '2')).toBeNull(),
  )
  test('the first rule that fits is the one kept', () => {
    const failed = deployment('2', '2026-11-02T10:00:00Z', { status: 'failure' })
    expect(failedBy([failed, incident('x', '2026-11-02T11:00:00Z', { cause: subjectRef('2') })], '2')).toBe(
      'named_by_incident',
    )
  })
  test('the worst severity ever said links, whoever lowered it', () => {
    const facts = [
      v2,
      incident('x', '2026-11-02T11:00:00Z'),
      incident('x', '2026-11-02T12:00:00Z', { action: 'severity_changed', severity: 4 }),
    ]
    expect(failedBy(facts, '2')).toBe('presumed')
  })
  test('a cancelled rollback or fix was none, and blames nobody', () => {
    const cancelled = { status: 'cancelled' } as const
    const trouble = incident('x', '2026-11-02T12:00:00Z', { severity: 4 })
    const rollback = deployment('4', '2026-11-03T11:00:00Z', { ...cancelled, rollsBack: subjectRef('3') })
    const fix = deployment('5', '2026-11-02T13:00:00Z', { ...cancelled, fixesIncident: subjectRef('x') })
    expect([failedBy([v3, rollback], '3'), failedBy([v2, trouble, fix], '2')]).toEqual([null, null])
  })
  test('a cancelled deployment never failed, whoever names it', () => {
    const gone = deployment('7', '2026-11-07', { status: 'cancelled' })
    expect(failedBy([gone, incident('x', '2026-11-07T01:00:00Z', { cause: subjectRef('7') })], '7')).toBeNull()
  })
  test('nothing is presumed of what never reached production', () => {
    const built = deployment('2b', '2026-11-02T10:30:00Z', { reachedProduction: false })
    expect(failedBy([v2, built, incident('x', '2026-11-02T11:00:00Z')], '2')).toBe('presumed')
  })
  test('an incident began when somebody says it did, though it was detected earlier by another clock', () => {
    const detected = incident('x', '2026-11-02T09:00:00Z', { action: 'detected' })
    expect(failedBy([v2, detected, incident('x', '2026-11-02T11:00:00Z')], '2')).toBe('presumed')
    expect(failedBy([v2, detected], '2')).toBeNull()
  })
  test('skipped-to-target blames the one rolled back where the target is not known', () => {
    const rollback = deployment('4', '2026-11-03T11:00:00Z', { rollsBack: subjectRef('3'), version: versionRef('0') })
    expect(failedBy([v2, v3, rollback], '3', { rollbackBlames: 'skipped-to-target' })).toBe('rolled_back_or_fixed')
  })
  test('a rollback may be rolled back: both are to blame', () => {
    const back = deployment('4', '2026-11-03T11:00:00Z', { rollsBack: subjectRef('3'), version: versionRef('2') })
    const forth = deployment('5', '2026-11-03T12:00:00Z', { rollsBack: subjectRef('4'), version: versionRef('3') })
    expect(['2', '3', '4', '5'].map((id) => failedBy([v2, v3, back, forth], id))).toEqual([
      null,
      'rolled_back_or_fixed',
      'rolled_back_or_fixed',
      null,
    ])
  })
  test('a rollback of the previous one blames what went live there last', () => {
    const failedOne = deployment('3', '2026-11-03T10:00:00Z', { status: 'failure' })
    const back = deployment('4', '2026-11-03T11:00:00Z', {
      rollsBack: subjectRef('previous'),
      version: versionRef('1'),
    })
    const facts = [v1, v2, failedOne, back]
    expect(['1', '2', '4'].map((id) => failedBy(facts, id))).toEqual([null, 'rolled_back_or_fixed', null])
    expect(failedBy([v1, { ...v2, environment: 'prod-eu' }, back], '1')).toBe('rolled_back_or_fixed')
    expect(judged([back])[back.event]?.failed).toBeNull()
  })
  test('a rollback that names itself undoes nothing', () =>
    expect(failedBy([deployment('4', '2026-11-03T11:00:00Z', { rollsBack: subjectRef('4') })], '4')).toBeNull())
  test('an incident under another name is fixed and blamed all the same', () => {
    const trouble = incident('x', '2026-11-02T12:00:00Z', { severity: 4, sameAs: subjectRef('y') })
    const fix = deployment('4', '2026-11-02T15:00:00Z', { fixesIncident: subjectRef('y') })
    expect(failedBy([v1, v2, trouble, fix], '2')).toBe('rolled_back_or_fixed')
  })
  test('two incidents of one deployment are one failure with both as evidence', () => {
    const one = incident('x', '2026-11-02T11:00:00Z', { cause: subjectRef('2') })
    const two = incident('y', '2026-11-02T12:00:00Z', { cause: subjectRef('2') })
    expect(judged([v2, one, two])[v2.event]?.failed?.by).toEqual([one.event, two.event].sort())
  })
})

test('rule 12: any order and repetition of the same facts gives the same bytes', () => {
  const hours = fc.integer({ min: 0, max: 24 * 14 }).map((hour) => new Date(Date.UTC(2026, 10, 1, hour)).toISOString())
  const deployments = fc
    .tuple(
      fc.nat({ max: 8 }),
      hours,
      fc.constantFrom('success' as const, 'failure' as const, 'cancelled' as const),
      fc.nat({ max: 3 }),
      fc.option(fc.nat({ max: 8 })),
    )
    .map(([id, time, status, v, back]) =>
      deployment(`${id}`, time, {
        event: ref(`${id} ${time} ${status}`),
        status,
        version: versionRef(`${v}`),
        rollsBack: back === null ? null : subjectRef(`${back}`),
      }),
    )
  const incidents = fc
    .tuple(
      fc.nat({ max: 3 }),
      hours,
      fc.constantFrom('started' as const, 'reported' as const, 'resolved' as const),
      fc.option(fc.nat({ max: 8 })),
    )
    .map(([id, time, action, cause]) =>
      incident(`${id}`, time, { action, cause: cause === null ? null : subjectRef(`${cause}`) }),
    )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(deployments, incidents), { maxLength: 20 }).chain((facts) => {
        const once = [...new Map(facts.map((fact) => [fact.event, fact])).values()]
        return fc.tuple(fc.constant(once), fc.shuffledSubarray([...once, ...once], { minLength: once.length * 2 }))
      }),
      ([facts, shuffled]) => {
        const result = (input: WindowFact[]) => JSON.stringify(deploymentsOf(countingFacts(input, []), () => RULES))
        expect(result(shuffled)).toBe(result(facts))
      },
    ),
    { numRuns: 300 },
  )
})

describe('as much as anybody may send', () => {
  test('one incident told two hundred thousand times', () => {
    const one = incident('x', '2026-11-02T11:00:00Z')
    const many = Array.from({ length: 200_000 }, () => one)
    expect(deploymentsOf([v1, ...many], () => RULES)).toHaveLength(1)
  })
  test('one deployment named by twenty thousand incidents', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      incident(`x${i}`, '2026-11-02T11:00:00Z', { cause: subjectRef('1') }),
    )
    expect(deploymentsOf([v1, ...many], () => RULES)[0]?.failed?.by).toHaveLength(20_000)
  })
})
