import { capEnforcement } from '../agreement/phases.ts'
import type { FindingSeverity } from '../agreement/terms.ts'
import { FINDING_SEVERITIES } from '../events/words.ts'
import { changeIndicator } from '../indicators/changes.ts'
import type { ChangeIndicator, ChangeInput } from '../indicators/indicator.ts'
import { displayCounter, plainUnit } from './counters.ts'
import { blocking } from './enforce.ts'
import type { ObjectiveResult } from './evaluation.ts'
import type { GateRequest } from './gate.ts'
import { type Judging, type Outcome, outcomeOf } from './result.ts'
import type { SetAside } from './set-aside.ts'
import { ofPart, uploadsOf } from './uploads.ts'

/** What is shown beside the figure, where it was measured for the same commit. */
const counters = (of: ChangeIndicator, input: ChangeInput): ObjectiveResult['counter'] =>
  of.info.counter.flatMap((key) => {
    const other = changeIndicator(key)
    if (!other) return []
    const measurement = other.measure(input)
    const display = displayCounter(measurement, plainUnit(other.info.unit))
    return display === null ? [] : [{ indicator: key, title: other.info.title, display }]
  })

/** What is known of a commit, whichever objective asks. */
export type Change = Omit<ChangeInput, 'minLines' | 'severities' | 'category'>

const isFindingSeverity = (severity: string): severity is FindingSeverity =>
  FINDING_SEVERITIES.some((known) => known === severity)

/** Judges one commit by one change-scope objective. */
export const judgeChange = (
  judging: Judging,
  measured: ChangeIndicator,
  change: Change,
  request: GateRequest,
  firstIntroduction: boolean,
  aside: SetAside = {},
): Outcome => {
  const { minLines, severity, category } = judging.objective
  const input = { ...change, minLines, severities: severity?.filter(isFindingSeverity) ?? null, category }
  const own = capEnforcement(judging.objective, judging.phase)
  const enforcement = firstIntroduction ? 'observe' : own
  const block = blocking(judging.objective, own, request, {
    firstIntroduction,
    production: true,
    released: false,
    presumedOnly: false,
  })
  const part = ofPart(uploadsOf(request, change.head), measured.info)
  const counter = part ? undefined : counters(measured, input)
  return outcomeOf(judging, measured.info, part ?? measured.measure(input), enforcement, block, request.event, {
    aside,
    ...(counter ? { counter } : {}),
  })
}
