import type { Evidence } from '../evaluation/evidence.ts'
import type { Deployment } from '../facts/deployments.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import type { WindowInput } from './indicator.ts'

/**
 * Until when a presumed link can still be rebutted; none where it is no presumption, or has stood long enough and
 * counts like any other (PRODUCT.md, rule 11).
 */
export const rebuttableUntil = (failed: Deployment['failed'], { asks, until }: WindowInput): Instant[] => {
  if (failed?.rule !== 'presumed') return []
  const end =
    failed.presumedSince === undefined || asks.rebuttableUntil === null
      ? Number.POSITIVE_INFINITY
      : asks.rebuttableUntil(failed.presumedSince)
  return end > until ? [end] : []
}

/** When the last of them is firm, where that is known. */
export const presumedUntil = (ends: readonly Instant[]): Pick<Evidence, 'presumed_until'> => {
  const last = Math.max(...ends)
  return Number.isFinite(last) ? { presumed_until: formatInstant(last) } : {}
}
