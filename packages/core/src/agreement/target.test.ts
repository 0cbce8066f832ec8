import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, ratio } from '../number/ratio.ts'
import { INDICATOR_KEYS, indicatorName } from './indicator-names.ts'
import { parseTarget } from './target.ts'

const read = (key: string, text: string) => {
  const indicator = indicatorName(key)
  if (!indicator) throw new Error(key)
  return parseTarget(text, indicator)
}

describe('what a target says', () => {
  test.each([
    ['patch-coverage', '>= 80%', { kind: 'compare', op: '>=', value: ratio(80), unit: '%' }],
    ['patch-coverage', '  >=80.50 % ', { kind: 'compare', op: '>=', value: ratio(8050, 100), unit: '%' }],
    ['coverage-change', '>= -0.5pp', { kind: 'compare', op: '>=', value: ratio(-5, 10), unit: 'pp' }],
    ['test-failures', '== 0', { kind: 'compare', op: '==', value: ratio(0), unit: 'count' }],
    ['change-size', '<= 400', { kind: 'compare', op: '<=', value: ratio(400), unit: 'lines' }],
    ['change-size', '<= 400 lines', { kind: 'compare', op: '<=', value: ratio(400), unit: 'lines' }],
    ['time-to-restore', '< 48h', { kind: 'compare', op: '<', value: ratio(48), unit: 'h' }],
    ['time-to-restore', '<= 3bd', { kind: 'compare', op: '<=', value: ratio(3), unit: 'bd' }],
    ['deployment-frequency', '>= 5/week', { kind: 'compare', op: '>=', value: ratio(5), unit: '/week' }],
    ['api-latency', '<= 300ms', { kind: 'compare', op: '<=', value: ratio(300), unit: 'ms' }],
    ['sprint-velocity', '> 30 points', { kind: 'compare', op: '>', value: ratio(30), unit: 'points' }],
    ['engineering-roi', '>= 3x', { kind: 'compare', op: '>=', value: ratio(3), unit: 'x' }],
    ['cost-per-story-point', '<= 50 USD', { kind: 'compare', op: '<=', value: ratio(50), unit: { currency: 'USD' } }],
    ['defect-density', '<= 0.5', { kind: 'compare', op: '<=', value: ratio(5, 10), unit: 'count' }],
    ['reported:nps', '>= -10 points', { kind: 'compare', op: '>=', value: ratio(-10), unit: 'points' }],
    ['reported:orders', '>= 10', { kind: 'compare', op: '>=', value: ratio(10), unit: 'count' }],
    ['resource-utilisation', '70%..85%', { kind: 'band', low: ratio(70), high: ratio(85), unit: '%' }],
    ['resource-utilisation', '70.5% .. 85%', { kind: 'band', low: ratio(705, 10), high: ratio(85), unit: '%' }],
    ['reported:orders', '5..10', { kind: 'band', low: ratio(5), high: ratio(10), unit: 'count' }],
    ['coverage', 'baseline', { kind: 'relative', change: { kind: 'same' } }],
    ['coverage', 'baseline - 5pp', { kind: 'relative', change: { kind: 'offset', by: ratio(-5), unit: 'pp' } }],
    [
      'time-to-restore',
      'baseline + 2.5h',
      { kind: 'relative', change: { kind: 'offset', by: ratio(25, 10), unit: 'h' } },
    ],
    [
      'time-to-restore',
      'improve 30% from baseline',
      { kind: 'relative', change: { kind: 'improve', percent: ratio(30) } },
    ],
  ])('%s: %s', (key, text, expected) => {
    expect(read(key, text)).toEqual({ ok: true, value: { ...expected, text: text.trim() } })
  })
})

