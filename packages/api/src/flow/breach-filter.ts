import type { BreachFilters } from '@plumbline/contract'
import type { CountedBreach } from '@plumbline/core'

const among = <T>(allowed: readonly T[] | undefined, value: T | undefined): boolean =>
  allowed === undefined || (value !== undefined && allowed.includes(value))

/** Values of one parameter are alternatives; all parameters must hold. Time is the store's to filter. */
export const keeps =
  (query: BreachFilters) =>
  (breach: CountedBreach): boolean =>
    among(query.service, breach.service) &&
    among(query.environment, breach.environment) &&
    among(query.indicator, breach.indicator) &&
    among(query.objective, breach.objective) &&
    among<string>(query.severity, breach.severity) &&
    among(query.status, breach.status) &&
    among(query.agreement_version, breach.agreement_version) &&
    among(query.pr, breach.pr)
