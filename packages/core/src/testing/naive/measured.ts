import type { Instant } from '../../time/instant.ts'

/** A figure as a fraction of whole numbers: % or days for rates, milliseconds for times. */
export type Fraction = { num: number; den: number }

export type Figure =
  | {
      kind: 'measured'
      value: Fraction
      samples: number
      numerator?: number
      denominator?: number
      /** When each of them was too late, where every one must hold: each is a breach of its own. */
      late?: readonly Instant[]
    }
  | { kind: 'no_cases' }
  | { kind: 'no_data'; reason: string; samples: number }

export const noData = (reason: string, samples = 0): Figure => ({ kind: 'no_data', reason, samples })

/** Several cases as one figure, by the nearest rank; `each` is the worst where less is better. */
export const statisticOf = (statistic: string, cases: readonly Fraction[]): Fraction => {
  const sorted = cases.toSorted((a, b) => a.num / a.den - b.num / b.den)
  const rank = (percent: number) =>
    sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? { num: 0, den: 1 }
  // Only of milliseconds: a mean of business days is not generated.
  if (statistic === 'mean') return { num: sorted.reduce((sum, { num }) => sum + num, 0), den: sorted.length }
  if (statistic === 'each') return rank(100)
  return rank(statistic === 'median' ? 50 : Number(statistic.slice(1)))
}

export const inside = ({ from, to }: { from: Instant; to: Instant }, at: Instant) => from <= at && at < to
