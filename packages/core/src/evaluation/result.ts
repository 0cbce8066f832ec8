import type { CurrentPhase } from '../agreement/phases.ts'
import type { Objective } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import type { IndicatorInfo, Measurement } from '../indicators/indicator.ts'
import { type Ratio, toNumber } from '../number/ratio.ts'
import type { Instant } from '../time/instant.ts'
import { displayNoCases } from './counters.ts'
import { displayMargin, displayTarget, displayValue } from './display.ts'
import { type Blocking, contribution } from './enforce.ts'
import type { ObjectiveResult, ObjectiveStatus, Verdict, WindowView } from './evaluation.ts'
import type { GateEvent } from './gate.ts'
import { asShown, inUnitOf, type JudgeableTarget, judge, shownUnit } from './judge.ts'

/** An objective with a target that can be judged, and what judges it. */
export type Judging = {
  objective: Objective & { target: JudgeableTarget; warn: JudgeableTarget | null }
  version: AcceptedVersion
  /** Nothing that happened earlier is judged by it. */
  since: Instant
  inForce: boolean
  phase: CurrentPhase | null
}

/** One objective's answer, and what it makes of the verdict. */
export type Outcome = { result: ObjectiveResult; verdict: Verdict }

const bounds = (target: JudgeableTarget): ObjectiveResult['target_bounds'] => {
  const number = (bound: Ratio) => toNumber(asShown(target.unit, bound))
  return target.kind === 'band'
    ? { low: number(target.low), high: number(target.high) }
    : { op: target.op, value: number(target.value) }
}

const statusOf = (judging: Judging, measurement: Measurement): ObjectiveStatus => {
  if (!judging.inForce) return 'not_in_force'
  if (measurement.kind === 'no_data') return 'no_data'
  if (measurement.kind === 'no_cases') return 'met'
  const { target, warn } = judging.objective
  // Each in its own unit: a target per day may have a warning per week.
  const missed = (bound: JudgeableTarget) => judge(bound, inUnitOf(bound.unit, measurement.value)) === 'missed'
  if (missed(target)) return 'breached'
  return warn && missed(warn) ? 'at_risk' : 'met'
}

const unitText = (target: JudgeableTarget): string => {
  const unit = shownUnit(target.unit)
  return typeof unit === 'object' ? unit.currency : unit
}

/** A measured value in the unit that results are told in. */
export const shownValue = (target: JudgeableTarget, measured: Ratio): number =>
  toNumber(inUnitOf(shownUnit(target.unit), measured))

const figures = (
  target: JudgeableTarget,
  measurement: Measurement,
): Pick<ObjectiveResult, 'value' | 'display' | 'margin'> => {
  switch (measurement.kind) {
    case 'measured': {
      const value = inUnitOf(target.unit, measurement.value)
      return {
        value: shownValue(target, measurement.value),
        display: displayValue(value, target),
        margin: displayMargin(value, target),
      }
    }
    case 'no_cases':
      return { value: null, display: displayNoCases(measurement), margin: '' }
    case 'no_data':
      return { value: null, display: '', margin: '' }
    default:
      return measurement satisfies never
  }
}

/** Puts together what was measured, judged and enforced; the only place that makes an ObjectiveResult. */
export const outcomeOf = (
  judging: Judging,
  info: IndicatorInfo,
  measurement: Measurement,
  enforcement: ObjectiveResult['enforcement'],
  block: Blocking,
  event: GateEvent,
  more: {
    window?: WindowView
    breach_id?: string
    trend?: ObjectiveResult['trend']
    counter?: ObjectiveResult['counter']
  },
): Outcome => {
  const { objective } = judging
  const status = statusOf(judging, measurement)
  const reason = measurement.kind === 'no_data' ? measurement.reason : undefined
  const verdict = contribution(objective, info.scope, status, reason, enforcement, block, event)
  const held = (status === 'breached' || status === 'no_data') && verdict !== 'fail' && !block.blocks
  const result: ObjectiveResult = {
    id: objective.id,
    clause: objective.clause,
    title: objective.title,
    indicator: objective.indicator,
    unit: unitText(objective.target),
    scope: info.scope,
    status,
    enforcement,
    blocking: verdict === 'fail',
    ...(held ? { not_blocking: block.why } : {}),
    ...(objective.release ? { release: objective.release } : {}),
    ...(reason ? { no_data_reason: reason } : {}),
    ...(measurement.kind === 'measured' && measurement.statistic ? { statistic: measurement.statistic } : {}),
    ...figures(objective.target, measurement),
    target: displayTarget(objective.target),
    target_bounds: bounds(objective.target),
    ...(objective.warn ? { warn: displayTarget(objective.warn) } : {}),
    samples: measurement.samples,
    ...(measurement.kind === 'no_data' && measurement.needed !== undefined ? { needed: measurement.needed } : {}),
    ...(measurement.kind === 'measured' && measurement.fraction ? measurement.fraction : {}),
    ...(more.window ? { window: more.window } : {}),
    ...(more.trend && more.trend.length > 1 ? { trend: more.trend } : {}),
    ...(more.counter && more.counter.length > 0 ? { counter: more.counter } : {}),
    owed_by: objective.owedBy,
    agreement_version: judging.version.version,
    ...(more.breach_id && status === 'breached' ? { breach_id: more.breach_id } : {}),
    evidence: measurement.evidence,
  }
  return { result, verdict }
}
