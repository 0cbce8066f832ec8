import { expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { sound, withObjective } from '../agreement/testing/texts.ts'
import { ratio } from '../number/ratio.ts'
import { asked } from './words.ts'

const written = (...lines: string[]): Objective => {
  const [objective] = sound(withObjective(...lines, 'window: calendar month')).terms.objectives
  if (objective) return objective
  throw new TypeError('the text has one objective')
}
const RESOLVE = ['indicator: time-to-resolve', 'target: "<= 900s"']

test('what came from a baseline is told as people say a duration, and not in seconds that nobody wrote', () => {
  const resolved = { kind: 'compare', op: '<=', value: ratio(54_000), unit: 's', text: 'improve 10%' } as const
  const target = { ...resolved, derived: 'improve 10 % from baseline 16 h 40 min' }
  expect(asked({ ...written(...RESOLVE), target })).toBe('Time to resolve at most 15 h')
})

test.each([
  ['Time to resolve at most 900 s', []],
  ['Quick answers (at most 900 s)', ['title: Quick answers']],
])('%s', (words, more) => {
  expect(asked(written(...RESOLVE, ...more))).toBe(words)
})
