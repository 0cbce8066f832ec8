import { capEnforcement } from '../agreement/phases.ts'
import { indicator } from '../indicators/catalogue.ts'
import { type ChangeIndicator, type ChangeInput, isChangeIndicator } from '../indicators/indicator.ts'
import { displayPlain } from './display.ts'
import { blocking } from './enforce.ts'
import type { ObjectiveResult } from './evaluation.ts'
import type { GateRequest } from './gate.ts'
import { type Judging, type Outcome, outcomeOf } from './result.ts'

/** What is shown beside the figure, where it was measured for the same commit. */
const counters = (of: ChangeIndicator, input: ChangeInput): ObjectiveResult['counter'] =>
  of.info.counter.flatMap((key) => {
    const other = indicator(key)
    if (!other || !isChangeIndicator(other)) return []
    const measurement = other.measure(input)
    if (measurement.kind === 'no_data') return []
    return [{ indicator: key, title: other.info.title, display: displayPlain(measurement.value, other.info.unit) }]
  })

/** Judges one commit by one change-scope objective. */
export const judgeChange = (
  judging: Judging,
  measured: ChangeIndicator,
  change: Omit<ChangeInput, 'minLines'>,
  request: GateRequest,
  firstIntroduction: boolean,
): Outcome => {
  const input = { ...change, minLines: judging.objective.minLines }
  const own = capEnforcement(judging.objective, judging.phase)
  const enforcement = firstIntroduction ? 'observe' : own
  const block = blocking(judging.objective, own, request, {
    firstIntroduction,
    production: true,
    released: false,
    presumedOnly: false,
  })
  const counter = counters(measured, input)
  return outcomeOf(
    judging,
    measured.info,
    measured.measure(input),
    enforcement,
    block,
    request.event,
    counter ? { counter } : {},
  )
}
