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

/** Measured frequencies are per day; a target may be per week. */
export const inUnitOf = (unit: Unit, value: Ratio): Ratio => (unit === '/week' ? multiply(value, ratio(7)) : value)
