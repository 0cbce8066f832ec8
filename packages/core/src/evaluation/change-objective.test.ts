import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { BASE_SHA, coverage, gate, only, testRun } from '../testing/gate.ts'
import { MONTH } from '../testing/window.ts'
import { GATE_EVENTS } from './gate.ts'

const NOW = '2026-11-22'
const agreed = (...objectives: Objective[]) => [version(1, '2026-01-01', { objectives })]
const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const PATCH = objective({ indicator: 'patch-coverage', target: target('>=', '80', '%'), minLines: 5 })
const CHANGE = objective({ indicator: 'coverage-change', target: target('>=', '-0.5', 'pp') })
const FAILURES = objective({ indicator: 'test-failures', target: target('==', '0', 'count') })
const base = (covered: number, total: number, kind: 'base' | 'ancestor' = 'base') => ({
  facts: [coverage(covered, total)],
  baseline:
    kind === 'base'
      ? ({ kind, commit_sha: BASE_SHA } as const)
      : ({ kind, commit_sha: BASE_SHA, asked_for: null } as const),
})

describe('what change-scope indicators measure', () => {
  test.each([
    { indicator: 'coverage', head: [coverage(780, 1000)], display: '78.0 %' },
    {
      indicator: 'coverage',
      head: [coverage(70, 100, { flag: 'unit' }), coverage(9, 100, { flag: 'e2e' })],
      display: '39.5 %',
    },
    {
      indicator: 'coverage-branches',
      head: [coverage(1, 1, { branches: { covered: 1, total: 4 } })],
      display: '25.0 %',
    },
    {
      indicator: 'coverage-functions',
      head: [coverage(1, 1, { functions: { covered: 2, total: 3 } })],
      display: '66.6 %',
    },
    { indicator: 'patch-coverage', head: [coverage(1, 1, { patch: { covered: 71, total: 100 } })], display: '71.0 %' },
    { indicator: 'test-pass-rate', head: [testRun(412, { failures: 3, errors: 1, skipped: 12 })], display: '99.0 %' },
  ])('$indicator reads $display', ({ indicator, head, display }) => {
    const versions = agreed(objective({ indicator, target: target('>=', '99.9', '%') }))
    expect(only(gate({ versions, now: NOW, head }))).toMatchObject({ display, status: 'breached' })
  })

  test.each([
    { indicator: 'test-failures', display: '4' },
    { indicator: 'skipped-tests', display: '12' },
  ])('$indicator counts $display', ({ indicator, display }) => {
    const versions = agreed(objective({ indicator, target: target('==', '0', 'count') }))
    expect(
      only(gate({ versions, now: NOW, head: [testRun(412, { failures: 3, errors: 1, skipped: 12 })] })).display,
    ).toBe(display)
  })

  test('uncovered lines', () => {
    const versions = agreed(objective({ indicator: 'uncovered-lines', target: target('<=', '100', 'lines') }))
    expect(only(gate({ versions, now: NOW, head: [coverage(780, 1000)] }))).toMatchObject({
      display: '220 lines',
      margin: '120 lines too many',
    })
  })

  test('rule 17: failing tests show the skipped ones beside them', () => {
    const result = only(gate({ versions: agreed(FAILURES), now: NOW, head: [testRun(412, { skipped: 12 })] }))
    expect(result.counter).toEqual([{ indicator: 'skipped-tests', title: 'Skipped tests', display: '12' }])
  })
})

describe('coverage against its base', () => {
  test('a fall within the target is met, one past it is breached', () => {
    const ask = (covered: number) =>
      only(gate({ versions: agreed(CHANGE), now: NOW, head: [coverage(covered, 1000)], base: base(800, 1000) }))
    expect(ask(795)).toMatchObject({ status: 'met', value: -0.5 })
    expect(ask(794)).toMatchObject({ status: 'breached', display: '−0.6 pp' })
  })
  test('deleting covered code is no breach: the share falls, no uncovered line was added', () => {
    const result = only(gate({ versions: agreed(CHANGE), now: NOW, head: [coverage(300, 400)], base: base(900, 1000) }))
    expect(result).toMatchObject({ status: 'met', value: 0 })
    expect(result.evidence.formula).toContain('counted as 0')
  })
  test('only flags that both were measured with are compared', () => {
    const head = [coverage(80, 100), coverage(0, 1000, { flag: 'new' })]
    expect(only(gate({ versions: agreed(CHANGE), now: NOW, head, base: base(80, 100) }))).toMatchObject({
      status: 'met',
      value: 0,
    })
  })
  test('rule 14: a missing baseline is a state, not 0 %', () => {
    expect(only(gate({ versions: agreed(CHANGE), now: NOW, head: [coverage(1, 2)] }))).toMatchObject({
      status: 'no_data',
      no_data_reason: 'no_baseline',
      value: null,
    })
  })
  test('rule 14: compared with the nearest ancestor, it says so', () => {
    const result = only(
      gate({ versions: agreed(CHANGE), now: NOW, head: [coverage(8, 10)], base: base(8, 10, 'ancestor') }),
    )
    expect(result.evidence.baseline).toEqual({ kind: 'ancestor', commit_sha: BASE_SHA, asked_for: null })
  })
})

