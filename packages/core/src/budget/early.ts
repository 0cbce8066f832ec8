import { daysOfWindow } from '../baselines/scale.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import { inUnitOf, judge } from '../evaluation/judge.ts'
import type { Judging } from '../evaluation/result.ts'
import type { Measurement } from '../indicators/indicator.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
import { allowanceOf } from './allowance.ts'
import { budgetOf } from './budget.ts'
import { burningPair } from './burning.ts'
import { forecastCount, forecastRate, type Going } from './forecast.ts'

/** The pace is that of the last tenth of a window. */
const PACE = 10

type Early = Pick<ObjectiveResult, 'budget' | 'forecast'>

export type Looking = {
  judging: Judging
  measurement: Measurement
  /** Windows were pooled: what came of them says nothing about the pace of this one. */
  pooled: boolean
  /** As it is judged; of a calendar window up to its end, of a rolling one up to now. */
  window: Window
  /** How much of it was agreed to lie outside the measurement. */
  excludedMs: number
  until: Instant
  measure: (window: Window) => Measurement
}

const remembered = (measure: Looking['measure']): Looking['measure'] => {
  const known = new Map<Instant, Measurement>()
  return (window) => {
    const found = known.get(window.from) ?? measure(window)
    known.set(window.from, found)
    return found
  }
}

/**
 * What is left of a window's error budget, whether it is used up too fast, and when it would be gone. Warnings only
 * while the window goes on: afterwards it is what it came to.
 */
export const earlyWarning = (looking: Looking): Early => {
  const { judging, measurement, window, until, pooled, excludedMs } = looking
  const { target, window: spec } = judging.objective
  if (measurement.kind !== 'measured' || !spec) return {}
  const rolling = spec.kind === 'rolling'
  const goesOn = rolling || until < window.to
  const met = judge(target, inUnitOf(target.unit, measurement.value)) === 'met'
  const periodDays = daysOfWindow(spec)
  const measure = remembered(looking.measure)
  const paceMs = (periodDays * DAY) / PACE
  const going: Going = { window, until, rolling, paceMs, measured: measurement, measure }
  const allowance = allowanceOf(judging.objective.indicator, target)
  if (!allowance) {
    const forecast = pooled ? null : forecastCount(going, target)
    return forecast ? { forecast } : {}
  }
  const budget = budgetOf(judging.objective.indicator, allowance, measurement, window.to - window.from - excludedMs)
  const burning = met && goesOn ? burningPair({ allowance, periodDays, until, since: judging.since, measure }) : null
  const forecast = pooled ? null : forecastRate(going, allowance)
  return {
    ...(budget ? { budget: { ...budget, ...(burning ? { burning } : {}) } } : {}),
    ...(forecast ? { forecast } : {}),
  }
}
