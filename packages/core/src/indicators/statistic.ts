import { nearestRank } from '../number/percentile.ts'
import { compare, negate, type Ratio, ratio, subtract } from '../number/ratio.ts'

const PERCENTILES = Array.from({ length: 50 }, (_, i) => `p${50 + i}`)

/** How several cases may be made into one figure; a percentile is a real case, `each` means that every one must hold. */
export const STATISTICS: readonly string[] = ['mean', 'median', ...PERCENTILES, 'each']

export const MEDIAN = 'median'
/** Every single case must hold: the figure is the worst of them. */
export const EACH = 'each'

/** Of several cases the worst: one at an end, or the one farthest out of the numbers that all have to lie between. */
export type Worst = 'highest' | 'lowest' | { low: Ratio; high: Ratio }

/** How far a value lies outside; inside it is below 0, and the nearer to an edge the greater. */
const outside = (value: Ratio, { low, high }: { low: Ratio; high: Ratio }): Ratio => {
  const [under, over] = [subtract(low, value), subtract(value, high)]
  return compare(under, over) > 0 ? under : over
}

type Valued = { value: Ratio }

/** The first of the cases that are equally bad. */
const worstCase = <Case extends Valued>(cases: readonly Case[], worst: Worst): Case | null => {
  const badness = ({ value }: Valued): Ratio =>
    worst === 'highest' ? value : worst === 'lowest' ? negate(value) : outside(value, worst)
  let found: { of: Case; bad: Ratio } | null = null
  for (const of of cases) {
    const bad = badness(of)
    if (!found || compare(bad, found.bad) > 0) found = { of, bad }
  }
  return found?.of ?? null
}

/** The case that a statistic is; null for the mean, which is none of them. */
const caseOf = <Case extends Valued>(cases: readonly Case[], statistic: string, worst: Worst): Case | null => {
  if (statistic === 'mean') return null
  if (statistic === 'each') return worstCase(cases, worst)
  const share = statistic === MEDIAN ? 0.5 : Number(statistic.slice(1)) / 100
  return cases.toSorted((a, b) => compare(a.value, b.value))[nearestRank(cases.length, share) - 1] ?? null
}

const commonDivisor = (a: bigint, b: bigint): bigint => {
  let [one, other] = [a, b]
  while (other !== 0n) [one, other] = [other, one % other]
  return one
}

/**
 * The exact sum. Values of one denominator are added as whole numbers, and the few denominators that there are made
 * into one at the end: one after another they would grow with every value.
 */
export const sum = (values: readonly Ratio[]): Ratio => {
  const numerators = new Map<bigint, bigint>()
  for (const { num, den } of values) numerators.set(den, (numerators.get(den) ?? 0n) + num)
  const common = [...numerators.keys()].reduce((all, den) => (all / commonDivisor(all, den)) * den, 1n)
  return ratio(
    [...numerators].reduce((total, [den, num]) => total + num * (common / den), 0n),
    common,
  )
}

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
export const figureOf = <Case extends Valued>(
  cases: readonly Case[],
  statistic: string,
  worst: Worst,
): { value: Ratio; of: Case | null } => {
  if (!STATISTICS.includes(statistic)) throw new RangeError(`no statistic: ${statistic}`)
  const of = caseOf(cases, statistic, worst)
  const value = of?.value ?? mean(cases.map((one) => ({ value: one.value, weight: 1 })))
  if (!value) throw new RangeError('nothing has no figure')
  return { value, of }
}
