import type { Uncovered } from '@plumbline/client/change'
import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { count, standing } from '@plumbline/render'
import type { Log } from '../runner/log.ts'
import { worstGaps } from './gaps.ts'

/** GitHub shows so many warnings of a step and silently drops the rest. */
export const MAX_WARNINGS = 10

/** The objective that the uncovered lines keep from being met. Where nobody has to act on it, lines are only noise. */
const unmet = ({ objectives, verdict_without_exemption: exempted }: Evaluation): ObjectiveResult | undefined =>
  exempted !== undefined
    ? undefined
    : objectives.find(
        (result) => result.indicator === 'patch-coverage' && ['blocks', 'warns', 'at_risk'].includes(standing(result)),
      )

/** Marks the worst of the uncovered added lines in the change itself, where the agreement asks for more of them. */
export const annotateUncovered = (log: Log, evaluation: Evaluation, uncovered: readonly Uncovered[]): void => {
  const objective = unmet(evaluation)
  if (objective === undefined) return
  for (const place of worstGaps(uncovered, MAX_WARNINGS - log.warnings())) {
    const lines = count(place.to - place.from + 1, 'added line')
    const asked = `${objective.display} of the added lines are covered, the agreement asks ${objective.target}`
    log.at(place, 'Not covered', `No test runs ${lines} here. ${asked}.`)
  }
}
