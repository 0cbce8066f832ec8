import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { IncidentRules } from '../agreement/terms.ts'
import { subjectRef, versionRef } from '../events/identity.ts'
import { RULES } from '../testing/agreement.ts'
import { deployment, incident, ref } from '../testing/facts.ts'
import { deploymentsOf } from './deployments.ts'
import type { WindowFact } from './facts.ts'
import { countingFacts } from './resolve.ts'

const judged = (facts: WindowFact[], rules: Partial<IncidentRules> = {}) =>
  Object.fromEntries(
    deploymentsOf(countingFacts(facts, []), () => ({ ...RULES, ...rules })).map((one) => [one.event, one]),
  )
const failedBy = (facts: WindowFact[], id: string, rules: Partial<IncidentRules> = {}) =>
  judged(facts, rules)[ref(`d ${id}`)]?.failed?.rule ?? null
const uncounted = (facts: WindowFact[], id: string, rules: Partial<IncidentRules> = {}) =>
  judged(facts, rules)[ref(`d ${id}`)]?.uncounted ?? null

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
    { why: 'inside the link window', time: '2026-11-03T10:00:00Z', rule: 'presumed' },
    { why: 'a moment past it', time: '2026-11-03T10:00:00.001Z', rule: null },
    { why: 'at the very moment it finished', time: '2026-11-02T10:00:00Z', rule: 'presumed' },
    { why: 'before it', time: '2026-11-02T09:59:59Z', rule: null },
  ])('presumed for a sev1 $why: $rule', ({ time, rule }) => expect(failedBy([v2, incident('x', time)], '2')).toBe(rule))
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
  test('two incidents of one deployment are one failure with both as evidence', () => {
    const one = incident('x', '2026-11-02T11:00:00Z', { cause: subjectRef('2') })
    const two = incident('y', '2026-11-02T12:00:00Z', { cause: subjectRef('2') })
    expect(judged([v2, one, two])[v2.event]?.failed?.by).toEqual([one.event, two.event].sort())
  })
})

describe('rule 11: what counts neither above nor below the line', () => {
  test('an immediate redeploy of what is running', () => {
    const again = deployment('2b', '2026-11-02T11:00:00Z', { version: versionRef('2') })
    expect([uncounted([v1, v2, again], '2'), uncounted([v1, v2, again], '2b')]).toEqual([null, 'redeploy'])
  })
  test('each within a link window of the one before, however long that goes on', () => {
    const again = ['2026-11-01T22:00:00Z', '2026-11-02T20:00:00Z', '2026-11-03T18:00:00Z'].map((time, i) =>
      deployment(`1-${i}`, time, { version: versionRef('1') }),
    )
    expect(again.map((_, i) => uncounted([v1, ...again], `1-${i}`))).toEqual(['redeploy', 'redeploy', 'redeploy'])
  })
  test('what never reached production is not what is running', () => {
    const built = deployment('2a', '2026-11-02T09:00:00Z', { version: versionRef('2'), reachedProduction: false })
    expect(uncounted([built, v2], '2')).toBeNull()
  })
  test.each([{ rollsBack: subjectRef('x') }, { fixesIncident: subjectRef('x') }])(
    'a rollback or fix to the same version is no redeploy: %o',
    (own) => {
      const again = deployment('2b', '2026-11-02T11:00:00Z', { version: versionRef('2'), ...own })
      expect(uncounted([v2, again], '2b')).toBeNull()
    },
  )
  test('a link window later to the millisecond is still immediate', () => {
    const again = deployment('1b', '2026-11-02T10:00:00Z', { version: versionRef('1') })
    expect(uncounted([v1, again], '1b')).toBe('redeploy')
  })
  test.each([
    {
      why: 'another version ran in between',
      facts: [v1, v2, deployment('1b', '2026-11-02T11:00:00Z', { version: versionRef('1') })],
      id: '1b',
    },
    {
      why: 'it comes more than a link window later',
      facts: [v1, deployment('1b', '2026-11-02T10:00:00.001Z', { version: versionRef('1') })],
      id: '1b',
    },
    {
      why: 'the first try failed',
      facts: [
        deployment('6', '2026-11-06T10:00:00Z', { status: 'failure' }),
        deployment('6b', '2026-11-06T11:00:00Z', { version: versionRef('6') }),
      ],
      id: '6b',
    },
    {
      why: 'an incident names it',
      facts: [
        v1,
        deployment('1b', '2026-11-01T11:00:00Z', { version: versionRef('1') }),
        incident('x', '2026-11-01T12:00:00Z', { cause: subjectRef('1b') }),
      ],
      id: '1b',
    },
  ])('the same version counts when $why', ({ facts, id }) => expect(uncounted(facts, id)).toBeNull())
  test('an incident after a redeploy is presumed of the deployment that brought the version', () => {
    const again = deployment('2b', '2026-11-02T11:00:00Z', { version: versionRef('2') })
    const facts = [v1, v2, again, incident('x', '2026-11-02T12:00:00Z')]
    expect(['2', '2b'].map((id) => failedBy(facts, id))).toEqual(['presumed', null])
  })
  test('cancelled deployments', () =>
    expect(uncounted([deployment('7', '2026-11-07', { status: 'cancelled' })], '7')).toBe('cancelled'))
  test('a pipeline that failed before production, unless agreed', () => {
    const failed = deployment('8', '2026-11-08', { status: 'failure', reachedProduction: false })
    expect([uncounted([failed], '8'), uncounted([failed], '8', { failedPipelinesCount: true })]).toEqual([
      'failed_before_production',
      null,
    ])
  })
})

test('rule 13: two events of one deployment are one, the later finish counts', () => {
  const first = deployment('9', '2026-11-09T10:00:00Z', { status: 'failure' })
  const second = deployment('9', '2026-11-09T11:00:00Z', { event: ref('other') })
  expect(deploymentsOf([first, second], () => RULES)).toMatchObject([{ event: ref('other'), failed: null }])
})

describe('rule 13: a deployment is one within its environment', () => {
  const [eu, us] = [{ environment: 'eu' }, { environment: 'us' }]
  const both = [
    deployment('1', '2026-11-01T10:00:00Z', { ...eu, event: ref('eu 1') }),
    deployment('1', '2026-11-01T10:05:00Z', { ...us, event: ref('us 1') }),
  ]
  const failedOf = (facts: WindowFact[]) => {
    const all = judged(facts)
    return ['eu 1', 'us 1'].map((name) => all[ref(name)]?.failed?.rule ?? null)
  }

  test('the same id and version in two of them are two, and neither is a redeploy', () => {
    expect(Object.values(judged(both)).map((one) => one.uncounted)).toEqual([null, null])
  })
  test('an incident, a rollback and a fix mean the one where they happened', () => {
    const named = { cause: subjectRef('1') }
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z', { ...eu, ...named })])).toEqual([
      'named_by_incident',
      null,
    ])
    const rollback = deployment('2', '2026-11-01T12:00:00Z', { ...us, rollsBack: subjectRef('1') })
    expect(failedOf([...both, rollback])).toEqual([null, 'rolled_back_or_fixed'])
  })
  test('an incident that says not where means every one of that name, and is presumed of the nearest', () => {
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z', { cause: subjectRef('1') })])).toEqual([
      'named_by_incident',
      'named_by_incident',
    ])
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z')])).toEqual([null, 'presumed'])
    expect(failedOf([...both, incident('x', '2026-11-01T11:00:00Z', eu)])).toEqual(['presumed', null])
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
