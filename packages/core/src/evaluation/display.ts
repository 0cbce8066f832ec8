import type { Comparison, Unit } from '../agreement/terms.ts'
import { compare, cutDecimal, isZero, negate, type Ratio, subtract } from '../number/ratio.ts'
import { spanText } from '../time/span.ts'
import { asShown, type JudgeableTarget, judge, missedSide, secondsIn } from './judge.ts'

/** More digits than this are shown by no figure; a value that close to its target reads with `~`. */
const MOST_DIGITS = 9

const SIGNS: Record<Comparison, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '==': '=' }

const WHOLE: readonly Unit[] = ['count', 'lines', 'points', 's', 'ms']

/** Digits after the point that figures of a unit have unless more are needed: counts and seconds none, rates one, money two. */
const digitsOf = (unit: Unit): number => (typeof unit === 'object' ? 2 : WHOLE.includes(unit) ? 0 : 1)

const suffixOf = (unit: Unit): string => {
  if (typeof unit === 'object') return ` ${unit.currency}`
  if (unit === 'count') return ''
  if (unit === 'm') return ' min'
  return unit.startsWith('/') ? unit : ` ${unit}`
}

const withUnit = (decimal: string, unit: Unit) => decimal.replace('-', '−') + suffixOf(unit)

/** As people say it: seconds as hours, minutes and seconds. */
const said = (decimal: string, unit: Unit) => (unit === 's' ? spanText(decimal) : withUnit(decimal, unit))

/** Spans of time are told in whole seconds, whatever the target is written in; latencies stay in `ms`. */
const inSeconds = (target: JudgeableTarget): JudgeableTarget => {
  const { unit } = target
  if (unit === 'ms' || secondsIn(unit) === null) return target
  return target.kind === 'compare'
    ? { ...target, unit: 's', value: asShown(unit, target.value) }
    : { ...target, unit: 's', low: asShown(unit, target.low), high: asShown(unit, target.high) }
}

/** As few digits as say the number exactly, at most nine: for numbers that people wrote themselves. */
const shortest = (value: Ratio): string => {
  const digits = Array.from({ length: MOST_DIGITS }, (_, i) => i).find(
    (d) => cutDecimal(value, d, 'down') === cutDecimal(value, d, 'up'),
  )
  return cutDecimal(value, digits ?? MOST_DIGITS, 'down')
}

/** A target as people read it, e.g. `≥ 80 %`, `= 0`, `70 % to 85 %`. */
export const displayTarget = (target: JudgeableTarget): string => {
  if (target.kind === 'band')
    return `${withUnit(shortest(target.low), target.unit)} to ${withUnit(shortest(target.high), target.unit)}`
  const number = shortest(target.value)
  // Nobody wrote this number: a duration is told as people say it, with what it came from.
  if (target.derived !== undefined) return `${SIGNS[target.op]} ${said(number, target.unit)} (${target.derived})`
  return `${SIGNS[target.op]} ${withUnit(number, target.unit)}`
}

const asRatio = (decimal: string): Ratio => {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const num = BigInt(whole + fraction)
  return { num: decimal.startsWith('-') ? -num : num, den: 10n ** BigInt(fraction.length) }
}

/**
 * A measured value as people read it: cut toward the breach, with more digits where the cut one would contradict
 * the verdict (PRODUCT.md, rule 3): 79.96 % against `>= 80%` reads 79.9 %, 80.04 % against `> 80%` reads 80.04 %.
 */
export const displayValue = (measured: Ratio, agreed: JudgeableTarget): string => {
  const target = inSeconds(agreed)
  const value = target === agreed ? measured : asShown(agreed.unit, measured)
  const towards = missedSide(target, value) === 'below' ? 'down' : 'up'
  const verdict = judge(target, value)
  for (let digits = digitsOf(target.unit); digits <= MOST_DIGITS; digits++) {
    const cut = cutDecimal(value, digits, towards)
    if (judge(target, asRatio(cut)) === verdict) return said(cut, target.unit)
  }
  return `~${said(cutDecimal(value, MOST_DIGITS, towards), target.unit)}`
}

/** A value beside no target, cut down; of what is told in whole numbers a part alone gets the digits that show it. */
export const displayPlain = (value: Ratio, unit: Unit): string => {
  let digits = digitsOf(unit)
  if (digits === 0 && !isZero(value))
    while (digits < MOST_DIGITS && isZero(asRatio(cutDecimal(value, digits, 'down')))) digits++
  return said(cutDecimal(value, digits, 'down'), unit)
}

const MARGIN_UNIT = (unit: Unit): Unit => (unit === '%' ? 'pp' : unit)

/** How far from the target, e.g. `9.0 pp short`, `0.1 pp left`, `2 too many`; a difference of shares is in `pp`. */
export const displayMargin = (measured: Ratio, agreed: JudgeableTarget): string => {
  const target = inSeconds(agreed)
  const value = target === agreed ? measured : asShown(agreed.unit, measured)
  const side = missedSide(target, value)
  const edge = target.kind === 'compare' ? target.value : side === 'below' ? target.low : target.high
  const raw = subtract(value, edge)
  const missed = judge(target, value) === 'missed'
  if (target.kind === 'compare' && target.op === '==' && !missed) return ''
  const distance = compare(raw, { num: 0n, den: 1n }) < 0 ? negate(raw) : raw
  const unit = MARGIN_UNIT(target.unit)
  if (isZero(distance))
    return missed ? 'exactly at it' : `${said(cutDecimal(distance, digitsOf(unit), 'down'), unit)} left`
  let digits = digitsOf(unit)
  // A gap never reads as none: a small one gets the digits that show it.
  while (digits < MOST_DIGITS && isZero(asRatio(cutDecimal(distance, digits, 'down')))) digits++
  const text = said(cutDecimal(distance, digits, missed ? 'up' : 'down'), unit)
  if (!missed) return `${text} left`
  const counts = unit === 'count' || unit === 'lines'
  return side === 'below' ? `${text} short` : counts ? `${text} too many` : `${text} over`
}
