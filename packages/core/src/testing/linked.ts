import type { IncidentRules } from '../agreement/terms.ts'
import { deploymentsOf } from '../facts/deployments.ts'
import type { WindowFact } from '../facts/facts.ts'
import { countingFacts } from '../facts/resolve.ts'
import { RULES } from './agreement.ts'
import { ref } from './facts.ts'

/** Deployments of these facts, linked, by the reference of their event. */
export const judged = (facts: WindowFact[], rules: Partial<IncidentRules> = {}) =>
  Object.fromEntries(
    deploymentsOf(countingFacts(facts, []), () => ({ ...RULES, ...rules })).map((one) => [one.event, one]),
  )

/** By which rule a deployment of `testing/facts.ts` failed; null where it did not. */
export const failedBy = (facts: WindowFact[], id: string, rules: Partial<IncidentRules> = {}) =>
  judged(facts, rules)[ref(`d ${id}`)]?.failed?.rule ?? null

/** Why it counts in neither line; null where it counts. */
export const uncounted = (facts: WindowFact[], id: string, rules: Partial<IncidentRules> = {}) =>
  judged(facts, rules)[ref(`d ${id}`)]?.uncounted ?? null