describe('what is refused, and how it would be right', () => {
  test.each([
    ['time-to-restore', '<= 48 hrs', 'unknown unit "hrs"; use "48h"', '<= 48h'],
    ['time-to-restore', '<= 48 Hours', 'unknown unit "Hours"; use "48h"', '<= 48h'],
    [
      'time-to-restore',
      '<= 2d',
      'd means three things (24 hours, a calendar day, a business day); use h or bd',
      undefined,
    ],
    [
      'time-to-restore',
      '<= 2 days',
      'd means three things (24 hours, a calendar day, a business day); use h or bd',
      undefined,
    ],
    ['time-to-restore', '<= 2 working days', 'unknown unit "working days"; use "2bd"', '<= 2bd'],
    ['time-to-restore', '<= 0.5bd', '0.5bd: business days are whole; use h for parts of a day', undefined],
    [
      'time-to-restore',
      '<= 48',
      '48 has no unit; time-to-restore is measured in h, m, s or bd, so write "48h"',
      '<= 48h',
    ],
    ['coverage', '>= 80', '80 has no unit; coverage is measured in %, so write "80%"', '>= 80%'],
    ['coverage', '>= 80 percent', 'unknown unit "percent"; use "80%"', '>= 80%'],
    ['coverage', '>= 80pp', '"pp" is no unit of coverage, which is measured in %', '>= 80%'],
    ['test-failures', '<= 3%', '"%" is no unit of test-failures, which is measured in no unit', '<= 3'],
    ['deployment-frequency', '>= 5 per week', 'unknown unit "per week"; use "5/week"', '>= 5/week'],
    ['deployment-frequency', '>= 5/weak', 'unknown unit "/weak"; use "5/week"', '>= 5/week'],
    ['cost-per-story-point', '<= 50 usd', 'unknown unit "usd"; use "50 USD"', '<= 50 USD'],
    [
      'cost-per-story-point',
      '<= 50',
      '50 has no unit; cost-per-story-point is measured in a currency such as USD, so write "50 USD"',
      '<= 50 USD',
    ],
    ['coverage', '>= 80 EUR', '"EUR" is no unit of coverage, which is measured in %', '>= 80%'],
    ['coverage', '>= 80 florp', 'unknown unit "florp"; coverage is measured in %', undefined],
    ['coverage', '80%', '"80%" says no direction; write ">= 80%"', '>= 80%'],
    ['change-fail-rate', '15%', '"15%" says no direction; write "<= 15%"', '<= 15%'],
    ['coverage', '≥ 80%', '"≥ 80%" is no target; write ">= 80%"', '>= 80%'],
    ['coverage', '=> 80%', '"=> 80%" is no target; write ">= 80%"', '>= 80%'],
    ['coverage', 'at least 80%', '"at least 80%" is no target; write ">= 80%"', '>= 80%'],
    ['change-fail-rate', 'up to 15%', '"up to 15%" is no target; write "<= 15%"', '<= 15%'],
    ['test-failures', '= 0', '"= 0" is no target; write "== 0"', '== 0'],
    ['coverage-change', '>= −0.5pp', '">= −0.5pp": the minus sign is "-"; write ">= -0.5pp"', '>= -0.5pp'],
    ['availability', '>= 99,9%', '">= 99,9%": write numbers with a point, ">= 99.9%"', '>= 99.9%'],
    ['reported:orders', '>= 1,000', '">= 1,000": write numbers with a point and without separators', undefined],
    [
      'resource-utilisation',
      '80%..80%',
      'a band goes from the lower to the higher number; 80 is not below 80',
      undefined,
    ],
    [
      'resource-utilisation',
      '85%..70%',
      'a band goes from the lower to the higher number; 85 is not below 70',
      undefined,
    ],
    ['resource-utilisation', '70..85%', '70 has no unit; resource-utilisation is measured in %, so write "70%"', '70%'],
    ['time-to-restore', '1h..90m', 'both ends of a band have the same unit, not h and m', undefined],
    [
      'coverage',
      '>= baseline',
      '">= baseline": a relative target is "baseline", "baseline - 5pp" or "improve 30% from baseline", without a sign before it',
      undefined,
    ],
    ['coverage', 'baseline - 5%', '"%" is no unit of a distance from this baseline, which is measured in pp', '5pp'],
    ['coverage', 'improve 0% from baseline', 'an improvement of nothing; write "baseline"', 'baseline'],
    [
      'coverage',
      'good',
      '"good" is no target; write a comparison such as ">= 80%", a band such as "70%..85%", or "baseline"',
      undefined,
    ],
    [
      'coverage',
      '',
      '"" is no target; write a comparison such as ">= 80%", a band such as "70%..85%", or "baseline"',
      undefined,
    ],
  ])('%s: %s', (key, text, message, suggestion) => {
    const answer = read(key, text)
    expect(answer.ok ? [] : answer.errors.map((error) => [error.message, error.suggestion])).toEqual([
      [message, suggestion],
    ])
  })
})

describe('for every indicator', () => {
  const key = fc.constantFrom(...INDICATOR_KEYS, 'reported:anything')

  test('a hint that is followed is a target', () => {
    const number = fc.oneof(
      fc.nat(1000).map(String),
      fc.tuple(fc.nat(100), fc.nat(99)).map(([a, b]) => `${a}.${b}`),
    )
    const unit = fc.constantFrom(
      '',
      '%',
      'pp',
      'h',
      'hrs',
      'ms',
      'bd',
      '/day',
      'per week',
      'points',
      'lines',
      'x',
      'USD',
      'percent',
    )
    const op = fc.constantFrom('', '>= ', '<=', '≥', '=> ', '< ', 'at least ')
    fc.assert(
      fc.property(key, op, number, unit, (name, sign, digits, written) => {
        let text = `${sign}${digits}${written}`
        // A hint may lead to another: first the sign, then the unit.
        for (let hints = 0; hints < 3; hints++) {
          const answer = read(name, text)
          if (answer.ok) return
          const suggestion = answer.errors[0]?.suggestion
          if (suggestion === undefined) return
          text = suggestion
        }
        expect(read(name, text)).toMatchObject({ ok: true })
      }),
    )
  })

  test('numbers are exact, however they are written', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(999), (whole, thousandths) => {
        const answer = read('coverage', `>= ${whole}.${String(thousandths).padStart(3, '0')}%`)
        expect(
          answer.ok &&
            answer.value.kind === 'compare' &&
            compare(answer.value.value, ratio(whole * 1000 + thousandths, 1000)),
        ).toBe(0)
      }),
    )
  })

  test('no text makes it throw or hang', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '>=',
        '<',
        '==',
        '..',
        '%',
        'bd',
        'baseline',
        'improve ',
        ' from ',
        '-',
        '−',
        '≥',
        '.',
        ',',
        ' ',
        '\u0000',
        '\ud800',
        '😀',
        '1',
        '99',
      ),
      fc.string({ maxLength: 5 }),
    )
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('').slice(0, 100))
    fc.assert(fc.property(key, text, (name, written) => void read(name, written)))
  })
})
