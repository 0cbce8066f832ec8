import { describe, expect, test } from 'vitest'
import type { Objective, Phase, RelativeChange } from '../agreement/terms.ts'
import type { WindowFact } from '../facts/facts.ts'
import { ratio } from '../number/ratio.ts'
import type { StandingBaseline } from '../standing/standing.ts'
import { at, objective, version } from '../testing/agreement.ts'
import { outage } from '../testing/facts.ts'
import { coverage as covered, gate, only } from '../testing/gate.ts'
import { MONTH, month } from '../testing/window.ts'
import { formOf } from './form.ts'

const PHASES: Phase[] = [
  { name: 'baseline', days: 30, enforce: 'observe' },
  { name: 'optimise', days: 31, enforce: 'warn' },
  { name: 'formalise', days: null, enforce: 'as-agreed' },
]
const relative = (change: RelativeChange, text: string) => ({ kind: 'relative', change, text }) as const
const IMPROVE = relative({ kind: 'improve', percent: ratio(30) }, 'improve 30% from baseline')
const RESTORE = objective({
  id: 'restore',
  indicator: 'time-to-restore',
  target: IMPROVE,
  window: MONTH,
  statistic: 'median',
})

const frozen = (own: Objective, value: string | null, more: Partial<StandingBaseline> = {}): StandingBaseline => ({
  id: 'bl_1',
  objective: own.id,
  service: 'checkout-api',
  form: formOf(own),
  phase: 'baseline',
  observed: true,
  from: at('2026-11-01'),
  to: at('2026-12-01'),
  unit: own.indicator === 'time-to-restore' ? 's' : '%',
  value,
  display: '8 h 34 min',
  samples: 12,
  ...more,
})

const judged = (own: Objective, baselines: StandingBaseline[], now: string, facts: WindowFact[] = []) =>
  gate({
    versions: [{ ...version(1, '2026-11-01', { phases: PHASES, objectives: [own] }), baselines }],
    now,
    facts,
    head: [covered(82, 100)],
    request: { event: 'deployment' },
  })

describe('a target relative to a baseline is judged against the figure that was frozen', () => {
  const slow = outage('i', '2026-12-05T00:00:00Z', '2026-12-05T06:00:00Z')

  test('as a number, with what it came from', () => {
    const result = only(judged(RESTORE, [frozen(RESTORE, '30840/1')], '2026-12-20', slow))
    expect(result).toMatchObject({
      status: 'breached',
      display: '6 h',
      target: '≤ 5 h 59 min 48 s (improve 30 % from baseline 8 h 34 min)',
      target_bounds: { op: '<=', value: 21_588 },
      margin: '12 s over',
      baseline: { id: 'bl_1', phase: 'baseline', value: 30_840, display: '8 h 34 min', samples: 12 },
    })
  })

  const rate = (indicator: string, target: Objective['target']) =>
    objective({ id: 'rate', indicator, target, window: MONTH })
  const HALF = relative({ kind: 'improve', percent: ratio(50) }, 'improve 50% from baseline')
  const LESS = relative({ kind: 'offset', by: ratio(-5), unit: 'pp' }, 'baseline - 5pp')
  test.each([
    ['lower is better: less of it', rate('change-fail-rate', HALF), '15/1', '<=', 7.5],
    ['a share that should be high: less of what is missing', rate('availability', HALF), '199/2', '>=', 99.7],
    ['the same again', rate('gate-coverage', relative({ kind: 'same' }, 'baseline')), '271/3', '>=', 90.3],
    ['points of per cent', rate('gate-coverage', LESS), '90/1', '>=', 85],
    ['never below nothing', rate('change-fail-rate', LESS), '3/1', '<=', 0],
    ['what should be high and is no share: more of it', { ...rate('reported:nps', HALF) }, '-10/1', '>=', -5],
    [
      'hours in seconds',
      { ...RESTORE, id: 'rate', target: relative({ kind: 'offset', by: ratio(2), unit: 'h' }, 'baseline + 2h') },
      '3600/1',
      '<=',
      10_800,
    ],
  ])('%s', (_, own, value, op, bound) => {
    const unit = own.indicator === 'reported:nps' ? 'points' : own.indicator === 'time-to-restore' ? 's' : '%'
    const result = only(judged(own, [frozen(own, value, { unit })], '2026-12-20'))
    expect(result.target_bounds).toEqual({ op, value: bound })
  })

  test('totals of a longer phase are told for one window', () => {
    const own = objective({
      indicator: 'bypassed-gates',
      target: relative({ kind: 'same' }, 'baseline'),
      window: MONTH,
    })
    const baseline = frozen(own, '7/1', { from: at('2026-10-02'), to: at('2026-12-01'), unit: 'count', display: '7' })
    expect(only(judged(own, [baseline], '2026-12-20'))).toMatchObject({ target: '≤ 3 (baseline 7 in 60 days)' })
  })

  test('rule 4: the least sample follows from the number', () => {
    const own = rate('change-fail-rate', HALF)
    const result = only(judged(own, [frozen(own, '15/1')], '2026-12-20', month('2026-12', 9, 1)))
    expect(result).toMatchObject({ status: 'no_data', no_data_reason: 'too_few_samples', samples: 9, needed: 14 })
  })

  test('nothing of the phase is judged against itself: the first window begins at its end', () => {
    const within = [...outage('before', '2026-12-03T00:00:00Z', '2026-12-03T20:00:00Z')]
    const baseline = frozen(RESTORE, '30840/1', { to: at('2026-12-04') })
    expect(only(judged(RESTORE, [baseline], '2026-12-20', [...within, ...slow]))).toMatchObject({
      display: '6 h',
      window: { from: '2026-12-04T00:00:00.000Z', partial: true },
    })
  })
})

