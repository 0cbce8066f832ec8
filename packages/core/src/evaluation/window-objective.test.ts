import { describe, expect, test } from 'vitest'
import type { Objective, Phase } from '../agreement/terms.ts'
import { subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { factsNeeded } from './facts-needed.ts'

const MONTH = { kind: 'calendar', unit: 'month' } as const
const RATE = objective({ indicator: 'change-fail-rate', target: target('<=', '15', '%'), window: MONTH, minSamples: 7 })
const FREQUENCY = objective({
  indicator: 'deployment-frequency',
  target: target('>=', '1', '/day'),
  window: MONTH,
  enforcement: 'warn',
})
const agreed = (...objectives: Objective[]) => [version(1, '2026-01-01', { objectives })]

/** `total` deployments, one each day from the 1st at noon; the first `failed` of them by their own status. */
const month = (month: string, total: number, failed: number): WindowFact[] =>
  Array.from({ length: total }, (_, i) =>
    deployment(
      `${month}-${i}`,
      `${month}-${String(i + 1).padStart(2, '0')}T12:00:00Z`,
      i < failed ? { status: 'failure' } : {},
    ),
  )

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
    const facts = month('2026-11', 20, 20).map((fact) => ({ ...fact, reconstructed: true }))
    expect(only(gate({ versions: agreed(RATE), now: '2026-11-22', facts })).status).toBe('no_data')
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
  test('failed and cancelled deployments and redeploys are no successes', () => {
    const facts = [
      deployment('1', '2026-11-01T10:00:00Z'),
      deployment('2', '2026-11-02T10:00:00Z', { status: 'cancelled' }),
      deployment('3', '2026-11-03T10:00:00Z', { status: 'failure' }),
    ]
    expect(only(gate({ versions: agreed(FREQUENCY), now: '2026-11-22', facts })).numerator).toBe(1)
  })
})

describe('rule 6: window objectives warn on every gate and block only a deployment that the agreement names', () => {
  const facts = month('2026-11', 20, 4)
  const blocking: Objective = { ...RATE, blockOn: ['deployment'], release: { kind: 'acknowledged' } }
  const deploy = (
    one: Objective,
    more: Parameters<typeof gate>[0]['request'] = {},
    rest: Partial<Parameters<typeof gate>[0]> = {},
  ) => gate({ versions: agreed(one), now: '2026-11-22', facts, request: { event: 'deployment', ...more }, ...rest })

  test.each(['pull_request', 'merge_group', 'push', 'manual'] as const)('a miss warns on %s', (event) => {
    expect(deploy(blocking, { event }).verdict).toBe('warn')
  })
  test('and on a deployment, unless the agreement says block_on', () => {
    expect([deploy(RATE).verdict, deploy(blocking).verdict]).toEqual(['warn', 'fail'])
  })
  test.each([{ rolls_back: '7' }, { fixes_incident: 'inc-1' }])('a deployment with %o is never blocked', (undo) => {
    const evaluation = deploy(blocking, undo)
    expect([evaluation.verdict, only(evaluation).not_blocking]).toEqual(['warn', 'rollback_or_fix'])
  })

  const breach = (status: 'open' | 'acknowledged', openedAt = '2026-11-10') => [
    { id: 'br_1', objective: RATE.id, identity: `${RATE.id}@2026-11-01`, openedAt: at(openedAt), status },
  ]
  test('released once acknowledged', () => {
    expect([
      deploy(blocking, {}, { open: breach('open') }).verdict,
      deploy(blocking, {}, { open: breach('acknowledged') }).verdict,
    ]).toEqual(['fail', 'warn'])
  })
  test('an acknowledged breach of another month releases nothing', () => {
    const [old] = breach('acknowledged')
    expect(deploy(blocking, {}, { open: old ? [{ ...old, identity: `${RATE.id}@2026-10-01` }] : [] }).verdict).toBe(
      'fail',
    )
  })
  test.each([
    { why: 'three good deployments since it opened', openedAt: '2026-11-17T13:00:00Z', verdict: 'warn' },
    { why: 'only two', openedAt: '2026-11-18T13:00:00Z', verdict: 'fail' },
  ])('good_deployments: $why', ({ openedAt, verdict }) => {
    const released: Objective = { ...blocking, release: { kind: 'good_deployments', count: 3 } }
    expect(deploy(released, {}, { open: breach('open', openedAt) }).verdict).toBe(verdict)
  })
  test('a failed one in between begins the count anew', () => {
    const released: Objective = { ...blocking, release: { kind: 'good_deployments', count: 3 } }
    const bad = deployment('bad', '2026-11-19T18:00:00Z', { status: 'failure' })
    expect(deploy(released, {}, { open: breach('open', '2026-11-16T13:00:00Z'), facts: [...facts, bad] }).verdict).toBe(
      'fail',
    )
  })
  test('next_window ends with the window alone', () => {
    const released: Objective = { ...blocking, release: { kind: 'next_window' } }
    expect(deploy(released, {}, { open: breach('acknowledged') }).verdict).toBe('fail')
    expect(
      deploy(
        { ...released, minSamples: 1 },
        {},
        { now: '2026-12-02', facts: [...facts, ...month('2026-12', 1, 0)], open: breach('open') },
      ).verdict,
    ).toBe('pass')
  })
  test('rule 11: failures that are only presumed don’t block', () => {
    const presumed = [...month('2026-11', 20, 3), incident('x', '2026-11-10T13:00:00Z')]
    const evaluation = deploy(blocking, {}, { facts: presumed })
    expect([evaluation.verdict, only(evaluation).status, only(evaluation).not_blocking]).toEqual([
      'warn',
      'breached',
      'presumed_links_only',
    ])
  })
})

