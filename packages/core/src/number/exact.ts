import { parseDecimal, type Ratio, ratio } from './ratio.ts'

/**
 * A number from JSON as the fraction that its digits say: 0.1 is one tenth, and not the binary number next to it.
 * @throws RangeError for what is no finite number.
 */
export const exactly = (value: number): Ratio => {
  const [digits = '', exponent = '0'] = String(value).split('e')
  const decimal = parseDecimal(digits)
  if (!decimal) throw new RangeError(`no finite number: ${value}`)
  const power = 10n ** BigInt(Math.abs(Number(exponent)))
  return Number(exponent) < 0 ? ratio(decimal.num, decimal.den * power) : ratio(decimal.num * power, decimal.den)
}
