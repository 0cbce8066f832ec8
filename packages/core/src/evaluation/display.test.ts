import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '../agreement/terms.ts'
import { parseDecimal, type Ratio, ratio } from '../number/ratio.ts'
import { target } from '../testing/agreement.ts'
import { displayMargin, displayTarget, displayValue } from './display.ts'
import { judge } from './judge.ts'

const decimal = (text: string): Ratio => parseDecimal(text) ?? ratio(0)
const band = (low: string, high: string) =>
  ({ kind: 'band', low: decimal(low), high: decimal(high), unit: '%', text: '' }) as const

describe('rule 3: equality meets the target, unless it says < or >', () => {
  test.each([
    ['>=', '80', 'met'],
    ['<=', '80', 'met'],
    ['==', '80', 'met'],
    ['>', '80', 'missed'],
    ['<', '80', 'missed'],
  ] as const)('80 %s %s is %s', (op, value, verdict) => expect(judge(target(op, value, '%'), ratio(80))).toBe(verdict))

  test.each([
    ['70', 'met'],
    ['85', 'met'],
    ['69.999', 'missed'],
    ['85.001', 'missed'],
  ] as const)('%s in 70 to 85 is %s', (value, verdict) => expect(judge(band('70', '85'), decimal(value))).toBe(verdict))

  test('a rate is compared by its integers: 1 of 3 is no more than 33.4 % and more than 33.3 %', () => {
    expect(judge(target('<=', '33.4', '%'), ratio(100, 3))).toBe('met')
    expect(judge(target('<=', '33.3', '%'), ratio(100, 3))).toBe('missed')
  })
})

describe('rule 3: what is displayed is cut toward the breach and never contradicts the verdict', () => {
  test.each([
    { value: '79.96', against: target('>=', '80', '%'), reads: '79.9 %' },
    { value: '80.04', against: target('>', '80', '%'), reads: '80.04 %' },
    { value: '80.04', against: target('>=', '80', '%'), reads: '80.0 %' },
    { value: '15.04', against: target('<=', '15', '%'), reads: '15.1 %' },
    { value: '14.96', against: target('<=', '15', '%'), reads: '15.0 %' },
    { value: '14.96', against: target('<', '15', '%'), reads: '14.96 %' },
    { value: '-0.41', against: target('>=', '-0.5', 'pp'), reads: '−0.5 pp' },
    { value: '3', against: target('==', '0', 'count'), reads: '3' },
    { value: '0', against: target('==', '0', 'count'), reads: '0' },
    { value: '12', against: target('<=', '20', 'lines'), reads: '12 lines' },
    { value: '1.44', against: target('>=', '1', '/day'), reads: '1.4/day' },
    { value: '84.99', against: band('70', '85'), reads: '85.0 %' },
    { value: '85.04', against: band('70', '85'), reads: '85.1 %' },
    { value: '69.99', against: band('70', '85'), reads: '69.9 %' },
    { value: '80.00000000001', against: target('>', '80', '%'), reads: '~80.000000000 %' },
  ])('$value reads $reads', ({ value, against, reads }) => expect(displayValue(decimal(value), against)).toBe(reads))

  test('for any rate and target the shown number alone would give the same verdict', () => {
    const ops = fc.constantFrom('>=' as const, '<=' as const, '>' as const, '<' as const, '==' as const)
    fc.assert(
      fc.property(
        fc.nat({ max: 5_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        ops,
        fc.integer({ min: 0, max: 1_000 }),
        (covered, total, op, tenths) => {
          const against = target(op, String(tenths / 10), '%')
          const value = ratio(100 * Math.min(covered, total), total)
          const shown = displayValue(value, against)
          fc.pre(!shown.startsWith('~'))
          expect(judge(against, decimal(shown.replace(' %', '').replace('−', '-')))).toBe(judge(against, value))
        },
      ),
    )
  })
})

test.each([
  ['>=', '80', '%', '≥ 80 %'],
  ['<=', '15.5', '%', '≤ 15.5 %'],
  ['==', '0', 'count', '= 0'],
  ['>=', '-0.5', 'pp', '≥ −0.5 pp'],
  ['>=', '2', '/week', '≥ 2/week'],
] as const)('a target %s %s %s reads %s', (op, value, unit, reads) =>
  expect(displayTarget(target(op, value, unit))).toBe(reads),
)

test.each([
  { value: '71', against: target('>=', '80', '%'), reads: '9.0 pp short' },
  { value: '71.03', against: target('>=', '80', '%'), reads: '9.0 pp short' },
  { value: '80.04', against: target('>=', '80', '%'), reads: '0.04 pp left' },
  { value: '80', against: target('>=', '80', '%'), reads: '0.0 pp left' },
  { value: '80', against: target('>', '80', '%'), reads: 'exactly at it' },
  { value: '16.6', against: target('<=', '15', '%'), reads: '1.6 pp over' },
  { value: '3', against: target('==', '0', 'count'), reads: '3 too many' },
  { value: '0', against: target('==', '0', 'count'), reads: '' },
  { value: '7', against: target('<=', '10', 'count'), reads: '3 left' },
  { value: '0.7', against: target('>=', '1', '/day'), reads: '0.3/day short' },
])('$value has the margin $reads', ({ value, against, reads }) =>
  expect(displayMargin(decimal(value), against)).toBe(reads),
)

test('every unit has a form for people', () => {
  const units: Unit[] = [
    '%',
    'pp',
    'ms',
    's',
    'm',
    'h',
    'bd',
    '/day',
    '/week',
    'points',
    'lines',
    'x',
    'count',
    { currency: 'USD' },
  ]
  expect(units.map((unit) => displayTarget(target('<=', '5', unit)))).toMatchInlineSnapshot(`
    [
      "≤ 5 %",
      "≤ 5 pp",
      "≤ 5 ms",
      "≤ 5 s",
      "≤ 5 min",
      "≤ 5 h",
      "≤ 5 bd",
      "≤ 5/day",
      "≤ 5/week",
      "≤ 5 points",
      "≤ 5 lines",
      "≤ 5 x",
      "≤ 5",
      "≤ 5 USD",
    ]
  `)
})
