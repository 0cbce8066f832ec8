import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { subjectRef, versionRef } from '../events/identity.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'

const FREQUENCY = objective({
  indicator: 'deployment-frequency',
  target: target('>=', '1', '/day'),
  window: MONTH,
  enforcement: 'warn',
})

describe('change fail rate', () => {
  test.each([
    { failed: 3, of: 20, status: 'met', why: 'the target itself is allowed' },
    { failed: 4, of: 20, status: 'breached', why: 'one more is not' },
    { failed: 20, of: 20, status: 'breached', why: 'and it never exceeds 100 %' },
  ])('$failed of $of is $status: $why', ({ failed, of, status }) => {
    const result = only(gate({ versions: agreed(RATE), now: '2026-11-22', facts: month('2026-11', of, failed) }))
    expect(result).toMatchObject({
      status,
      numerator: failed,
      denominator: of,
      samples: of,
      value: (100 * failed) / of,
    })
  })

  test('many incidents of one deployment are one failure, so the rate stays a share', () => {
    const facts = [
      ...month('2026-11', 10, 0),
      ...Array.from({ length: 30 }, (_, i) =>
        incident(`x${i}`, '2026-11-02T13:00:00Z', { cause: subjectRef('2026-11-1') }),
      ),
    ]
    expect(only(gate({ versions: agreed(RATE), now: '2026-11-22', facts }))).toMatchObject({
      numerator: 1,
      denominator: 10,
    })
  })

  test('it names the failed deployments with their rule, and shows deployment frequency beside it (rule 17)', () => {
    const result = only(gate({ versions: agreed(RATE), now: '2026-11-22', facts: month('2026-11', 20, 1) }))
    expect(result.evidence.failed).toEqual([
      {
        deployment: deployment('2026-11-0', '2026-11-01').event,
        rule: 'status',
        by: [deployment('2026-11-0', '2026-11-01').event],
      },
    ])
    expect(result.counter?.[0]?.indicator).toBe('deployment-frequency')
  })

  test('rule 15: imported history decides about nothing', () => {
    const facts = month('2026-11', 20, 20, { reconstructed: true })
    expect(only(gate({ versions: agreed(RATE), now: '2026-11-22', facts })).status).toBe('no_data')
  })

  test('a rolling window is always provisional: its link window has never passed', () => {
    const rolling = { ...RATE, window: { kind: 'rolling', days: 30 } as const }
    const facts = month('2026-11', 20, 1)
    expect(only(gate({ versions: agreed(rolling), now: '2026-11-22', facts })).window?.provisional).toBe(true)
  })

  test('rule 11: provisional until the window and the link window after it have passed', () => {
    const facts = month('2026-11', 20, 1)
    const provisional = (now: string) => only(gate({ versions: agreed(RATE), now, facts })).window?.provisional
    expect([provisional('2026-11-22'), provisional('2026-11-30T23:59:59Z')]).toEqual([true, true])
  })
})

