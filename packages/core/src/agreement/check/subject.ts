import { type IndicatorName, type IndicatorScope, scopeOf } from '../indicator-names.ts'
import type { Path } from '../mistake.ts'
import type { Target } from '../terms.ts'
import type { LooseObjective } from './loose.ts'

/** One objective while it is checked: with what is known of its indicator and its target. */
export type Subject = {
  id: string
  path: Path
  objective: LooseObjective
  indicator: IndicatorName
  scope: IndicatorScope
  /** Null where it could not be read; that has been told already. */
  target: Target | null
}

export const subjectOf = (
  id: string,
  objective: LooseObjective,
  indicator: IndicatorName,
  target: Target | null,
): Subject => ({
  id,
  path: ['objectives', id],
  objective,
  indicator,
  scope: scopeOf(indicator, objective.window !== undefined),
  target,
})