describe('rule 9: phases soften window objectives, counted from the first version', () => {
  const phases: Phase[] = [
    { name: 'baseline', days: 30, enforce: 'observe' },
    { name: 'optimise', days: 30, enforce: 'warn' },
    { name: 'formalise', days: null, enforce: 'as-agreed' },
  ]
  const blocking: Objective = { ...RATE, minSamples: 1, blockOn: ['deployment'], release: { kind: 'next_window' } }
  test.each([
    { now: '2026-10-30T23:59:59Z', verdict: 'pass', phase: 'baseline' },
    { now: '2026-10-31', verdict: 'warn', phase: 'optimise' },
    { now: '2026-11-29T23:59:59Z', verdict: 'warn', phase: 'optimise' },
    { now: '2026-11-30', verdict: 'fail', phase: 'formalise' },
  ])('$now is in $phase: $verdict', ({ now, verdict, phase }) => {
    const versions = [
      version(1, '2026-10-01', { phases, objectives: [blocking] }),
      version(2, '2026-11-15', { phases, objectives: [blocking] }),
    ]
    const facts = [...month('2026-10', 20, 20), ...month('2026-11', 20, 20)]
    const evaluation = gate({ versions, now, facts, request: { event: 'deployment' } })
    expect([evaluation.verdict, evaluation.agreement?.phase?.name]).toEqual([verdict, phase])
  })
})

describe('rule 8: the version in force when the thing happened judges it', () => {
  const stricter = { ...RATE, target: target('<=', '5', '%') }
  const facts = [...month('2026-11', 20, 2), ...month('2026-12', 20, 2)]
  const versions = [
    version(1, '2026-01-01', { objectives: [RATE] }),
    version(2, '2026-11-15', { objectives: [stricter] }),
  ]

  test('a changed window objective starts with its next window; until then its predecessor judges', () => {
    const november = only(gate({ versions, now: '2026-11-22', facts }))
    const december = only(gate({ versions, now: '2026-12-22', facts }))
    expect([november.agreement_version, november.status, november.window?.partial]).toEqual([1, 'met', false])
    expect([december.agreement_version, december.status, december.window?.partial]).toEqual([2, 'breached', false])
  })
  test('one that starts exactly with a window judges that window', () => {
    const exact = [
      version(1, '2026-01-01', { objectives: [RATE] }),
      version(2, '2026-11-01', { objectives: [stricter] }),
    ]
    expect(only(gate({ versions: exact, now: '2026-11-22', facts })).agreement_version).toBe(2)
  })
  test('an unchanged objective goes on, under the new version', () => {
    const reworded = [
      version(1, '2026-01-01', { objectives: [RATE] }),
      version(2, '2026-11-15', { objectives: [{ ...RATE, title: 'New words', clause: '9' }] }),
    ]
    expect(only(gate({ versions: reworded, now: '2026-11-22', facts }))).toMatchObject({
      agreement_version: 2,
      status: 'met',
      samples: 20,
      window: { partial: false },
    })
  })
  test('a new objective judges nothing from before it: its first window is partial', () => {
    const added = [
      version(1, '2026-01-01', { objectives: [] }),
      version(2, '2026-11-15', { objectives: [{ ...RATE, minSamples: 1 }] }),
    ]
    expect(only(gate({ versions: added, now: '2026-11-22', facts }))).toMatchObject({
      samples: 6,
      numerator: 0,
      window: { partial: true },
    })
  })
  test('an objective that the new version dropped judges no more', () => {
    const dropped = [version(1, '2026-01-01', { objectives: [RATE] }), version(2, '2026-11-15', { objectives: [] })]
    expect(gate({ versions: dropped, now: '2026-11-22', facts }).objectives).toEqual([])
  })
  test('a deployment is linked by the rules in force when it finished', () => {
    const strict = { ...version(1, '2026-01-01', {}).terms.incidents, linkWindowMs: 3_600_000 }
    const objectives = [{ ...RATE, minSamples: 1, target: target('<=', '0', '%') }]
    const changing = [
      version(1, '2026-01-01', { objectives, incidents: strict }),
      version(2, '2026-11-10', { objectives }),
    ]
    const early = [deployment('1', '2026-11-05T10:00:00Z'), incident('x', '2026-11-05T15:00:00Z')]
    const late = [deployment('2', '2026-11-15T10:00:00Z'), incident('y', '2026-11-15T15:00:00Z')]
    expect(only(gate({ versions: changing, now: '2026-11-22', facts: [...early, ...late] }))).toMatchObject({
      numerator: 1,
    })
  })
  test('a change is judged by the version in force at its gate', () => {
    const coverage = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
    const raised = [
      version(1, '2026-01-01', { objectives: [coverage] }),
      version(2, '2026-11-15', { objectives: [{ ...coverage, target: target('>=', '90', '%') }] }),
    ]
    expect(['2026-11-14', '2026-11-15'].map((now) => only(gate({ versions: raised, now })).target)).toEqual([
      '≥ 80 %',
      '≥ 90 %',
    ])
  })
})

describe('what a gate reads', () => {
  test('only what window objectives need, never from before they came into force', () => {
    const needed = (versions: ReturnType<typeof agreed>) => factsNeeded(versions, 'checkout-api', at('2026-11-22'))
    expect(
      needed([
        version(1, '2026-01-01', {
          objectives: [objective({ indicator: 'coverage', target: target('>=', '1', '%') })],
        }),
      ]),
    ).toBeNull()
    expect(needed(agreed(RATE))?.window.from).toBe(at('2026-08-31'))
    expect(needed([version(1, '2026-11-10', { objectives: [RATE] })])?.window.from).toBe(at('2026-11-09'))
  })
})
