/**
 * An exact fraction. Verdicts compare fractions by cross-multiplication, so that no rounding of a binary
 * float ever decides between two companies. `den` is always above 0.
 */
export type Ratio = { num: bigint; den: bigint }

export const ratio = (num: bigint | number, den: bigint | number = 1n): Ratio => {
  const [n, d] = [BigInt(num), BigInt(den)]
  if (d === 0n) throw new RangeError('a ratio needs a denominator other than 0')
  return d < 0n ? { num: -n, den: -d } : { num: n, den: d }
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export const compare = (a: Ratio, b: Ratio): number => {
  // Most that is compared was measured alike.
  if (a.den === b.den) return a.num < b.num ? -1 : a.num > b.num ? 1 : 0
  const left = a.num * b.den
  const right = b.num * a.den
  return left < right ? -1 : left > right ? 1 : 0
}

export const subtract = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.den - b.num * a.den, a.den * b.den)
export const multiply = (a: Ratio, b: Ratio): Ratio => ratio(a.num * b.num, a.den * b.den)
export const negate = (a: Ratio): Ratio => ({ num: -a.num, den: a.den })
export const isZero = (a: Ratio) => a.num === 0n

/** The nearest double, for JSON. Never used for a verdict. */
export const toNumber = (a: Ratio): number => {
  const whole = a.num / a.den
  const rest = a.num % a.den
  return Number(whole) + Number(rest) / Number(a.den)
}

/** Reads a plain decimal such as `79.96`, `-0.5` or `15` exactly; null where it is none. */
export const parseDecimal = (text: string): Ratio | null => {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = ''] = match
  const num = BigInt(whole + fraction)
  return ratio(sign === '-' ? -num : num, 10n ** BigInt(fraction.length))
}

/** A decimal with exactly `digits` fractional digits, cut (never rounded) downwards or upwards. */
export const cutDecimal = (a: Ratio, digits: number, towards: 'down' | 'up'): string => {
  const scaled = a.num * 10n ** BigInt(digits)
  const truncated = scaled / a.den
  const exact = truncated * a.den === scaled
  // BigInt division cuts towards zero, so below zero `down` needs one more step, above zero `up` does.
  const negative = scaled < 0n
  const cut = exact || (towards === 'down') !== negative ? truncated : negative ? truncated - 1n : truncated + 1n
  const sign = cut < 0n ? '-' : ''
  const text = (cut < 0n ? -cut : cut).toString().padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
