import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, ratio } from '../number/ratio.ts'
import { indicatorName } from './indicator-names.ts'
import { leastSamples } from './min-samples.ts'
import { parseTarget } from './target.ts'
import type { Comparison, Target } from './terms.ts'
import { sound, withObjective } from './testing/texts.ts'

const targetOf = (text: string): Target => {
  const indicator = indicatorName('change-fail-rate')
  const read = indicator && parseTarget(text, indicator)
  if (!read?.ok) throw new Error(text)
  return read.value
}

test.each<[string, number | null, string]>([
  ['<= 15%', 7, 'the example of the rule'],
  ['<= 20%', 5, 'a fifth allows one of five'],
  ['< 20%', 6, 'but not less than a fifth'],
  ['<= 0.1%', 1000, 'parts of a percent'],
  ['<= 100%', null, 'everything is allowed'],
  ['<= 0%', null, 'one event is meant to decide'],
  ['>= 90%', 10, 'one of ten may fail'],
  ['> 90%', 11, 'or fewer than one of ten'],
  ['>= 99.9%', 1000, 'without a float: 1 / (1 - 0.999) is 999.9999999999991'],
  ['>= 100%', null, 'one event is meant to decide'],
  ['>= 0%', null, 'nothing is asked'],
  ['== 0%', null, 'exactly none'],
  ['== 100%', null, 'exactly all'],
  ['70%..85%', 4, 'the stricter end of a band'],
  ['baseline', null, 'not known yet'],
])('%s needs %s: %s', (text, needed) => {
  expect(leastSamples(targetOf(text))).toBe(needed)
})

const holds = (op: Comparison, order: number): boolean =>
  ({ '<=': order <= 0, '<': order < 0, '>=': order >= 0, '>': order > 0, '==': order === 0 })[op]

/** Does a target still hold where one event of n goes wrong? */
const oneIsFine = (target: Target, n: number): boolean => {
  if (target.kind !== 'compare') return false
  const bad = target.op === '<=' || target.op === '<' ? ratio(100, n) : ratio(100 * (n - 1), n)
  return holds(target.op, compare(bad, target.value))
}

describe('for every rate', () => {
  const op = fc.constantFrom('<=', '<', '>=', '>')
  const target = fc
    .tuple(op, fc.integer({ min: 1, max: 9_999 }))
    .map(([sign, hundredths]) => targetOf(`${sign} ${hundredths / 100}%`))

  test('one event alone never breaches at the least sample, and does with one less', () => {
    fc.assert(
      fc.property(target, (one) => {
        const needed = leastSamples(one)
        expect(needed).not.toBeNull()
        expect(oneIsFine(one, needed ?? 0)).toBe(true)
        if (needed !== null && needed > 1) expect(oneIsFine(one, needed - 1)).toBe(false)
      }),
    )
  })
})

test('what is not said follows from the target; what is said stays', () => {
  const samples = (...lines: string[]) => sound(withObjective(...lines)).terms.objectives[0]?.minSamples
  const rate = ['indicator: change-fail-rate', 'target: "<= 15%"', 'window: calendar month']
  expect(samples(...rate)).toBe(7)
  expect(samples(...rate, 'min_samples: 20')).toBe(20)
  expect(samples('indicator: availability', 'target: ">= 99%"', 'window: calendar month')).toBeNull()
  expect(samples('indicator: coverage', 'target: ">= 80%"')).toBeNull()
})
