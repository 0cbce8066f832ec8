import type { BudgetView } from '../evaluation/evaluation.ts'
import type { Measured } from '../indicators/indicator.ts'
import { compare, cutDecimal, multiply, type Ratio, ratio, subtract, toNumber } from '../number/ratio.ts'
import { SECOND } from '../time/instant.ts'
import { spanText } from '../time/span.ts'
import { type Allowance, type Failures, failuresOf } from './allowance.ts'

const ZERO = ratio(0)

/** Above so many allowed a share says more than their number. */
const FEW = 100

const NAMES: Record<string, [one: string, many: string]> = {
  'change-fail-rate': ['failure', 'failures'],
  'deployment-rework-rate': ['rework deployment', 'rework deployments'],
  'gate-coverage': ['ungated deployment', 'ungated deployments'],
}
const MISSES: [string, string] = ['miss', 'misses']

const over = (a: Ratio, b: Ratio): Ratio | null => (b.num === 0n ? null : ratio(a.num * b.den, a.den * b.num))

/** Of so many events: whole ones, and one that would miss a strict target is not allowed. */
const allowedEvents = ({ share, strict }: Allowance, all: Ratio): Ratio => {
  const most = multiply(share, all)
  const whole = most.num / most.den
  return ratio(strict && whole * most.den === most.num && whole > 0n ? whole - 1n : whole)
}

/** Of the whole window, however much of it has passed: its length is known from the beginning. */
const allowedTime = ({ share }: Allowance, windowMs: number): Ratio => multiply(share, ratio(windowMs, SECOND))

const secondsText = (seconds: Ratio, cut: 'down' | 'up') => spanText(cutDecimal(seconds, 0, cut))

const inWords = (indicator: string, { of }: Allowance, allowed: Ratio, used: Ratio, percent: Ratio | null): string => {
  if (of === 'time') {
    if (percent === null) return `${secondsText(used, 'up')} down, no downtime is allowed`
    return `${secondsText(used, 'up')} of ${secondsText(allowed, 'down')} allowed downtime used`
  }
  const [one, many] = NAMES[indicator] ?? MISSES
  const named = (n: number) => (n === 1 ? one : many)
  const [most, count] = [toNumber(allowed), toNumber(used)]
  if (most === 0)
    return count === 0 ? `no ${one} is allowed, and none was used` : `${count} ${named(count)}, none is allowed`
  if (most < FEW || percent === null) return `${count} of ${most} allowed ${named(most)} used`
  return `${cutDecimal(percent, 1, 'down').replace('-', '−')} % of the error budget left`
}

/**
 * How much failure a window still allows (METRICS: `error-budget-remaining`): of events as many as the target allows
 * among those there were so far, of time what it allows in the whole window.
 * @param windowMs how long the window is, without what was agreed to lie outside the measurement
 */
export const budgetOf = (
  indicator: string,
  allowance: Allowance,
  measured: Measured,
  windowMs: number,
): BudgetView | null => {
  const found: Failures | null = failuresOf(allowance, measured)
  if (!found) return null
  const allowed = allowance.of === 'events' ? allowedEvents(allowance, found.all) : allowedTime(allowance, windowMs)
  const left = subtract(allowed, found.bad)
  const leftShare = over(left, allowed)
  const percent = leftShare && multiply(leftShare, ratio(100))
  const burn = over(found.share, allowance.share)
  return {
    unit: allowance.of === 'events' ? 'count' : 's',
    allowed: toNumber(allowed),
    used: toNumber(found.bad),
    remaining: toNumber(left),
    remaining_percent: percent && toNumber(percent),
    burn_rate: compare(allowance.share, ZERO) > 0 && burn ? toNumber(burn) : null,
    in_words: inWords(indicator, allowance, allowed, found.bad, percent),
  }
}
