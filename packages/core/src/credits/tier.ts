import { indicatorName } from '../agreement/indicator-names.ts'
import { sideOf } from '../agreement/scale.ts'
import type { MoneyTier, Objective } from '../agreement/terms.ts'
import { compare } from '../number/ratio.ts'
import type { Figure } from './judged.ts'

/** Above or below: where a value of this objective gets worse. */
export const worseSide = ({ target, indicator }: Objective): 'above' | 'below' | null => {
  if (target.kind === 'compare') {
    const good = sideOf(target.op)
    return good === 'exact' ? null : good === 'above' ? 'below' : 'above'
  }
  const direction = indicatorName(indicator)?.direction
  return direction === 'higher' ? 'below' : direction === 'lower' ? 'above' : null
}

/** Is the figure strictly on that side of the threshold? Equality is on neither. */
export const isBeyond = (
  figure: Figure,
  threshold: MoneyTier['threshold'],
  side: 'above' | 'below' | null,
): boolean => {
  const order = figure(threshold)
  return order !== null && side !== null && (side === 'above' ? order > 0 : order < 0)
}

/** Of the tiers that the figure lies beyond, the one worth most; null where it lies beyond none. */
export const highestTier = (
  tiers: readonly MoneyTier[],
  figure: Figure,
  side: 'above' | 'below' | null,
): MoneyTier | null =>
  tiers
    .filter((tier) => isBeyond(figure, tier.threshold, side))
    .reduce<MoneyTier | null>(
      (best, tier) => (best === null || compare(tier.share, best.share) > 0 ? tier : best),
      null,
    )

/** Speed, points, hours and money per point carry no credit (PRODUCT.md, rule 17). */
export const carriesMoney = ({ indicator }: Objective): boolean => {
  const about = indicatorName(indicator)?.about
  return about !== 'speed' && about !== 'activity'
}
