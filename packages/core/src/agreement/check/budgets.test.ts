import { describe, expect, test } from 'vitest'
import { errorsOf, HEAD } from '../testing/texts.ts'

const uptime = (more = '') =>
  `  uptime: { indicator: availability, window: calendar month, target: ">= 99.9%"${more} }\n`
const left = (more = '') =>
  `  left: { indicator: error-budget-remaining, window: calendar month, target: ">= 20%"${more} }\n`
const told = (objectives: string) => errorsOf(`${HEAD}objectives:\n${objectives}`).filter((text) => /leaves/.test(text))

describe('an error budget is what an objective for availability leaves', () => {
  test('with one it is agreed', () => expect(told(uptime() + left())).toEqual([]))
  test('without one there is none', () => {
    expect(told(left())).toHaveLength(1)
    expect(told(left())[0]).toContain('error-budget-remaining is what the objective for availability leaves')
  })
  test('a relative one says no number before its baseline is frozen', () =>
    expect(told(uptime().replace('>= 99.9%', 'baseline') + left())).toHaveLength(1))
  test('nor does one that binds other services', () =>
    expect(told(uptime(', services: [other]') + left())).toHaveLength(1))
})
