import type { Phase } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, localDate, localMidnight } from '../time/zone.ts'
import type { PhasePosition } from './enforce.ts'

/**
 * Where an agreement is among its phases at an instant. Days run from the local day the engagement's first version
 * came into force, not anew with each version (PRODUCT.md, rule 9). `until`: end of the current phase, null if none.
 */
export const phasePosition = (
  version: AcceptedVersion,
  versions: AcceptedVersion[],
  at: Instant,
): PhasePosition & { until: Instant | null } => {
  const zone = version.terms.timeZone
  const first = Math.min(version.inForceFrom, ...versions.map((one) => one.inForceFrom))
  const begun: string[] = []
  let day = localDate(zone, first)
  let current: Phase | null = null
  for (const phase of version.terms.phases) {
    current = phase
    begun.push(phase.name)
    if (phase.days === null) return { current, begun, until: null }
    day = addDays(day, phase.days)
    const until = localMidnight(zone, day)
    if (at < until) return { current, begun, until }
  }
  return { current, begun, until: null }
}
