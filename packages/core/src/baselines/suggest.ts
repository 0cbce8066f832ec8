import { type IndicatorName, indicatorName } from '../agreement/indicator-names.ts'
import { unitText } from '../agreement/target.ts'
import type { Objective, Unit, WindowSpec } from '../agreement/terms.ts'
import { withUnit } from '../agreement/unit.ts'
import { displayPlain } from '../evaluation/display.ts'
import { EACH } from '../indicators/statistic.ts'
import { countText } from '../number/count-text.ts'
import { readFraction } from '../number/fraction-text.ts'
import { compare, isZero, multiply, type Ratio, ratio } from '../number/ratio.ts'
import type { BaselineFigures, FrozenFigure, Suggestion } from './baseline.ts'
import { outward, roundedDuration, twoDigits } from './round.ts'
import { perWindow } from './scale.ts'

export type Suggesting = {
  objective: Pick<Objective, 'indicator' | 'statistic' | 'target' | 'window'>
  figures: BaselineFigures
  unit: Unit
  /** How long was measured, in days. */
  days: number
}

const none = (reason: string): Suggestion => ({ target: null, reason })

const numberOf = ({ exact }: FrozenFigure): Ratio => readFraction(exact)

/** The worse of two durations. */
const longer = (a: FrozenFigure, b: FrozenFigure) => (compare(numberOf(a), numberOf(b)) >= 0 ? a : b)

const written = (value: Ratio, unit: Unit, easier: 'up' | 'down'): string => {
  if (unit === 's') return roundedDuration(value)
  if (unit === 'bd') return `${outward(value, 0, 'up')}bd`
  if (unit === '%' || unit === 'pp') return `${outward(value, 1, easier)}${unit}`
  if (unit === 'count' || unit === 'lines' || unit === 'points')
    return withUnit(outward(value, 0, easier), unitText(unit))
  return withUnit(twoDigits(value, easier), unitText(unit))
}

/** Durations and latencies: what 85 of 100 cases stay under, and never less than the objective's own figure. */
const ofCases = ({ objective, figures, unit }: Suggesting, value: FrozenFigure): Suggestion => {
  const { p85 = value, samples } = figures
  const worse = longer(p85, value)
  const target = `<= ${written(numberOf(worse), unit, 'up')}`
  if (objective.statistic === EACH)
    return {
      target,
      reason: `the longest of ${countText(samples, 'case')} took ${value.display}, rounded up; every one has to hold, and p85 (${p85.display}) would have failed 15 in 100`,
    }
  return {
    target,
    reason:
      worse === p85
        ? `85 of 100 of ${countText(samples, 'case')} took at most ${p85.display} (p85), rounded up`
        : `the ${objective.statistic ?? 'figure'} of ${countText(samples, 'case')} was ${value.display}, more than p85 (${p85.display}); rounded up`,
  }
}

/** Rates: as bad as the truth may still be, by what a sample of this size can tell. */
const ofRate = ({ figures }: Suggesting, value: FrozenFigure, { direction }: IndicatorName): Suggestion => {
  const { interval, numerator, denominator } = figures
  if (!interval) return none('it has no interval')
  const [bound, op] =
    direction === 'higher' ? [Math.floor(interval.low), '>='] : [Math.min(100, Math.ceil(interval.high)), '<=']
  const side = direction === 'higher' ? 'as low as' : 'as high as'
  const end = (direction === 'higher' ? interval.low : interval.high).toFixed(1)
  if (bound <= 0 || bound >= 100) return none(`${value.display} of a sample that could as well be anything`)
  return {
    target: `${op} ${bound}%`,
    reason: `${numerator} of ${denominator} (${value.display}) can be ${side} ${end} % in truth (Wilson interval at 95 %), rounded outward`,
  }
}

const ofFrequency = (value: FrozenFigure): Suggestion => {
  const perDay = numberOf(value)
  const perWeek = multiply(perDay, ratio(7))
  const daily = compare(perDay, ratio(1)) >= 0
  const target = daily ? `>= ${outward(perDay, 1, 'down')}/day` : `>= ${outward(perWeek, 1, 'down')}/week`
  return / 0\//.test(target)
    ? none('it happened too seldom to ask for any')
    : { target, reason: `it was ${daily ? value.display : displayPlain(perWeek, '/week')}, rounded down` }
}

/** Counts of a time grow with it: what is asked for is told for one window. */
const ofCount = ({ objective, unit, days }: Suggesting, value: FrozenFigure, higher: boolean): Suggestion => {
  const one = perWindow(numberOf(value), objective.window, days)
  return {
    target: `${higher ? '>=' : '<='} ${written(one, unit, higher ? 'down' : 'up')}`,
    reason: `${value.display} in ${countText(days, 'day')}, as many as that is in ${windowWords(objective.window)}, rounded ${higher ? 'down' : 'up'}`,
  }
}

const windowWords = (window: WindowSpec | null): string =>
  window === null ? 'it' : window.kind === 'rolling' ? countText(window.days, 'day') : `a ${window.unit}`

const ofValue = ({ unit }: Suggesting, value: FrozenFigure, higher: boolean): Suggestion => {
  const whole = unit === '%' && compare(numberOf(value), ratio(100)) === 0
  return {
    target: `${higher ? '>=' : '<='} ${whole && higher ? '99.9%' : written(numberOf(value), unit, higher ? 'down' : 'up')}`,
    reason: whole
      ? `it was ${value.display}, and no time shows that it never fails`
      : `it was ${value.display}, rounded ${higher ? 'down' : 'up'}`,
  }
}

/**
 * The target that the figures of a phase speak for: one that the same work would meet again, rounded towards the easier
 * side. Nobody has agreed to it: it says where to begin to talk.
 */
export const suggest = (suggesting: Suggesting): Suggestion => {
  const { objective, figures, unit } = suggesting
  const { value, samples, needed } = figures
  const name = indicatorName(objective.indicator)
  if (needed !== undefined && samples < needed) return none(`${samples} of ${needed} needed`)
  if (!value) return none('nothing was measured')
  if (!name || name.direction === 'band' || name.direction === 'either') return none('it has no better side')
  const higher = name.direction === 'higher'
  if (name.countsEvents) return ofRate(suggesting, value, name)
  if (unit === '/day') return ofFrequency(value)
  if (figures.p85 && !higher) return ofCases(suggesting, value)
  if (isTotal(name, unit)) return ofCount(suggesting, value, higher)
  return isZero(numberOf(value)) && higher ? none('there was none of it') : ofValue(suggesting, value, higher)
}

const isTotal = ({ key }: IndicatorName, unit: Unit) => unit === 'count' && key !== 'defect-density'
