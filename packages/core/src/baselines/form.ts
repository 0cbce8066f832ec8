import { createHash } from 'node:crypto'
import type { Objective, Target, Unit } from '../agreement/terms.ts'
import { fractionText } from '../number/fraction-text.ts'

const DIGITS = 16

/** Business days are another measure than hours: they are counted, and not converted. */
const isInBusinessDays = ({ target }: { target: Target }): boolean => {
  const unit: Unit | null =
    target.kind !== 'relative' ? target.unit : target.change.kind === 'offset' ? target.change.unit : null
  return unit === 'bd'
}

/** The unit that an objective's durations are measured in, where it is not what they always are. */
export const ownUnit = (objective: Pick<Objective, 'target'>): 'bd' | null =>
  isInBusinessDays(objective) ? 'bd' : null

/**
 * Everything about an objective that says what it measures, and nothing of what it asks for: two objectives with one
 * form have figures that can be compared.
 */
export const formOf = (objective: Objective): string => {
  const { indicator, statistic, severity, category, measuredBy, owedBy, degradedWeight, fullMinutes, clock } = objective
  const text = JSON.stringify([
    indicator,
    statistic === 'p50' ? 'median' : statistic,
    severity && [...severity].sort(),
    category,
    measuredBy && [...measuredBy].sort(),
    owedBy,
    fractionText(degradedWeight),
    fullMinutes,
    clock?.calendar ?? null,
    clock?.starts ?? null,
    ownUnit(objective),
  ])
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS)
}
