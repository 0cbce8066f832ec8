import type { MoneyTier } from '../agreement/terms.ts'
import type { Instant } from '../time/instant.ts'
import type { Figure, Judged } from './judged.ts'
import type { NotCredited } from './line.ts'
import { carriesMoney, highestTier, worseSide } from './tier.ts'

/** What one judged window alone is worth, or why nothing; null where there is nothing to tell. */
export type Due = { tier: MoneyTier } | { not: NotCredited } | null

/** Links that are presumed count once nobody has rebutted them in time (PRODUCT.md, rule 11). */
export const countingFigure = ({ figure, presumed }: Judged, at: Instant): Figure | null =>
  presumed !== null && at < presumed.until ? presumed.figure : figure

/** Missed through nothing but links that can still be rebutted. */
export const isOnlyPresumed = ({ presumed }: Judged, at: Instant): boolean =>
  presumed !== null && at < presumed.until && presumed.figure === null

/** Who has to pay at all, and for what. */
const barred = ({ objective, contractual }: Judged): NotCredited | null => {
  if (objective.owedBy !== 'vendor') return objective.owedBy === 'client' ? 'owed_by_client' : 'owed_by_both'
  if (!carriesMoney(objective)) return 'kind'
  return contractual ? null : 'observed'
}

const ofBreach = (judged: Judged, at: Instant): Due => {
  const not = barred(judged)
  if (not !== null) return { not }
  const tiers = judged.objective.money?.credits ?? []
  const figure = countingFigure(judged, at)
  const tier = figure && highestTier(tiers, figure, worseSide(judged.objective))
  if (tier) return { tier }
  const full = judged.figure && highestTier(tiers, judged.figure, worseSide(judged.objective))
  return { not: full ? 'presumed' : 'no_tier' }
}

/** Only a breach is credited; what would have to be explained is told, what was kept is not. */
export const dueOf = (judged: Judged, at: Instant): Due => {
  if ((judged.objective.money?.credits ?? []).length === 0) return null
  switch (judged.status) {
    case 'breached':
      return ofBreach(judged, at)
    case 'waived':
    case 'excluded':
    case 'no_data':
      return barred(judged) === null ? { not: judged.status } : null
    case 'met':
    case 'at_risk':
    case 'not_in_force':
      return null
    default:
      return judged.status satisfies never
  }
}
