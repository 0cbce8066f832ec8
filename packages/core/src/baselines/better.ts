import { indicatorName } from '../agreement/indicator-names.ts'
import type { RelativeChange, Unit } from '../agreement/terms.ts'
import { secondsIn } from '../evaluation/judge.ts'
import { compare, cutDecimal, multiply, parseDecimal, type Ratio, ratio, subtract } from '../number/ratio.ts'

const HUNDRED = ratio(100)
const plus = (a: Ratio, b: Ratio): Ratio => subtract(a, ratio(-b.num, b.den))
const size = (a: Ratio): Ratio => (a.num < 0n ? ratio(-a.num, a.den) : a)

/** A distance in the unit of what it is a distance from: hours in seconds, points of per cent in per cent. */
const inUnit = (by: Ratio, from: Unit, to: Unit): Ratio => {
  const seconds = secondsIn(from)
  if (seconds && to === 's') return multiply(by, seconds)
  if (from === '/week' && to === '/day') return multiply(by, ratio(1, 7))
  return by
}

/** Better by a share: of a lower one less, of a higher one more; of a share that should be high, less of what is missing. */
const improved = (baseline: Ratio, percent: Ratio, indicator: string): Ratio => {
  const name = indicatorName(indicator)
  const part = (of: Ratio) => multiply(size(of), ratio(percent.num, percent.den * 100n))
  if (name?.direction !== 'higher') return subtract(baseline, part(baseline))
  return name.range === 'share' ? plus(baseline, part(subtract(HUNDRED, baseline))) : plus(baseline, part(baseline))
}

/** Digits after the point of a target that nobody wrote. Counts and business days are whole. */
const digitsOf = (unit: Unit): number => {
  if (typeof unit === 'object' || unit === '/day' || unit === '/week' || unit === 'x') return 2
  return unit === '%' || unit === 'pp' ? 1 : 0
}

const COUNTED: readonly Unit[] = ['count', 'lines', 'points']

/**
 * As it will be told: in whole seconds or tenths of a per cent, towards the easier side. What is counted is cut towards
 * the other one, where no whole number lies between.
 */
const told = (value: Ratio, unit: Unit, side: '>=' | '<='): Ratio => {
  const easier = (side === '<=') !== COUNTED.includes(unit) ? 'up' : 'down'
  return parseDecimal(cutDecimal(value, digitsOf(unit), easier)) ?? value
}

const inRange = (value: Ratio, indicator: string): Ratio => {
  const range = indicatorName(indicator)?.range
  if (range === 'signed') return value
  if (compare(value, ratio(0)) < 0) return ratio(0)
  return range === 'share' && compare(value, HUNDRED) > 0 ? HUNDRED : value
}

/** The number that a relative target comes to. */
export const relativeTo = (
  baseline: { value: Ratio; unit: Unit },
  change: RelativeChange,
  indicator: string,
  side: '>=' | '<=',
): Ratio => {
  const { value, unit } = baseline
  const exact = (): Ratio => {
    switch (change.kind) {
      case 'same':
        return value
      case 'offset':
        return plus(value, inUnit(change.by, change.unit, unit))
      case 'improve':
        return improved(value, change.percent, indicator)
      default:
        return change satisfies never
    }
  }
  return told(inRange(exact(), indicator), unit, side)
}