describe('which phase: the last that only observed and was over when the window began', () => {
  const earlier = frozen(RESTORE, '36000/1', { id: 'bl_0', to: at('2026-11-10'), from: at('2026-11-01') })
  const last = frozen(RESTORE, '30840/1', { from: at('2026-11-10'), to: at('2026-12-10') })
  test.each([
    ['a window keeps the one it began with', [earlier, last], '2026-12-20', 'bl_0'],
    ['the next has the newer', [earlier, last], '2027-01-02', 'bl_1'],
    ['a phase that warned is none where one observed', [earlier, { ...last, observed: false }], '2027-01-02', 'bl_0'],
    [
      'a phase that said too little is passed over',
      [
        { ...earlier, value: null },
        { ...last, observed: false },
      ],
      '2027-01-02',
      'bl_1',
    ],
    [
      'where none observed, the last',
      [
        { ...earlier, observed: false },
        { ...last, observed: false },
      ],
      '2027-01-02',
      'bl_1',
    ],
    [
      'of another service, or measured otherwise: none',
      [
        { ...earlier, service: 'web' },
        { ...last, form: 'other' },
      ],
      '2027-01-02',
      undefined,
    ],
  ])('%s', (_, baselines, now, id) => {
    expect(only(judged(RESTORE, baselines, now)).baseline?.id).toBe(id)
  })
})

describe('before there is a baseline nothing is judged, and it is said what is waited for', () => {
  test('while the phase goes on: shown, and nobody’s fault', () => {
    const evaluation = judged(RESTORE, [], '2026-11-20')
    expect(evaluation.verdict).toBe('pass')
    expect(evaluation.not_judged).toBeUndefined()
    expect(only(evaluation)).toMatchObject({
      status: 'no_data',
      no_data_reason: 'no_baseline',
      target: 'improve 30 % from baseline',
      target_bounds: { relative: 'improve 30% from baseline' },
      baseline_due: { phase: 'baseline', until: '2026-12-01T00:00:00.000Z' },
      evidence: { formula: 'phase baseline ends 1 Dec 2026; its figures become the baseline' },
    })
  })
  test('until the figures are frozen', () => {
    const evaluation = judged(RESTORE, [], '2026-12-01T06:00:00Z')
    expect([evaluation.verdict, only(evaluation).evidence.formula]).toEqual([
      'pass',
      'phase baseline ended 1 Dec 2026; its figures are being frozen',
    ])
  })
  test('rule 4: frozen of too little, it warns as whatever has no data', () => {
    const few = frozen(RESTORE, null, { samples: 3, needed: 7, display: '2 h' })
    const evaluation = judged(RESTORE, [few], '2026-12-20')
    expect(evaluation.verdict).toBe('warn')
    expect(only(evaluation)).toMatchObject({
      baseline: { value: null, samples: 3, needed: 7 },
      evidence: { formula: 'phase baseline ended 1 Dec 2026 without a baseline: 3 of 7 samples needed' },
    })
  })
  test('a change is not failed for it either', () => {
    const own = objective({ indicator: 'coverage', target: relative({ kind: 'same' }, 'baseline') })
    const versions = [version(1, '2026-11-01', { phases: PHASES, objectives: [own] })]
    expect(gate({ versions, now: '2026-11-20', head: [covered(82, 100)], request: { event: 'push' } }).verdict).toBe(
      'pass',
    )
  })
  test('and is judged against what it was at the phase’s end', () => {
    const own = objective({
      indicator: 'coverage',
      target: relative({ kind: 'offset', by: ratio(-5), unit: 'pp' }, 'baseline - 5pp'),
    })
    const result = only(judged(own, [frozen(own, '90/1', { display: '90.0 %' })], '2026-12-20'))
    expect(result).toMatchObject({ status: 'breached', target: '≥ 85 % (baseline 90.0 % − 5 pp)' })
  })
})
