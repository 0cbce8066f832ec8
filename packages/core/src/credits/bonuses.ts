import type { Consequences, MoneyTier } from '../agreement/terms.ts'
import { compare } from '../number/ratio.ts'
import { type CreditInput, endedIn, inOrder, type Judged } from './judged.ts'
import { type LineSubject, subjectOf } from './line.ts'
import { moneyText, shareOf } from './money.ts'
import { carriesMoney, highestTier, worseSide } from './tier.ts'
import { bonusWords } from './words.ts'

export type BonusLine = LineSubject & {
  kind: 'bonus'
  amount_minor: number
  tier: { better_than: string; bonus: string }
  provisional: boolean
  detail: string
}

export type Bonuses = { lines: BonusLine[]; total_minor: number; provisional: boolean }

/**
 * What better than agreed earns, by the same rules the other way round: once for each objective and window, by its
 * worst service. Listed apart and never netted against credits; the credit cap is no cap of theirs. What could not
 * be measured or was waived earns none, failures that are only presumed count as failures; what lies outside the
 * measurement is left out.
 */
export const bonusesOf = ({ month, consequences, judged }: CreditInput): Bonuses => {
  const fee = consequences?.monthlyFee ?? null
  if (consequences === null || fee === null) return { lines: [], total_minor: 0, provisional: false }
  const lines = byPlace(judged.filter((one) => endedIn(month, one)).sort(inOrder)).flatMap((place) =>
    lineOf(place, fee, consequences),
  )
  return {
    lines,
    total_minor: lines.reduce((total, line) => total + line.amount_minor, 0),
    provisional: lines.some((line) => line.provisional),
  }
}

const byPlace = (judged: readonly Judged[]): Judged[][] => [
  ...Map.groupBy(judged, ({ objective, window }) => `${objective.id} ${window.from} ${window.to}`).values(),
]

const earns = ({ objective, contractual }: Judged): boolean =>
  contractual && objective.owedBy === 'vendor' && carriesMoney(objective)

const tierOf = (one: Judged): MoneyTier | null => {
  if (!earns(one) || one.status !== 'met' || one.figure === null) return null
  const worse = worseSide(one.objective)
  const better = worse === null ? null : worse === 'above' ? 'below' : 'above'
  return highestTier(one.objective.money?.bonuses ?? [], one.figure, better)
}

/** The least of all services: one that is worse takes the others with it. */
const lineOf = (place: readonly Judged[], fee: number, { currency }: Consequences): BonusLine[] => {
  const counting = place.filter(({ status }) => status !== 'excluded' && status !== 'not_in_force')
  let worst: { one: Judged; tier: MoneyTier } | null = null
  for (const one of counting) {
    const tier = tierOf(one)
    if (tier === null) return []
    if (worst === null || compare(tier.share, worst.tier.share) < 0) worst = { one, tier }
  }
  if (worst === null) return []
  const { one, tier } = worst
  const amount = shareOf(fee, tier.share)
  return [
    {
      kind: 'bonus',
      ...subjectOf(one),
      amount_minor: amount,
      tier: { better_than: tier.threshold.text, bonus: tier.shareText },
      provisional: counting.some(({ provisional }) => provisional),
      detail: bonusWords(tier, moneyText(fee, currency), moneyText(amount, currency)),
    },
  ]
}
