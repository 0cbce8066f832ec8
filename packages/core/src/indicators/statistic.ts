import { nearestRank } from '../number/percentile.ts'
import { compare, type Ratio, ratio } from '../number/ratio.ts'

const PERCENTILES = Array.from({ length: 50 }, (_, i) => `p${50 + i}`)

/** How several cases may be made into one figure; a percentile is a real case, `each` means that every one must hold. */
export const STATISTICS: readonly string[] = ['mean', 'median', ...PERCENTILES, 'each']

export const MEDIAN = 'median'

/** Which of `count` cases in ascending order a statistic picks; null for the mean, which is none of them. */
const indexOf = (statistic: string, count: number, worst: 'highest' | 'lowest'): number | null => {
  if (statistic === 'mean') return null
  if (statistic === 'each') return worst === 'highest' ? count - 1 : 0
  const share = statistic === MEDIAN ? 0.5 : Number(statistic.slice(1)) / 100
  return nearestRank(count, share) - 1
}

const sum = (values: readonly Ratio[]): Ratio =>
  values.reduce((total, value) => ratio(total.num * value.den + value.num * total.den, total.den * value.den), ratio(0))

/** The mean of values, each as often as its weight says; null for none. */
export const mean = (weighted: readonly { value: Ratio; weight: number }[]): Ratio | null => {
  const weight = weighted.reduce((total, one) => total + BigInt(one.weight), 0n)
  if (weight === 0n) return null
  const { num, den } = sum(weighted.map((one) => ratio(one.value.num * BigInt(one.weight), one.value.den)))
  return ratio(num, den * weight)
}

/**
 * One figure of several cases, and the case that it is. `cases` must come in an order of their own among those of one
 * value, or a percentile would be another case each time.
 * @throws RangeError for none, or for what is no statistic
 */
export const figureOf = <Case extends { value: Ratio }>(
  cases: readonly Case[],
  statistic: string,
  worst: 'highest' | 'lowest',
): { value: Ratio; of: Case | null } => {
  if (!STATISTICS.includes(statistic)) throw new RangeError(`no statistic: ${statistic}`)
  const index = indexOf(statistic, cases.length, worst)
  const of = index === null ? null : (cases.toSorted((a, b) => compare(a.value, b.value))[index] ?? null)
  const value = of?.value ?? mean(cases.map(({ value }) => ({ value, weight: 1 })))
  if (!value) throw new RangeError('nothing has no figure')
  return { value, of }
}
