import type { CurrentPhase } from '../agreement/phases.ts'
import type { Objective } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import type { Budgeted } from '../budget/of.ts'
import type { IndicatorInfo, Measurement } from '../indicators/indicator.ts'
import { intervalOf } from '../indicators/interval.ts'
import { type Ratio, toNumber } from '../number/ratio.ts'
import type { StandingBaseline } from '../standing/standing.ts'
import type { Instant, Window } from '../time/instant.ts'
import { baselineView } from './baseline-view.ts'
import { displayNoCases } from './counters.ts'
import { displayMargin, displayTarget, displayValue } from './display.ts'
import { type Blocking, contribution } from './enforce.ts'
import type { ObjectiveResult, ObjectiveStatus, Verdict, WindowView } from './evaluation.ts'
import type { GateEvent } from './gate.ts'
import { asShown, inUnitOf, type JudgeableTarget, judge, shownUnit } from './judge.ts'
import type { SetAside } from './set-aside.ts'

/** An objective with a target that can be judged, and what judges it. */
export type Judging = {
  objective: Objective & { target: JudgeableTarget; warn: JudgeableTarget | null }
  version: AcceptedVersion
  /** Nothing that happened earlier is judged by it. */
  since: Instant
  inForce: boolean
  phase: CurrentPhase | null
  /** What the target was resolved from, where it was agreed relative to a baseline. */
  baseline?: StandingBaseline
  /** What it is the error budget of. */
  budgetOf?: Budgeted
  /** Of clocks that must hold one by one: when the incidents began that this form judges. Absent: all of them. */
  begun?: Window
  /** Of the same: what judges those that began before, the newest first. */
  earlier?: readonly Judging[]
}

/** One objective's answer, and what it makes of the verdict. */
export type Outcome = {
  result: ObjectiveResult
  verdict: Verdict
  measurement: Measurement
  /** What told it, where several forms of an objective judged. */
  form?: Judging
}

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

/** Met so far, but at a pace that uses up what is allowed. */
const warned = (status: ObjectiveStatus, early: Pick<ObjectiveResult, 'budget'> | undefined): ObjectiveStatus =>
  status === 'met' && early?.budget?.burning ? 'at_risk' : status

/** What was agreed about it afterwards comes before what was measured. */
const asAgreed = (status: ObjectiveStatus, aside: SetAside | undefined): ObjectiveStatus => {
  if (status === 'not_in_force') return status
  if (aside?.excluded) return 'excluded'
  return status === 'breached' && aside?.waiver ? 'waived' : status
}

const unitText = (target: JudgeableTarget): string => {
  const unit = shownUnit(target.unit)
  return typeof unit === 'object' ? unit.currency : unit
}

/** A measured value in the unit that results are told in. */
export const shownValue = (target: JudgeableTarget, measured: Ratio): number =>
  toNumber(inUnitOf(shownUnit(target.unit), measured))

/** How a figure is told. */
export const figuresTold = (
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

/** What a figure comes to, with what was agreed about it afterwards; without warnings of where it is going. */
export const statusOfFigure = (judging: Judging, measurement: Measurement, aside?: SetAside): ObjectiveStatus =>
  asAgreed(statusOf(judging, measurement), aside)

/** Puts together what was measured, judged and enforced; the only place that makes an ObjectiveResult. */
export const outcomeOf = (
  judging: Judging,
  info: Pick<IndicatorInfo, 'key' | 'unit' | 'scope'>,
  measurement: Measurement,
  enforcement: ObjectiveResult['enforcement'],
  block: Blocking,
  event: GateEvent,
  more: {
    window?: WindowView
    breach_id?: string
    trend?: ObjectiveResult['trend']
    counter?: ObjectiveResult['counter']
    clocks?: ObjectiveResult['clocks']
    aside?: SetAside
    early?: Pick<ObjectiveResult, 'budget' | 'forecast'>
  },
): Outcome => {
  const { objective } = judging
  const status = asAgreed(warned(statusOf(judging, measurement), more.early), more.aside)
  const interval = measurement.kind === 'measured' ? intervalOf(info, measurement.fraction) : null
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
    ...figuresTold(objective.target, measurement),
    target: displayTarget(objective.target),
    target_bounds: bounds(objective.target),
    ...(objective.warn ? { warn: displayTarget(objective.warn) } : {}),
    ...(judging.baseline ? { baseline: baselineView(judging.baseline) } : {}),
    samples: measurement.samples,
    ...(measurement.kind === 'no_data' && measurement.needed !== undefined ? { needed: measurement.needed } : {}),
    ...(measurement.kind === 'measured' && measurement.fraction ? measurement.fraction : {}),
    ...(interval ? { interval } : {}),
    ...(more.early ?? {}),
    ...(more.window ? { window: more.window } : {}),
    ...(more.clocks ? { clocks: more.clocks } : {}),
    ...(more.trend && more.trend.length > 1 ? { trend: more.trend } : {}),
    ...(more.counter && more.counter.length > 0 ? { counter: more.counter } : {}),
    ...(status === 'waived' && more.aside?.waiver ? { waiver: more.aside.waiver } : {}),
    ...(status === 'excluded' && more.aside?.excluded ? { excluded: more.aside.excluded } : {}),
    owed_by: objective.owedBy,
    agreement_version: judging.version.version,
    ...(more.breach_id && (status === 'breached' || status === 'waived') ? { breach_id: more.breach_id } : {}),
    evidence: measurement.evidence,
  }
  return { result, verdict, measurement }
}
