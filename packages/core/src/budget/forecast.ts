import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import type { JudgeableTarget } from '../evaluation/judge.ts'
import type { Measured, Measurement } from '../indicators/indicator.ts'
import { toNumber } from '../number/ratio.ts'
import { DAY, formatInstant, HOUR, type Instant, type Window } from '../time/instant.ts'
import { type Allowance, failuresOf } from './allowance.ts'

type Forecast = NonNullable<ObjectiveResult['forecast']>

/** Fewer than this are no pace: of failures lately, of a count so far. */
const LEAST_FAILURES = 2
const LEAST_COUNT = 3

export type Going = {
  /** As it is judged, and what of it has passed. */
  window: Window
  until: Instant
  rolling: boolean
  /** How long ago the pace is looked at: a tenth of the window, as the slowest early warning does. */
  paceMs: number
  measured: Measured
  measure: (window: Window) => Measurement
}

const PERIODS: readonly [ms: number, one: string, many: string][] = [
  [36 * HOUR, 'hour', 'hours'],
  [Number.POSITIVE_INFINITY, 'day', 'days'],
]

const aboutText = (ms: number): string => {
  const [, one, many] = PERIODS.find(([upTo]) => ms < upTo) ?? [0, 'day', 'days']
  const count = Math.round(ms / (one === 'hour' ? HOUR : DAY))
  return count < 1 ? 'within the hour' : `in about ${count} ${count === 1 ? one : many}`
}

/** Told only where it comes before the window ends; of a rolling window within its own length. */
const told = ({ window, until, rolling }: Going, inMs: number): Forecast | null => {
  if (!Number.isFinite(inMs) || inMs <= 0) return null
  const at = until + Math.ceil(inMs)
  if (at >= (rolling ? until + (window.to - window.from) : window.to)) return null
  return { breaches_at: formatInstant(at), in_words: `at this pace it breaches ${aboutText(inMs)}` }
}

/**
 * When a rate that is met now is missed, if what happened lately goes on: failures and all else come as fast as they
 * did, and from a rolling window the old ones leave as fast as they came.
 */
export const forecastRate = (going: Going, allowance: Allowance): Forecast | null => {
  const { window, until, rolling, paceMs, measured, measure } = going
  if (until - paceMs < window.from) return null
  const recent = measure({ from: until - paceMs, to: until })
  const lately = recent.kind === 'measured' ? failuresOf(allowance, recent) : null
  const soFar = failuresOf(allowance, measured)
  if (!lately || !soFar) return null
  const [bad, all, share] = [toNumber(soFar.bad), toNumber(soFar.all), toNumber(allowance.share)]
  const [badLately, allLately] = [toNumber(lately.bad), toNumber(lately.all)]
  if (badLately <= 0 || (allowance.of === 'events' && badLately < LEAST_FAILURES)) return null
  const leaving = rolling ? 1 / (window.to - window.from) : 0
  const badPace = badLately / paceMs - bad * leaving
  const allPace = allLately / paceMs - all * leaving
  return told(going, (share * all - bad) / (badPace - share * allPace))
}

/** When a count that must stay low is over its limit, if it goes on as it did since the window began. */
export const forecastCount = (going: Going, target: JudgeableTarget): Forecast | null => {
  const { window, until, rolling, paceMs, measured } = going
  if (rolling || target.kind !== 'compare' || target.unit !== 'count' || until - paceMs < window.from) return null
  if (target.op !== '<=' && target.op !== '<') return null
  const count = toNumber(measured.value)
  if (count < LEAST_COUNT) return null
  const first = target.op === '<=' ? Math.floor(toNumber(target.value)) + 1 : Math.ceil(toNumber(target.value))
  return told(going, ((first - count) * (until - window.from)) / count)
}
