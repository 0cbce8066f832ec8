import { DEFAULT_INCIDENT_RULES } from '../agreement/defaults.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import type { RulesAt } from '../facts/timeline.ts'

/** The linking rules of the version in force at an instant (PRODUCT.md, rule 8); before any, the defaults. */
export const rulesAt =
  (versions: AcceptedVersion[]): RulesAt =>
  (at) =>
    inForceAt(versions, at)?.terms.incidents ?? DEFAULT_INCIDENT_RULES
