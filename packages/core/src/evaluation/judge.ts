import type { Target, Unit } from '../agreement/terms.ts'
import { compare, multiply, type Ratio, ratio } from '../number/ratio.ts'

/** A target that can be judged now: relative ones wait for their baseline. */
export type JudgeableTarget = Exclude<Target, { kind: 'relative' }>

/** Equality meets a target, unless that says `<` or `>` (PRODUCT.md, rule 3). */
export const judge = (target: JudgeableTarget, value: Ratio): 'met' | 'missed' => {
  switch (target.kind) {
    case 'band':
      return compare(value, target.low) >= 0 && compare(value, target.high) <= 0 ? 'met' : 'missed'
    case 'compare': {
      const order = compare(value, target.value)
      const holds = { '>=': order >= 0, '<=': order <= 0, '>': order > 0, '<': order < 0, '==': order === 0 }
      return holds[target.op] ? 'met' : 'missed'
    }
    default:
      return target satisfies never
  }
}

/** Which way a value goes wrong: below the target, above it, or (a band, an exact number) on either side. */
export const missedSide = (target: JudgeableTarget, value: Ratio): 'below' | 'above' => {
  if (target.kind === 'compare') {
    if (target.op === '>=' || target.op === '>') return 'below'
    if (target.op === '<=' || target.op === '<') return 'above'
    return compare(value, target.value) < 0 ? 'below' : 'above'
  }
  const middle = multiply(
    ratio(1, 2),
    ratio(target.low.num * target.high.den + target.high.num * target.low.den, target.low.den * target.high.den),
  )
  return compare(value, middle) < 0 ? 'below' : 'above'
}

const SECONDS: Partial<Record<Exclude<Unit, object>, Ratio>> = {
  ms: ratio(1, 1_000),
  s: ratio(1),
  m: ratio(60),
  h: ratio(3_600),
}

/** How many seconds a unit of elapsed time is; null for what is none, business days among them. */
export const secondsIn = (unit: Unit): Ratio | null => (typeof unit === 'object' ? null : (SECONDS[unit] ?? null))

/** Measured frequencies are per day, durations in seconds; a target may be in another unit of the same. */
export const inUnitOf = (unit: Unit, value: Ratio): Ratio => {
  if (unit === '/week') return multiply(value, ratio(7))
  const seconds = secondsIn(unit)
  return seconds ? ratio(value.num * seconds.den, value.den * seconds.num) : value
}

/** As results tell them: durations in seconds, whatever a target is written in. */
export const shownUnit = (unit: Unit): Unit => (secondsIn(unit) ? 's' : unit)

/** A bound of a target in the unit that results are told in. */
export const asShown = (unit: Unit, bound: Ratio): Ratio => {
  const seconds = secondsIn(unit)
  return seconds ? multiply(bound, seconds) : bound
}
