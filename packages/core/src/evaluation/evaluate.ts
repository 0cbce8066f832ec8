import { inForceAt } from '../agreement/versions.ts'
import { observedFacts } from '../facts/resolve.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isWindowIndicator } from '../indicators/indicator.ts'
import { NOTHING_STANDS } from '../standing/standing.ts'
import type { Change } from './change-objective.ts'
import { evaluateWith, type JudgeWindowed, judgeOn } from './evaluate-change.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationInput } from './input.ts'
import { productionOf } from './production.ts'
import { reliefOf } from './relief.ts'
import type { Judging, Outcome } from './result.ts'
import { together } from './together.ts'
import { type WindowGround, windowGround } from './window-ground.ts'
import { judgeWindow } from './window-objective.ts'

/** What window objectives are judged on; null without a server. */
export const groundOf = (input: EvaluationInput): WindowGround | null => {
  const { versions, window, request, at, standing = NOTHING_STANDS } = input
  if (!window) return null
  const { facts, corrections, openBreaches, deployedBefore } = window
  return windowGround({
    versions,
    facts: observedFacts(facts, corrections),
    deployedBefore,
    openBreaches,
    environments: productionOf(inForceAt(versions, at), request.service),
    service: request.service,
    standing,
  })
}

const isWindowed = (judging: Judging): judging is Judging & Parameters<typeof judgeWindow>[0] =>
  judging.objective.window !== null

const windowedOn =
  (input: EvaluationInput, ground: WindowGround | null): JudgeWindowed =>
  (judging) => {
    const measured = indicator(judging.objective.indicator)
    if (!ground || !measured || !isWindowIndicator(measured) || !isWindowed(judging)) return []
    const forms = [judging, ...(judging.earlier ?? [])].filter(isWindowed)
    return together(
      forms.map((form) => ({
        form,
        outcome: judgeWindow(form, measured, ground, input.request, input.at, input.until),
      })),
    )
  }

/** One objective alone; none where it is nothing that can be judged here. */
export const judgeOne = (
  judging: Judging,
  input: EvaluationInput,
  ground: WindowGround | null,
  change: Change,
): Outcome[] => judgeOn(judging, input, change, windowedOn(input, ground))

/**
 * The one judge: what was agreed, against what was measured, at one instant. Pure: the same input gives the same
 * bytes, on the server, in CI without one, and when it is asked again years later.
 */
export const evaluate = (input: EvaluationInput): Evaluation =>
  evaluateWith(input, windowedOn(input, groundOf(input)), (outcomes) => reliefOf(input, outcomes))
