import { describe, expect, test } from 'vitest'
import type { Objective, Phase } from '../agreement/terms.ts'
import { at, version } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, month, RATE } from '../testing/window.ts'

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
  test('and never a deployment elsewhere than production', () => {
    const evaluation = deploy(blocking, { environment: 'staging' })
    expect([evaluation.verdict, evaluation.production]).toEqual(['warn', false])
    expect(deploy(blocking, { environment: 'production' }).verdict).toBe('fail')
  })
  test.each([{ rolls_back: '7' }, { fixes_incident: 'inc-1' }])('a deployment with %o is never blocked', (undo) => {
    const evaluation = deploy(blocking, undo)
    expect([evaluation.verdict, only(evaluation).not_blocking]).toEqual(['warn', 'rollback_or_fix'])
  })

  const breach = (status: 'open' | 'acknowledged', openedAt = '2026-11-10') => [
    { id: 'br_1', objective: RATE.id, identity: `${RATE.id}@2026-11-01`, openedAt: at(openedAt), status },
  ]
  test('a missed objective names the breach that is open already', () => {
    expect(only(deploy(blocking, {}, { open: breach('open') })).breach_id).toBe('br_1')
    expect(only(deploy(blocking)).breach_id).toBeUndefined()
  })
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
  test('rule 11: failures that are only presumed don’t block while they can be rebutted', () => {
    const presumed = [...month('2026-11', 20, 3), incident('x', '2026-11-13T13:00:00Z')]
    const evaluation = deploy(blocking, {}, { facts: presumed })
    expect(only(evaluation).evidence.presumed_until).toBe('2026-11-23T13:00:00.000Z')
    expect([evaluation.verdict, only(evaluation).status, only(evaluation).not_blocking]).toEqual([
      'warn',
      'breached',
      'presumed_links_only',
    ])
  })
  test.each([
    { now: '2026-11-23T12:59:59.999Z', verdict: 'warn', why: 'it can still be rebutted' },
    { now: '2026-11-23T13:00:00Z', verdict: 'fail', why: 'ten days have passed and nobody has' },
  ])(
    'rule 11: a presumption counts once the dispute window has passed unanswered: at $now $why',
    ({ now, verdict }) => {
      const presumed = [...month('2026-11', 20, 3), incident('x', '2026-11-13T13:00:00Z')]
      expect(deploy(blocking, {}, { facts: presumed, now }).verdict).toBe(verdict)
      const rebutted = [...presumed, incident('x', '2026-11-14T13:00:00Z', { action: 'resolved', cause: 'none' })]
      expect(deploy(blocking, {}, { facts: rebutted, now }).verdict).toBe('pass')
    },
  )
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
