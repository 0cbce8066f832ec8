import type { Comparison, ObjectiveResult, WindowView } from '@plumbline/core'

/** Results as the engine makes them, for tests and for looking at what is rendered. */

export const november: WindowView = {
  period: '2026-11-01',
  kind: 'calendar month',
  from: '2026-11-01T04:00:00.000Z',
  to: '2026-12-01T05:00:00.000Z',
  environments: ['production'],
  label: 'November 2026',
  provisional: true,
  partial: false,
}

const base: ObjectiveResult = {
  id: 'patch-coverage',
  clause: '5.1',
  title: 'Tests cover the lines a change adds',
  indicator: 'patch-coverage',
  unit: '%',
  scope: 'change',
  status: 'met',
  enforcement: 'block',
  blocking: false,
  value: 82,
  display: '82.0 %',
  target: '≥ 80 %',
  target_bounds: { op: '>=', value: 80 },
  margin: '2.0 pp left',
  samples: 150,
  numerator: 123,
  denominator: 150,
  owed_by: 'vendor',
  agreement_version: 3,
  evidence: { formula: '123 of 150 added executable lines covered', events: ['0f1e2d3c4b5a6978'] },
}

export const objective = (changes: Partial<ObjectiveResult> = {}): ObjectiveResult => ({ ...base, ...changes })

export const at = (op: Comparison, value: number, target: string) => ({ target, target_bounds: { op, value } })

/** A figure that is no share of anything. */
export const whole = (changes: Partial<ObjectiveResult>): ObjectiveResult => {
  const { numerator: _n, denominator: _d, ...rest } = objective(changes)
  return rest
}

/** Nothing was measured. */
export const unmeasured = (changes: Partial<ObjectiveResult>): ObjectiveResult => {
  const rest = whole(changes)
  return { ...rest, status: 'no_data', value: null, display: '', margin: '', samples: changes.samples ?? 0 }
}

export const patchMissed = objective({
  status: 'breached',
  blocking: true,
  value: (106 / 150) * 100,
  display: '70.6 %',
  margin: '9.4 pp short',
  numerator: 106,
  evidence: {
    formula: '106 of 150 added executable lines covered',
    events: ['0f1e2d3c4b5a6978'],
    uncovered: [
      { path: 'src/tax/rates.ts', lines: [12, 13, 14, 15, 16, 20, 31, 32, 33] },
      { path: 'src/cart/total.ts', lines: [101, 102, 110] },
      { path: 'src/cart/index.ts', lines: [7] },
    ],
  },
})

export const coverageChange = whole({
  id: 'coverage-change',
  clause: '5.2',
  title: 'Coverage does not fall',
  indicator: 'coverage-change',
  unit: 'pp',
  status: 'at_risk',
  enforcement: 'warn',
  value: -0.4,
  display: '−0.4 pp',
  ...at('>=', -0.5, '≥ −0.5 pp'),
  warn: '≥ −0.2 pp',
  margin: '0.1 pp left',
  samples: 12_400,
  evidence: {
    formula: '9870 of 12400 lines now, 9880 of 12350 at the base (uncovered 2470 → 2530)',
    events: ['0f1e2d3c4b5a6978', '8877665544332211'],
    baseline: {
      kind: 'ancestor',
      commit_sha: 'b5c0ffee11223344556677889900aabbccddeeff',
      asked_for: 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
    },
  },
})

export const failingTests = objective({
  id: 'test-failures',
  clause: '5.3',
  title: 'No failing test',
  indicator: 'test-failures',
  unit: 'count',
  value: 0,
  display: '0',
  ...at('==', 0, '= 0'),
  margin: '',
  samples: 412,
  numerator: 0,
  denominator: 412,
  evidence: { formula: '0 of 412 tests failed', events: ['aabbccddeeff0011'] },
})

export const testsMissed: ObjectiveResult = {
  ...failingTests,
  status: 'breached',
  blocking: true,
  value: 3,
  display: '3',
  margin: '3 too many',
  numerator: 3,
  evidence: { formula: '3 of 412 tests failed', events: ['aabbccddeeff0011'] },
}

const failRate = {
  id: 'change-fail-rate',
  clause: '5.4',
  title: 'Change fail rate',
  indicator: 'change-fail-rate',
  unit: '%',
  scope: 'window',
  ...at('<=', 15, '≤ 15 %'),
  window: november,
  trend: [4, 5, 5, 8, 9, 12, 14, 16.7].map((value, month) => ({
    at: `2026-${String(month + 4).padStart(2, '0')}-01T00:00:00.000Z`,
    value,
  })),
  counter: [{ indicator: 'deployment-frequency', title: 'Deployment frequency', display: '0.8/day' }],
} satisfies Partial<ObjectiveResult>

export const failRateMissed = objective({
  ...failRate,
  status: 'breached',
  not_blocking: 'not_on_this_event',
  value: 100 / 6,
  display: '16.7 %',
  margin: '1.7 pp over',
  samples: 24,
  numerator: 4,
  denominator: 24,
  breach_id: 'br_01hx3v7q',
  evidence: {
    formula: '4 of 24 deployments failed, 1 of them presumed',
    events: ['1111111111111111', '2222222222222222', '3333333333333333'],
    more: 21,
    failed: [
      { deployment: '1111111111111111', rule: 'named_by_incident', by: ['9a9a9a9a9a9a9a9a'] },
      { deployment: '2222222222222222', rule: 'rolled_back_or_fixed', by: ['9b9b9b9b9b9b9b9b'] },
      { deployment: '3333333333333333', rule: 'status', by: [] },
      { deployment: '4444444444444444', rule: 'presumed', by: ['9c9c9c9c9c9c9c9c'] },
    ],
    not_counted: [{ event: '5555555555555555', reason: 'redeploy' }],
  },
})

export const failRateMet = objective({
  ...failRate,
  value: 10,
  display: '10.0 %',
  margin: '5.0 pp left',
  samples: 20,
  numerator: 2,
  denominator: 20,
  trend: [],
  evidence: {
    formula: '2 of 20 deployments failed',
    events: ['1111111111111111'],
    more: 19,
    failed: [{ deployment: '1111111111111111', rule: 'named_by_incident', by: ['9a9a9a9a9a9a9a9a'] }],
    pooled: [
      { from: november.from, to: november.to, samples: 5 },
      { from: '2026-10-01T04:00:00.000Z', to: '2026-11-01T04:00:00.000Z', samples: 15 },
    ],
  },
})

export const frequency = objective({
  id: 'deployment-frequency',
  clause: null,
  title: 'Deployment frequency',
  indicator: 'deployment-frequency',
  unit: '/day',
  scope: 'window',
  enforcement: 'warn',
  value: 0.8,
  display: '0.8/day',
  ...at('>=', 0.5, '≥ 0.5/day'),
  margin: '0.3/day left',
  samples: 24,
  numerator: 24,
  denominator: 30,
  window: { ...november, kind: 'rolling 30d', label: 'the last 30 days', provisional: false },
  counter: [{ indicator: 'change-fail-rate', title: 'Change fail rate', display: '16.7 %' }],
  evidence: {
    formula: '24 deployments in 30 days, on 18 of them; median week 6',
    events: ['1111111111111111'],
    more: 23,
  },
})
