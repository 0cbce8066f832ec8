import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, cutDecimal, parseDecimal, type Ratio, ratio, subtract, toNumber } from './ratio.ts'

const ratios = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([num, den]) => ratio(num, den))

const decimal = (text: string): Ratio => parseDecimal(text) ?? ratio(0)

describe('comparison is exact', () => {
  test('a tenth and two tenths are three tenths, as no binary float has it', () => {
    const sum = subtract(decimal('0.1'), ratio(-2n, 10n))
    expect(compare(sum, decimal('0.3'))).toBe(0)
    expect(0.1 + 0.2).not.toBe(0.3)
  })

  test('order agrees with the order of the differences', () => {
    fc.assert(
      fc.property(ratios, ratios, (a, b) => {
        const difference = subtract(a, b).num
        expect(Math.sign(compare(a, b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0)
      }),
    )
  })
})

describe('cutting', () => {
  test.each([
    ['79.96', 1, 'down', '79.9'],
    ['79.96', 1, 'up', '80.0'],
    ['-0.41', 1, 'down', '-0.5'],
    ['-0.41', 1, 'up', '-0.4'],
    ['3', 0, 'up', '3'],
    ['0.05', 1, 'down', '0.0'],
    ['-0.05', 1, 'up', '0.0'],
  ] as const)('%s to %i digits %s is %s', (value, digits, towards, expected) => {
    expect(cutDecimal(decimal(value), digits, towards)).toBe(expected)
  })

  test('down never exceeds, up never falls short, and both are less than one unit away', () => {
    fc.assert(
      fc.property(ratios, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const down = decimal(cutDecimal(value, digits, 'down'))
        const up = decimal(cutDecimal(value, digits, 'up'))
        expect(compare(down, value)).toBeLessThanOrEqual(0)
        expect(compare(up, value)).toBeGreaterThanOrEqual(0)
        expect(compare(subtract(up, down), ratio(1n, 10n ** BigInt(digits)))).toBeLessThanOrEqual(0)
      }),
    )
  })
})

test.each(['', '1.', '.5', '1e3', 'abc', '1,5', '0x10', '--1'])('%j is no decimal', (text) => {
  expect(parseDecimal(text)).toBeNull()
})

test('numbers come out as the nearest double', () => {
  expect(toNumber(ratio(100n * 71n, 100n))).toBe(71)
  expect(toNumber(ratio(1n, 3n))).toBe(1 / 3)
})
