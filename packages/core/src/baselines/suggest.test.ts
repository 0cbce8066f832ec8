import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMilliseconds } from '../agreement/duration.ts'
import { indicatorName } from '../agreement/indicator-names.ts'
import { parseTarget } from '../agreement/target.ts'
import type { Unit } from '../agreement/terms.ts'
import { compare, multiply, type Ratio, ratio } from '../number/ratio.ts'
import { wilson } from '../number/wilson.ts'
import { target } from '../testing/agreement.ts'
import { MONTH } from '../testing/window.ts'
import type { BaselineFigures } from './baseline.ts'
import { frozenFigure } from './measure.ts'
import { roundedDuration } from './round.ts'
import { suggest } from './suggest.ts'

const HOUR = 3_600

const suggested = (
  indicator: string,
  unit: Unit,
  value: Ratio | null,
  own: Partial<BaselineFigures> = {},
  statistic: string | null = null,
  days = 30,
) =>
  suggest({
    objective: { indicator, statistic, target: target('<=', '1', unit), window: MONTH },
    unit,
    days,
    figures: { samples: 20, reconstructed: 0, value: value && frozenFigure(value, unit), ...own },
  })

const rate = (numerator: number, denominator: number): Partial<BaselineFigures> => {
  const interval = wilson(numerator, denominator)
  return {
    samples: denominator,
    needed: 7,
    numerator,
    denominator,
    ...(interval ? { interval: { low: interval.low * 100, high: interval.high * 100 } } : {}),
  }
}
const cases = (p85: number, samples = 20): Partial<BaselineFigures> => ({
  samples,
  needed: 7,
  p85: frozenFigure(ratio(p85), 's'),
})

describe('a target suggested from a baseline: one that the same work would meet again', () => {
  test.each([
    [
      'durations: p85, rounded up',
      suggested('time-to-restore', 's', ratio(2 * HOUR), cases(30_840), 'median'),
      '<= 9h',
      '85 of 100 of 20 cases took at most 8 h 34 min (p85), rounded up',
    ],
    [
      'never less than the agreed statistic',
      suggested('time-to-restore', 's', ratio(11 * HOUR), cases(30_840), 'p95'),
      '<= 11h',
      'the p95 of 20 cases was 11 h',
    ],
    [
      'every case has to hold: the longest',
      suggested('time-to-acknowledge', 's', ratio(1_000), cases(500), 'each'),
      '<= 20m',
      'every one has to hold, and p85 (8 min 20 s) would have failed 15 in 100',
    ],
    [
      'rates: the upper Wilson bound',
      suggested('change-fail-rate', '%', ratio(15), rate(3, 20)),
      '<= 37%',
      '3 of 20 (15.0 %) can be as high as 36.0 % in truth',
    ],
    [
      'where higher is better, the lower one',
      suggested('gate-coverage', '%', ratio(95), rate(19, 20)),
      '>= 76%',
      '19 of 20 (95.0 %) can be as low as 76.4 %',
    ],
    ['availability: cut', suggested('availability', '%', ratio(99_967, 1_000)), '>= 99.9%', 'rounded down'],
    ['no time shows that it never fails', suggested('availability', '%', ratio(100)), '>= 99.9%', 'no time shows'],
    ['frequency, a day', suggested('deployment-frequency', '/day', ratio(149, 100)), '>= 1.4/day', 'it was 1.4/day'],
    ['frequency, a week', suggested('deployment-frequency', '/day', ratio(1, 2)), '>= 3.5/week', 'rounded down'],
    [
      'counts: as many in one window',
      suggested('bypassed-gates', 'count', ratio(7), {}, null, 60),
      '<= 4',
      '7 in 60 days, as many as that is in a month',
    ],
    ['too few', suggested('change-fail-rate', '%', ratio(0), rate(0, 3)), null, '3 of 7 needed'],
    ['nothing measured', suggested('availability', '%', null), null, 'nothing was measured'],
    ['no better side', suggested('reported:orders', 'count', ratio(7)), null, 'it has no better side'],
  ] as const)('%s', (_, { target: found, reason }, expected, why) => {
    expect(found).toBe(expected)
    expect(reason).toContain(why)
  })

  test('rule 3: a rounded duration is never stricter than what was measured, and hardly easier', () => {
    const name = indicatorName('time-to-restore') ?? expect.fail('no indicator')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 7 }), (num, den) => {
        const seconds = ratio(num, den)
        const read = parseTarget(`<= ${roundedDuration(seconds)}`, name)
        if (!read.ok || read.value.kind !== 'compare') return expect.fail('the suggestion is no target')
        const ms = toMilliseconds(read.value.value, read.value.unit) ?? expect.fail('no duration')
        expect(compare(ms, multiply(seconds, ratio(1_000)))).toBeGreaterThanOrEqual(0)
        expect(compare(ms, multiply(seconds, ratio(1_500)))).toBeLessThanOrEqual(num / den < 30 ? 1 : 0)
      }),
    )
  })
})
