import { compare, multiply, type Ratio, ratio } from '../number/ratio.ts'
import { toMilliseconds } from './duration.ts'
import { unitText } from './target.ts'
import type { Comparison, Unit } from './terms.ts'

const DAYS_A_WEEK = ratio(7)

/** A value on a scale on which values of kindred units can be compared: 2h and 90m, 1/day and 5/week. */
type Scaled = { scale: string; value: Ratio }

const scaled = (value: Ratio, unit: Unit): Scaled => {
  const ms = toMilliseconds(value, unit)
  if (ms !== null) return { scale: 'elapsed time', value: ms }
  if (unit === '/day') return { scale: '/week', value: multiply(value, DAYS_A_WEEK) }
  return { scale: unitText(unit), value }
}

/** Negative, zero or positive as `a` is below, equal to or above `b`; null where their units cannot be compared. */
export const compareValues = (a: { value: Ratio; unit: Unit }, b: { value: Ratio; unit: Unit }): number | null => {
  const [left, right] = [scaled(a.value, a.unit), scaled(b.value, b.unit)]
  return left.scale === right.scale ? compare(left.value, right.value) : null
}

/** Which side of its number a comparison wants the value on. */
export const sideOf = (op: Comparison): 'above' | 'below' | 'exact' => {
  switch (op) {
    case '>=':
    case '>':
      return 'above'
    case '<=':
    case '<':
      return 'below'
    case '==':
      return 'exact'
    default:
      return op satisfies never
  }
}