describe('rule 4: nothing observed is not success', () => {
  test.each([
    { why: 'a report without lines', versions: agreed(COVERAGE), head: [coverage(0, 0)], reason: 'not_in_report' },
    { why: 'no report', versions: agreed(COVERAGE), head: [], reason: 'no_report' },
    {
      why: 'a report without branches',
      versions: agreed(objective({ indicator: 'coverage-branches', target: target('>=', '50', '%') })),
      head: [coverage(1, 2)],
      reason: 'not_in_report',
    },
    { why: 'a run of no tests', versions: agreed(FAILURES), head: [testRun(0)], reason: 'no_tests' },
    {
      why: 'only skipped tests',
      versions: agreed(objective({ indicator: 'test-pass-rate', target: target('>=', '50', '%') })),
      head: [testRun(3, { skipped: 3 })],
      reason: 'no_tests',
    },
  ])('$why is no_data, never met and never 0 %', ({ versions, head, reason }) => {
    expect(only(gate({ versions, now: NOW, head }))).toMatchObject({
      status: 'no_data',
      no_data_reason: reason,
      value: null,
      display: '',
    })
  })

  test('a change without its report fails on push and merge group, and warns everywhere else', () => {
    const verdicts = GATE_EVENTS.map(
      (event) => gate({ versions: agreed(COVERAGE), now: NOW, request: { event } }).verdict,
    )
    expect(Object.fromEntries(GATE_EVENTS.map((event, i) => [event, verdicts[i]]))).toEqual({
      pull_request: 'warn',
      merge_group: 'fail',
      push: 'fail',
      deployment: 'warn',
      manual: 'warn',
    })
  })

  test.each(['pass', 'warn', 'fail'] as const)('unless on_no_data says %s', (onNoData) => {
    const versions = agreed({ ...COVERAGE, onNoData })
    expect(gate({ versions, now: NOW }).verdict).toBe(onNoData)
  })

  test('on_no_data can’t fail where the objective may not block', () => {
    expect(gate({ versions: agreed({ ...COVERAGE, onNoData: 'fail', enforcement: 'warn' }), now: NOW }).verdict).toBe(
      'warn',
    )
  })

  test.each([
    { patch: { covered: 0, total: 0 }, reason: 'nothing_to_cover' },
    { patch: { covered: 0, total: 4 }, reason: 'below_min_lines' },
  ])('$reason is shown and passes, whatever on_no_data says', ({ patch, reason }) => {
    const evaluation = gate({
      versions: agreed({ ...PATCH, onNoData: 'fail' }),
      now: NOW,
      head: [coverage(1, 2, { patch })],
      request: { event: 'push' },
    })
    expect(evaluation.verdict).toBe('pass')
    expect(only(evaluation).no_data_reason).toBe(reason)
  })

  test('min_lines itself is judged', () => {
    const evaluation = gate({
      versions: agreed(PATCH),
      now: NOW,
      head: [coverage(1, 2, { patch: { covered: 0, total: 5 } })],
    })
    expect([evaluation.verdict, only(evaluation).status]).toEqual(['fail', 'breached'])
  })
})

