import { indicatorName } from '../agreement/indicator-names.ts'
import { sideOf } from '../agreement/scale.ts'
import type { JudgeableTarget } from '../evaluation/judge.ts'
import type { Measured } from '../indicators/indicator.ts'
import { exactly } from '../number/exact.ts'
import { multiply, type Ratio, ratio, subtract } from '../number/ratio.ts'

const ONE = ratio(1)
const asShare = ({ num, den }: Ratio): Ratio => ratio(num, den * 100n)

/** What of a share counts as failure, and how much of it a target allows: from 0 to 1. */
export type Allowance = {
  /** Events can be counted; time can't. */
  of: 'events' | 'time'
  share: Ratio
  /** `<` and `>` allow less than their number. */
  strict: boolean
  direction: 'higher' | 'lower'
}

/**
 * What a target allows, where it is one about failures: rates of counted events, and the share of time that something
 * is up. Null for anything else: a number that is no share of failures has no budget.
 */
export const allowanceOf = (indicator: string, target: JudgeableTarget): Allowance | null => {
  const name = indicatorName(indicator)
  const of = name?.countsEvents ? 'events' : indicator === 'availability' ? 'time' : null
  if (!of || target.kind !== 'compare' || target.unit !== '%') return null
  const side = sideOf(target.op)
  const strict = target.op === '<' || target.op === '>'
  if (side === 'below' && name?.direction === 'lower')
    return { of, share: asShare(target.value), strict, direction: 'lower' }
  if (side === 'above' && name?.direction === 'higher')
    return { of, share: subtract(ONE, asShare(target.value)), strict, direction: 'higher' }
  return null
}

/** How much there was, and how much of it failed: events, or seconds. */
export type Failures = { share: Ratio; bad: Ratio; all: Ratio }

export const failuresOf = ({ direction }: Allowance, { value, fraction }: Measured): Failures | null => {
  if (!fraction) return null
  const share = direction === 'lower' ? asShare(value) : subtract(ONE, asShare(value))
  const all = exactly(fraction.denominator)
  return { share, all, bad: multiply(share, all) }
}
