import type { Instant } from '../time/instant.ts'
import { addDays, localDate, localMidnight } from '../time/zone.ts'
import type { Enforcement, Objective, Phase } from './terms.ts'
import { type AcceptedVersion, inForceAt } from './versions.ts'

/** The phase an engagement is in. */
export type CurrentPhase = {
  name: string
  enforce: Phase['enforce']
  from: Instant
  /** Local midnight that ends it; null for the last, where it has no days. */
  until: Instant | null
  /** Names of the phases that have begun, this one included. */
  begun: readonly string[]
}

/**
 * The phase at an instant, by the phases of the version in force then. Days run from the local day on which the
 * first version of the engagement came into force, not anew with each version (PRODUCT.md, rule 9). Null where the
 * agreement has no phases, they are all over, or nothing is in force: then what is agreed holds as it stands.
 */
export const phaseAt = (versions: readonly AcceptedVersion[], at: Instant): CurrentPhase | null =>
  phasesOf(versions, inForceAt(versions, at)).find(({ until }) => until === null || at < until) ?? null

/** The phases of an engagement in their order, as one of its versions has them. */
export const phasesOf = (versions: readonly AcceptedVersion[], version: AcceptedVersion | null): CurrentPhase[] => {
  if (!version) return []
  const { phases, timeZone } = version.terms
  const first = Math.min(...versions.map(({ inForceFrom }) => inForceFrom))
  let from = first
  let day = localDate(timeZone, first)
  const found: CurrentPhase[] = []
  for (const { name, days, enforce } of phases) {
    if (days !== null) day = addDays(day, days)
    const until = days === null ? null : localMidnight(timeZone, day)
    found.push({ name, enforce, from, until, begun: phases.slice(0, found.length + 1).map((phase) => phase.name) })
    if (until === null) break
    from = until
  }
  return found
}

const FORCE: readonly Enforcement[] = ['observe', 'warn', 'block']

/** The weaker of two. */
export const weaker = (a: Enforcement, b: Enforcement): Enforcement => (FORCE.indexOf(a) < FORCE.indexOf(b) ? a : b)

/**
 * What an objective does in a phase (PRODUCT.md, rules 6 and 9): a window or clock objective at most what the phase
 * allows, a change-scope one what is agreed from day one; either is only observed before the phase it names.
 */
export const capEnforcement = (
  objective: Pick<Objective, 'enforcement' | 'phase' | 'window'>,
  current: CurrentPhase | null,
): Enforcement => {
  if (current === null) return objective.enforcement
  if (objective.phase !== null && !current.begun.includes(objective.phase)) return 'observe'
  const softened = objective.window !== null && current.enforce !== 'as-agreed'
  return softened
    ? weaker(objective.enforcement, current.enforce === 'observe' ? 'observe' : 'warn')
    : objective.enforcement
}
