import { WINDOW_FAMILIES } from '../facts/facts.ts'
import { DAY, type Instant } from '../time/instant.ts'
import { indicator } from './catalogue.ts'
import { isWindowIndicator, type Reads, type WindowIndicator } from './indicator.ts'

/** Window indicators that are shown beside one. */
export const countersOf = ({ info }: WindowIndicator): WindowIndicator[] =>
  info.counter
    .map(indicator)
    .filter((other) => other !== null)
    .filter(isWindowIndicator)

/** What several indicators read together. */
export const readsTogether = (all: readonly Reads[]): Reads => {
  const families = new Set(all.flatMap((reads) => reads.families))
  return {
    families: WINDOW_FAMILIES.filter((family) => families.has(family)),
    daysBefore: Math.max(0, ...all.map(({ daysBefore }) => daysBefore)),
  }
}

/** What an indicator reads, with everything that is shown beside it. */
export const readsOf = (measured: WindowIndicator): Reads =>
  readsTogether([measured, ...countersOf(measured)].map(({ reads }) => reads))

/**
 * Since when facts decide about a window that begins at `from`. What ran before decides about a redeploy, so that
 * deployments are read from a link window before.
 */
export const readFrom = ({ families, daysBefore }: Reads, from: Instant, longestLinkMs: number): Instant =>
  from - Math.max(daysBefore * DAY, families.includes('delivery') ? longestLinkMs : 0)
