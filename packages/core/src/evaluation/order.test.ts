import { expect, test } from 'vitest'
import { objective, target, version } from '../testing/agreement.ts'
import { coverage, gate, testRun } from '../testing/gate.ts'

test('worst first: what blocks, then missed, unknown, at risk, met; of equals by name', () => {
  const line = (id: string, indicator: string, own: object = {}) =>
    objective({ id, indicator, target: target('>=', '50', '%'), ...own })
  const objectives = [
    line('met', 'coverage'),
    line('risky', 'coverage', { warn: target('>=', '99', '%') }),
    line('b-missed', 'coverage', { target: target('>=', '90', '%'), enforcement: 'warn' }),
    line('a-missed', 'coverage', { target: target('>=', '90', '%'), enforcement: 'warn' }),
    line('unknown', 'coverage-branches'),
    line('nothing', 'patch-coverage'),
    line('later', 'coverage', { stage: 'live' }),
    line('z-blocks', 'test-pass-rate', { target: target('>=', '100', '%') }),
  ]
  const head = [coverage(80, 100, { patch: { covered: 0, total: 0 } }), testRun(10, { failures: 1 })]
  const evaluation = gate({ versions: [version(1, '2026-01-01', { objectives })], now: '2026-11-22', head })
  expect(evaluation.objectives.map((result) => result.id)).toEqual([
    'z-blocks',
    'a-missed',
    'b-missed',
    'unknown',
    'risky',
    'met',
    'nothing',
    'later',
  ])
})