describe('rule 6: who can still change it decides what may block', () => {
  const missed = [coverage(50, 100)]

  test('a change-scope objective blocks a pull request, a merge group and a push, and warns elsewhere', () => {
    const verdict = (event: (typeof GATE_EVENTS)[number]) =>
      gate({ versions: agreed(COVERAGE), now: NOW, head: missed, request: { event } }).verdict
    expect(GATE_EVENTS.map(verdict)).toEqual(['fail', 'fail', 'fail', 'warn', 'warn'])
  })

  test.each([
    { enforcement: 'block', verdict: 'fail', why: undefined },
    { enforcement: 'warn', verdict: 'warn', why: 'warns_only' },
    { enforcement: 'observe', verdict: 'pass', why: 'observed' },
  ] as const)('breached under $enforcement is $verdict', ({ enforcement, verdict, why }) => {
    const evaluation = gate({ versions: agreed({ ...COVERAGE, enforcement }), now: NOW, head: missed })
    expect([evaluation.verdict, only(evaluation).status, only(evaluation).not_blocking]).toEqual([
      verdict,
      'breached',
      why,
    ])
  })

  test('at risk (met, but not what `warn` asks) warns and never fails', () => {
    const versions = agreed({ ...COVERAGE, warn: target('>=', '85', '%') })
    const ask = (covered: number) => gate({ versions, now: NOW, head: [coverage(covered, 100)] })
    expect([79, 80, 84, 85].map((covered) => [ask(covered).verdict, only(ask(covered)).status])).toEqual([
      ['fail', 'breached'],
      ['warn', 'at_risk'],
      ['warn', 'at_risk'],
      ['pass', 'met'],
    ])
  })

  test('an objective agreed for another stage is not in force and passes', () => {
    const evaluation = gate({ versions: agreed({ ...COVERAGE, stage: 'live' }), now: NOW, head: missed })
    expect([evaluation.verdict, only(evaluation).status]).toEqual(['pass', 'not_in_force'])
  })

  test('rule 9: phases leave change-scope objectives alone, unless one names a phase', () => {
    const phases = [
      { name: 'baseline', days: 30, enforce: 'observe' as const },
      { name: 'formalise', days: null, enforce: 'as-agreed' as const },
    ]
    const ask = (phase: string | null, now: string) =>
      gate({
        versions: [version(1, '2026-11-01', { phases, objectives: [{ ...COVERAGE, phase }] })],
        now,
        head: missed,
      }).verdict
    expect([ask(null, '2026-11-02'), ask('formalise', '2026-11-02'), ask('formalise', '2026-12-01')]).toEqual([
      'fail',
      'pass',
      'fail',
    ])
  })
})

describe('rule 16: the text that judges can’t be changed by what it judges', () => {
  test('a first introduction is observed: shown as missed, holding nothing back', () => {
    const evaluation = gate({
      versions: agreed(COVERAGE),
      now: NOW,
      head: [coverage(1, 100)],
      firstIntroduction: true,
      server: false,
    })
    expect([evaluation.verdict, only(evaluation).status, only(evaluation).not_blocking]).toEqual([
      'pass',
      'breached',
      'first_introduction',
    ])
  })
})

describe('what is not judged is named, never taken for met', () => {
  test('an indicator that is not measured here', () => {
    const versions = agreed(
      objective({ id: 'wait', indicator: 'cycle-time', target: target('<=', '10', 'h'), window: MONTH }),
    )
    const evaluation = gate({ versions, now: NOW })
    expect(evaluation.objectives).toEqual([])
    expect(evaluation.not_judged).toEqual([{ id: 'wait', indicator: 'cycle-time', reason: 'indicator_not_available' }])
  })
  test('window objectives without a server', () => {
    const rate = objective({
      indicator: 'change-fail-rate',
      target: target('<=', '15', '%'),
      window: { kind: 'rolling', days: 30 },
    })
    const evaluation = gate({ versions: agreed(rate), now: NOW, server: false })
    expect(evaluation).toMatchObject({ objectives: [], local: true, notes: [{ code: 'no_server' }] })
  })
  test('a service the agreement does not know warns: a misspelt name must not look like a pass', () => {
    const evaluation = gate({ versions: agreed(COVERAGE), now: NOW, request: { service: 'chekout-api' } })
    expect([evaluation.verdict, evaluation.notes[0]?.code]).toEqual(['warn', 'service_not_in_agreement'])
  })
  test('no agreement in force passes and says since when one will be', () => {
    const evaluation = gate({
      versions: [version(1, '2026-12-01', { objectives: [COVERAGE] })],
      now: NOW,
      head: [coverage(1, 100)],
    })
    expect(evaluation).toMatchObject({
      verdict: 'pass',
      agreement: null,
      objectives: [],
      notes: [{ code: 'no_agreement_in_force' }],
    })
    expect(evaluation.notes[0]?.detail).toContain('2026-12-01')
  })
})
