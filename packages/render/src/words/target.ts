import { type Comparison, type ObjectiveResult, parseDecimal, type Ratio } from '@plumbline/core'

/** The target as an exact number, where it is one: a band is two. */
export const comparison = ({ target_bounds: bounds }: ObjectiveResult): { op: Comparison; value: Ratio } | null => {
  const value = 'op' in bounds ? parseDecimal(String(bounds.value)) : null
  return 'op' in bounds && value !== null ? { op: bounds.op, value } : null
}

const floor = (num: bigint, den: bigint) => (num >= 0n || num % den === 0n ? num / den : num / den - 1n)
const ceil = (num: bigint, den: bigint) => -floor(-num, den)

/**
 * The least whole number that meets the target of a higher-is-better count out of `whole`, measured in per cent
 * of it (`per` 100) or as it is (`per` 1). Null where even all of it would not be enough, or the target asks no least.
 */
const leastPart = (result: ObjectiveResult, whole: bigint, per: bigint): bigint | null => {
  const target = comparison(result)
  if (target === null) return null
  const { num, den } = { num: target.value.num * whole, den: target.value.den * per }
  if (target.op === '>=' || target.op === '==') return ceil(num, den)
  return target.op === '>' ? floor(num, den) + 1n : null
}

const isCount = (n: number | undefined): n is number => n !== undefined && Number.isSafeInteger(n) && n >= 0

/** How many more of the denominator must count above the line (lines covered, tests passed); null where no number helps. */
export const stillMissing = (result: ObjectiveResult): number | null => {
  const { numerator, denominator } = result
  if (!isCount(numerator) || !isCount(denominator) || result.unit !== '%') return null
  const least = leastPart(result, BigInt(denominator), 100n)
  return least === null || least > BigInt(denominator) || least <= BigInt(numerator) ? null : Number(least) - numerator
}

/** How many too many there are of something that should be few; null where the target names no most. */
export const tooMany = (result: ObjectiveResult): number | null => {
  const target = comparison(result)
  if (target === null || result.value === null || !isCount(result.value)) return null
  const { num, den } = target.value
  const most =
    target.op === '<=' || target.op === '==' ? floor(num, den) : target.op === '<' ? ceil(num, den) - 1n : null
  return most === null || most < 0n || most >= BigInt(result.value) ? null : result.value - Number(most)
}

/** How many good cases in a row bring a rate of bad ones (numerator) back to its target; null where none do. */
export const goodCasesNeeded = (result: ObjectiveResult): number | null => {
  const { numerator, denominator } = result
  const target = comparison(result)
  if (!isCount(numerator) || !isCount(denominator) || target === null || result.unit !== '%' || target.value.num <= 0n)
    return null
  const [num, den] = [BigInt(numerator) * 100n * target.value.den, target.value.num]
  const total = target.op === '<=' ? ceil(num, den) : target.op === '<' ? floor(num, den) + 1n : null
  return total === null || total <= BigInt(denominator) ? null : Number(total) - denominator
}

/** Which way is better, as far as the target says it. */
export const better = (result: ObjectiveResult): 'higher' | 'lower' | null => {
  const target = comparison(result)
  if (target === null || target.op === '==') return null
  return target.op === '>=' || target.op === '>' ? 'higher' : 'lower'
}
