import { isOfBudget } from '../../budget/of.ts'
import { indicatorName } from '../indicator-names.ts'
import type { Finding } from '../mistake.ts'
import { parseTarget } from '../target.ts'
import { error } from './finding.ts'
import type { LooseDocument, LooseObjective } from './loose.ts'

/** Does this objective say, in numbers, how much of a service's time may be down? */
const givesBudget = (one: LooseObjective | undefined, services: readonly string[] | undefined): boolean => {
  const name = indicatorName('availability')
  if (one?.indicator !== 'availability' || one.target === undefined || !name) return false
  const target = parseTarget(one.target, name)
  const binds = one.services === undefined || (services ?? []).every((service) => one.services?.includes(service))
  return target.ok && target.value.kind === 'compare' && binds && (services !== undefined || one.services === undefined)
}

/** A budget is what an objective for availability leaves: without one there is none. */
export const checkBudgets = (document: LooseDocument): Finding[] => {
  const all = Object.entries(document.objectives ?? {})
  return all.flatMap(([id, objective]) => {
    const indicator = objective?.indicator
    if (indicator === undefined || !isOfBudget(indicator)) return []
    const named = Object.keys(document.services ?? {})
    const services = objective?.services ?? named
    const isKnown = services.every((service) => all.some(([, one]) => givesBudget(one, [service])))
    return isKnown
      ? []
      : [
          error(
            ['objectives', id, 'indicator'],
            'contradiction',
            `${indicator} is what the objective for availability leaves, and ${services.length === named.length ? 'not every service has' : `not each of ${services.join(', ')} has`} one with a number; add it`,
            { found: indicator },
          ),
        ]
  })
}