describe('rule 4: a sample that is too small', () => {
  test('is pooled with up to two earlier windows, and says so', () => {
    const facts = [...month('2026-09', 2, 0), ...month('2026-10', 3, 0), ...month('2026-11', 2, 2)]
    const result = only(gate({ versions: agreed(RATE), now: '2026-11-22', facts }))
    expect(result).toMatchObject({ status: 'breached', samples: 7, numerator: 2 })
    expect(result.evidence.pooled?.map((one) => [one.from.slice(0, 7), one.samples])).toEqual([
      ['2026-11', 2],
      ['2026-10', 3],
      ['2026-09', 2],
    ])
  })
  test('takes no more windows than it needs', () => {
    const facts = [...month('2026-09', 9, 9), ...month('2026-10', 5, 0), ...month('2026-11', 2, 0)]
    expect(only(gate({ versions: agreed(RATE), now: '2026-11-22', facts }))).toMatchObject({
      status: 'met',
      samples: 7,
    })
  })
  test('and still too small is no_data, with what is needed', () => {
    const result = only(
      gate({
        versions: agreed(RATE),
        now: '2026-11-22',
        facts: [...month('2026-08', 9, 9), ...month('2026-11', 6, 6)],
      }),
    )
    expect(result).toMatchObject({
      status: 'no_data',
      no_data_reason: 'too_few_samples',
      samples: 6,
      needed: 7,
      value: null,
    })
  })
  test.each([
    { now: '2026-11-01T05:00:00Z', facts: [], why: 'in its first moment' },
    { now: '2026-11-30T12:00:00Z', facts: [], why: 'nor later' },
    { now: '2026-11-22', facts: month('2026-11', 1, 0, { reconstructed: true }), why: 'and by nothing imported' },
  ])('rule 4: nothing happened in the window itself: last month alone opens nothing, $why', ({ now, facts }) => {
    const result = only(gate({ versions: agreed(RATE), now, facts: [...month('2026-10', 20, 20), ...facts] }))
    expect(result).toMatchObject({ status: 'no_data', no_data_reason: 'too_few_samples', samples: 0, needed: 7 })
    expect(result.evidence.pooled).toBeUndefined()
  })
  test('rule 4: one event in the window itself is enough to pool it', () => {
    const facts = [...month('2026-10', 20, 2), ...month('2026-11', 1, 1)]
    expect(only(gate({ versions: agreed(RATE), now: '2026-11-22', facts }))).toMatchObject({
      status: 'met',
      samples: 21,
    })
  })
  test('rule 4: without a failure of its own no window is missed: what earlier ones missed has had its verdict', () => {
    const judged = (failed: number) =>
      only(
        gate({
          versions: agreed(RATE),
          now: '2026-11-22',
          facts: [...month('2026-10', 10, 3), ...month('2026-11', 3, failed)],
        }),
      )
    expect(judged(0)).toMatchObject({
      status: 'no_data',
      no_data_reason: 'too_few_samples',
      samples: 3,
      needed: 7,
      evidence: {
        formula:
          '0 of 3 deployments failed; with earlier windows, which have had their verdict, 3 of 13 deployments failed',
        pooled: [{ samples: 3 }, { samples: 10 }],
      },
    })
    expect(judged(1)).toMatchObject({ status: 'breached', samples: 13, numerator: 4 })
  })
  test('rule 11: nor does it block while its own failure is only presumed, whatever earlier windows did', () => {
    const facts = [...month('2026-10', 10, 3), ...month('2026-11', 3, 0), incident('i', '2026-11-03T22:00:00Z')]
    const blocking = { ...RATE, enforcement: 'block' as const, blockOn: ['deployment' as const] }
    const judged = (now: string) =>
      only(gate({ versions: agreed(blocking), now, facts, request: { event: 'deployment' } }))
    expect(judged('2026-11-05')).toMatchObject({ status: 'breached', not_blocking: 'presumed_links_only' })
    expect(judged('2026-11-22')).toMatchObject({ status: 'breached', blocking: true })
  })
  test('windows from before the objective came into force are not pooled', () => {
    const versions = [version(1, '2026-11-01', { objectives: [RATE] })]
    const facts = [...month('2026-10', 20, 20), ...month('2026-11', 2, 0)]
    expect(only(gate({ versions, now: '2026-11-22', facts }))).toMatchObject({ status: 'no_data', samples: 2 })
  })
  test('nothing happened: no deployment is no rate, not 0 %', () => {
    const result = only(gate({ versions: agreed({ ...RATE, minSamples: null }), now: '2026-11-22' }))
    expect(result).toMatchObject({ status: 'no_data', no_data_reason: 'no_events', value: null })
  })
})

describe('deployment frequency', () => {
  const rolling = { ...FREQUENCY, window: { kind: 'rolling', days: 30 } as const }
  test('counts days of the window so far, a part of a day as its share', () => {
    const result = only(
      gate({ versions: agreed(FREQUENCY), now: '2026-11-11T12:00:00Z', facts: month('2026-11', 10, 0) }),
    )
    expect(result).toMatchObject({ status: 'breached', numerator: 10, denominator: 10.5 })
  })
  test('is never floored', () => {
    expect(
      only(gate({ versions: agreed(rolling), now: '2026-11-30T23:59:59.999Z', facts: month('2026-11', 29, 0) }))
        .display,
    ).toBe('0.9/day')
  })
  test('is 0, not unknown, for a service that has ever been deployed', () => {
    expect(only(gate({ versions: agreed(FREQUENCY), now: '2026-11-22', deployedBefore: true }))).toMatchObject({
      status: 'breached',
      value: 0,
    })
    expect(only(gate({ versions: agreed(FREQUENCY), now: '2026-11-22' }))).toMatchObject({
      status: 'no_data',
      no_data_reason: 'no_events',
    })
  })
  test('says nothing before one whole unit of its target has passed', () => {
    const weekly = { ...FREQUENCY, target: target('>=', '2', '/week') }
    const reason = (one: Objective, now: string) =>
      only(gate({ versions: agreed(one), now, deployedBefore: true })).no_data_reason
    expect([
      reason(FREQUENCY, '2026-11-01T23:00:00Z'),
      reason(FREQUENCY, '2026-11-02'),
      reason(weekly, '2026-11-07T23:00:00Z'),
      reason(weekly, '2026-11-08'),
    ]).toEqual(['window_too_young', undefined, 'window_too_young', undefined])
  })
  test('a target per week is compared per week', () => {
    const weekly = { ...rolling, target: target('>=', '7', '/week') }
    expect(only(gate({ versions: agreed(weekly), now: '2026-12-01', facts: month('2026-11', 30, 0) })).display).toMatch(
      /\/week$/,
    )
  })
  test('a redeploy of the same version counts once', () => {
    const again = deployment('1b', '2026-11-01T11:00:00Z', { version: versionRef('1') })
    const facts = [deployment('1', '2026-11-01T10:00:00Z'), again]
    expect(only(gate({ versions: agreed(FREQUENCY), now: '2026-11-22', facts })).numerator).toBe(1)
  })
  test('failed and cancelled deployments are no successes', () => {
    const facts = [
      deployment('1', '2026-11-01T10:00:00Z'),
      deployment('2', '2026-11-02T10:00:00Z', { status: 'cancelled' }),
      deployment('3', '2026-11-03T10:00:00Z', { status: 'failure' }),
    ]
    expect(only(gate({ versions: agreed(FREQUENCY), now: '2026-11-22', facts })).numerator).toBe(1)
  })
})
