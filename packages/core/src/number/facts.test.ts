import { describe, expect, test } from 'vitest'
import { withCases } from '../testing/cases.ts'
import { percentile } from './percentile.ts'
import { wilson } from './wilson.ts'

describe('rule 5: percentiles are nearest-rank', () => {
  type Case = { id: string; method: string; values?: (number | string)[]; p: number; expect: number | string }
  const thousandTenTimes = Array.from({ length: 10_000 }, (_, i) => i % 1_000)

  withCases<Case>('sla/percentile.json', (cases) => {
    test.each(cases.filter((one) => one.method === 'nearest_rank'))('$id', (one) => {
      const values = one.values ?? thousandTenTimes
      // The file also ranks names: those are ranked by their place in the alphabet.
      const ranks = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1))
      const found = percentile(
        values.map((value) => ranks.indexOf(value)),
        one.p,
      )
      expect(found === null ? null : ranks[found]).toBe(one.expect)
    })
  })

  test('of nothing there is none', () => expect(percentile([], 0.5)).toBeNull())
  test('the median of three is the second, of four the second', () => {
    expect([percentile([3, 1, 2], 0.5), percentile([4, 3, 1, 2], 0.5)]).toEqual([2, 2])
  })
  test('p95 of twenty is the nineteenth, whatever 0.95 is in binary', () => {
    expect(
      percentile(
        Array.from({ length: 20 }, (_, i) => i + 1),
        0.95,
      ),
    ).toBe(19)
  })
})

describe('the interval beside a rate is the Wilson score interval', () => {
  withCases<{
    id: string
    successes: number
    n: number
    z: number
    expect_low: number
    expect_high: number
    tolerance: number
  }>('sla/wilson.json', (cases) => {
    test.each(cases)('$id', (one) => {
      const interval = wilson(one.successes, one.n, one.z)
      expect(Math.abs((interval?.low ?? Number.NaN) - one.expect_low)).toBeLessThanOrEqual(one.tolerance)
      expect(Math.abs((interval?.high ?? Number.NaN) - one.expect_high)).toBeLessThanOrEqual(one.tolerance)
    })
  })

  test('of no sample there is none', () => expect(wilson(0, 0)).toBeNull())
})
