import { type Ratio, ratio } from './ratio.ts'

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** An exact number as text, in its lowest terms: what a number in JSON would round. `30824/1`. */
export const fractionText = ({ num, den }: Ratio): string => {
  const divisor = gcd(num < 0n ? -num : num, den)
  return `${num / divisor}/${den / divisor}`
}

/** @throws RangeError for what `fractionText` never writes */
export const readFraction = (text: string): Ratio => {
  const [, num, den] = /^(-?\d+)\/([1-9]\d*)$/.exec(text) ?? []
  if (num === undefined || den === undefined) throw new RangeError(`no fraction: ${text}`)
  return ratio(BigInt(num), BigInt(den))
}
