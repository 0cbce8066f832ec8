import type { Objective, Unit } from '../agreement/terms.ts'
import { plainUnit } from '../evaluation/counters.ts'
import type { JudgeableTarget } from '../evaluation/judge.ts'
import { knownIndicator } from '../indicators/known.ts'
import { ratio } from '../number/ratio.ts'
import { ownUnit } from './form.ts'

/** Which side of a baseline is the better one: relative targets are refused for what has none. */
export const betterSide = (indicator: string): '>=' | '<=' =>
  knownIndicator(indicator)?.direction === 'higher' ? '>=' : '<='

/**
 * A target as anything that measures needs one: its own, or, where that is relative, one of the same unit and side that
 * nothing is ever judged by.
 */
export const standIn = (objective: Pick<Objective, 'indicator' | 'target'>, own?: Unit | null): JudgeableTarget => {
  if (objective.target.kind !== 'relative') return objective.target
  const info = knownIndicator(objective.indicator)
  const unit = own ?? ownUnit(objective) ?? (info ? plainUnit(info.unit) : 'count')
  return { kind: 'compare', op: betterSide(objective.indicator), value: ratio(0), unit, text: objective.target.text }
}
