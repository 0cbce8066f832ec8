import { describe, expect, test } from 'vitest'
import { percentOf } from '../agreement/money.ts'
import { ratio } from '../number/ratio.ts'
import { moneyText, mostOf, shareOf } from './money.ts'

const share = (amount: number, text: string) => shareOf(amount, percentOf(text) ?? ratio(0))

describe('a share of a fee is exact and rounded half up to the minor unit', () => {
  test.each([
    [4_000_000, '5%', 200_000],
    [101, '50%', 51],
    [99, '50%', 50],
    [333, '5%', 17],
    [329, '5%', 16],
    [1, '49.999999%', 0],
    [1, '50%', 1],
    [0, '5%', 0],
    [Number.MAX_SAFE_INTEGER, '100%', Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, '33.333333%', 3_002_399_721_556_333],
  ])('%d at %s is %d', (amount, text, expected) => expect(share(amount, text)).toBe(expected))
})

test('a cap is cut, so that nothing above it is ever owed', () => {
  expect([
    mostOf(333, ratio(12)),
    mostOf(333, ratio(100)),
    mostOf(99, ratio(50)),
    mostOf(1000, ratio(25n, 2n)),
  ]).toEqual([39, 333, 49, 125])
})

test.each([
  [4_000_000, 'USD', '40,000.00 USD'],
  [0, 'USD', '0.00 USD'],
  [5, 'USD', '0.05 USD'],
  [123_456_789_012, 'USD', '1,234,567,890.12 USD'],
  [-123_456, 'EUR', '−1,234.56 EUR'],
  [1_234, 'JPY', '1,234 JPY'],
  [1_234_567, 'BHD', '1,234.567 BHD'],
])('%d in %s reads %s', (minor, currency, text) => expect(moneyText(minor, currency)).toBe(text))
