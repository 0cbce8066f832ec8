import type { Objective, Terms } from '../agreement/terms.ts'
import { concerns } from '../evaluation/concerns.ts'
import { compare, type Ratio } from '../number/ratio.ts'
import { allowanceOf } from './allowance.ts'

/** The objective that another one is the budget of, and the share of time that it allows to be down. */
export type Budgeted = { objective: Objective; share: Ratio }

const OF_AVAILABILITY: readonly string[] = ['error-budget-remaining', 'burn-rate']

export const isOfBudget = (indicator: string): boolean => OF_AVAILABILITY.includes(indicator)

/**
 * What an objective about an error budget is the budget of: the strictest objective for availability of the same
 * agreement that binds the service. Null for any other objective, and where there is none in numbers.
 */
export const budgetedBy = (
  { indicator }: Pick<Objective, 'indicator'>,
  terms: Terms,
  service: string,
): Budgeted | null => {
  if (!isOfBudget(indicator)) return null
  const [strictest] = terms.objectives
    .filter((one) => one.indicator === 'availability' && one.window !== null && concerns(one, terms, service))
    .flatMap((objective) => {
      const allowance = objective.target.kind === 'relative' ? null : allowanceOf(objective.indicator, objective.target)
      return allowance ? [{ objective, share: allowance.share }] : []
    })
    .sort((a, b) => compare(a.share, b.share) || (a.objective.id < b.objective.id ? -1 : 1))
  return strictest ?? null
}
