import { compare, cutDecimal, multiply, type Ratio, ratio } from '../number/ratio.ts'

/** Up to so many seconds a duration is rounded to whole steps of so many. */
const STEPS: readonly { upTo: number; step: number }[] = [
  { upTo: 60, step: 5 },
  { upTo: 600, step: 60 },
  { upTo: 7_200, step: 300 },
  { upTo: 43_200, step: 1_800 },
  { upTo: 172_800, step: 3_600 },
]
const LONGEST_STEP = 14_400

const ceil = ({ num, den }: Ratio): bigint => (num > 0n ? (num + den - 1n) / den : num / den)

/** A number that people would write, no stricter than the figure: it is rounded away from it, towards the easier side. */
export const outward = (value: Ratio, digits: number, easier: 'up' | 'down'): string =>
  cutDecimal(value, digits, easier)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')

/** Seconds as an agreement writes them, rounded up: `45s`, `20m`, `8.5h`. */
export const roundedDuration = (seconds: Ratio): string => {
  const step = STEPS.find(({ upTo }) => compare(seconds, ratio(upTo)) <= 0)?.step ?? LONGEST_STEP
  const whole = ceil(multiply(seconds, ratio(1, step))) * BigInt(step) || BigInt(step)
  if (whole < 60n) return `${whole}s`
  if (whole < 7_200n && whole % 60n === 0n) return `${whole / 60n}m`
  return `${outward(ratio(whole, 3_600), 2, 'up')}h`
}

/** Two digits that count: 0.0123 as 0.013, 1,234 as 1300, each towards the easier side. */
export const twoDigits = (value: Ratio, easier: 'up' | 'down'): string => {
  const size = Math.floor(Math.log10(Math.abs(Number(value.num)) / Number(value.den)))
  if (!Number.isFinite(size)) return '0'
  if (size < 1) return outward(value, Math.min(12, 1 - size), easier)
  const step = 10n ** BigInt(size - 1)
  return `${BigInt(cutDecimal(ratio(value.num, value.den * step), 0, easier)) * step}`
}
