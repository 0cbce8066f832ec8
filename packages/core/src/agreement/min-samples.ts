import { compare, type Ratio, ratio, subtract } from '../number/ratio.ts'
import type { Target } from './terms.ts'

const ZERO = ratio(0)
const ONE = ratio(1)
const HUNDRED = 100n

const ceilInverse = (rate: Ratio): number => Number((rate.den + rate.num - 1n) / rate.num)
const floorInversePlusOne = (rate: Ratio): number => Number(rate.den / rate.num + 1n)

/** Least n with 1/n <= room, or < room where `strict`; null where no n could do it or none is needed. */
const leastFor = (room: Ratio, strict: boolean): number | null => {
  if (compare(room, ZERO) <= 0 || compare(room, ONE) >= 0) return null
  return strict ? floorInversePlusOne(room) : ceilInverse(room)
}

const larger = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b))

/**
 * The least sample of a rate of counted events (PRODUCT.md, rule 4), in events: one event alone then never breaches
 * the target. Null for a target of 0 or 100 %, where one event alone is meant to decide, and for a relative target.
 */
export const leastSamples = (target: Target): number | null => {
  if (target.kind === 'relative') return null
  if (target.kind === 'band') {
    return larger(forMinimum(asRate(target.low), false), forMaximum(asRate(target.high), false))
  }
  const rate = asRate(target.value)
  switch (target.op) {
    case '<=':
      return forMaximum(rate, false)
    case '<':
      return forMaximum(rate, true)
    case '>=':
      return forMinimum(rate, false)
    case '>':
      return forMinimum(rate, true)
    case '==':
      return larger(forMaximum(rate, false), forMinimum(rate, false))
    default:
      return target.op satisfies never
  }
}

/** 15 % as 15/100. */
const asRate = (percent: Ratio): Ratio => ratio(percent.num, percent.den * HUNDRED)
const forMaximum = (rate: Ratio, strict: boolean) => leastFor(rate, strict)
const forMinimum = (rate: Ratio, strict: boolean) => leastFor(subtract(ONE, rate), strict)
