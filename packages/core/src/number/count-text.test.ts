import { expect, test } from 'vitest'
import { objective, target } from '../testing/agreement.ts'
import { actionsOf, BEGUN } from '../testing/clocks.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'
import { countText } from './count-text.ts'

test.each([
  { n: 0, one: 'clock', text: '0 clocks' },
  { n: 1, one: 'clock', text: '1 clock' },
  { n: 2, one: 'clock', text: '2 clocks' },
  { n: 0.5, one: 'day', text: '0.5 days' },
])('$text', ({ n, one, text }) => expect(countText(n, one)).toBe(text))

test('a plural that is not the singular with an s', () =>
  expect([1, 3].map((n) => countText(n, 'branch', 'branches'))).toEqual(['1 branch', '3 branches']))

test('evidence of one case is told in the singular', () => {
  const clock = objective({
    indicator: 'time-to-resolve',
    target: target('<=', '4', 'h'),
    window: MONTH,
    statistic: 'each',
    enforcement: 'warn',
  })
  const facts = actionsOf([...BEGUN, ['10:40', 'resolved']])
  const formula = (result: ReturnType<typeof only>) => result.evidence.formula
  expect(formula(only(gate({ versions: agreed(clock), now: '2026-11-22', facts })))).toBe('longest of 1 clock')
  const one = gate({ versions: agreed({ ...RATE, minSamples: 1 }), now: '2026-11-22', facts: month('2026-11', 1, 1) })
  expect(formula(only(one))).toBe('1 of 1 deployment failed')
})
