import type { BurningPair } from '../evaluation/evaluation.ts'
import type { Measurement } from '../indicators/indicator.ts'
import { compare, multiply, type Ratio, ratio, toNumber } from '../number/ratio.ts'
import { DAY, HOUR, type Instant, MINUTE, type Window } from '../time/instant.ts'
import { type Allowance, failuresOf } from './allowance.ts'

/** Two times that tell together that the budget is used up too fast: the longer that it matters, the shorter that it goes on. */
type Pair = { longMs: number; shortMs: number; long: string; short: string; percent: number }

/**
 * Google's SRE workbook, "Alerting on SLOs": as many per cent of the whole budget within the longer time. For 30 days
 * that is 14.4, 6, 3 and 1 times faster than allowed.
 */
const PAIRS: readonly Pair[] = [
  { longMs: HOUR, shortMs: 5 * MINUTE, long: 'PT1H', short: 'PT5M', percent: 2 },
  { longMs: 6 * HOUR, shortMs: 30 * MINUTE, long: 'PT6H', short: 'PT30M', percent: 5 },
  { longMs: DAY, shortMs: 2 * HOUR, long: 'P1D', short: 'PT2H', percent: 10 },
  { longMs: 3 * DAY, shortMs: 6 * HOUR, long: 'P3D', short: 'PT6H', percent: 10 },
]

/** How many times faster than allowed uses up so many per cent of a period's budget within a time. */
export const burnFactor = (percent: number, periodDays: number, longMs: number): Ratio =>
  ratio(BigInt(Math.round(percent * 1_000)) * BigInt(Math.round(periodDays * DAY)), 100_000n * BigInt(longMs))

const ONE = ratio(1)

export type Burning = {
  allowance: Allowance
  /** Days of the objective's window. */
  periodDays: number
  until: Instant
  /** Nothing before it is judged. */
  since: Instant
  measure: (window: Window) => Measurement
}

const failuresIn = ({ allowance, measure, until }: Burning, ms: number) => {
  const found = measure({ from: until - ms, to: until })
  return found.kind === 'measured' ? failuresOf(allowance, found) : null
}

/** So many events that one alone would not be too fast (PRODUCT.md, rule 4). */
const isEnough = ({ allowance }: Burning, threshold: Ratio, all: Ratio): boolean =>
  allowance.of === 'time' || compare(multiply(all, threshold), ONE) >= 0

const check = (burning: Burning, pair: Pair): BurningPair | null => {
  const { allowance, periodDays, until, since } = burning
  const factor = burnFactor(pair.percent, periodDays, pair.longMs)
  const threshold = multiply(factor, allowance.share)
  // Slower than allowed is no warning, faster than everything failing can't be, and what has not passed tells nothing.
  if (compare(factor, ONE) < 0 || compare(threshold, ONE) >= 0 || until - pair.longMs < since) return null
  const long = failuresIn(burning, pair.longMs)
  if (!long || compare(long.share, threshold) <= 0 || !isEnough(burning, threshold, long.all)) return null
  const short = failuresIn(burning, pair.shortMs)
  if (!short || compare(short.share, threshold) <= 0) return null
  const rate = (share: Ratio) => toNumber(ratio(share.num * allowance.share.den, share.den * allowance.share.num))
  return {
    long: pair.long,
    short: pair.short,
    factor: toNumber(factor),
    long_rate: rate(long.share),
    short_rate: rate(short.share),
  }
}

/** The fastest pair that fires; null where none does, or nothing is allowed at all. */
export const burningPair = (burning: Burning): BurningPair | null => {
  if (burning.allowance.share.num <= 0n) return null
  for (const pair of PAIRS) {
    const found = check(burning, pair)
    if (found) return found
  }
  return null
}
