/**
 * Nearest rank, from 1: of `count` sorted values the one that at least `p` (0 to 1) of all do not exceed, so that a
 * percentile is always a real case that can be opened (PRODUCT.md, rule 5).
 */
export const nearestRank = (count: number, p: number): number => {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a percentile lies between 0 and 1, not ${p}`)
  // 0.95 * 20 is a hair above 19 in binary; the rank must not jump to the next case for that.
  return Math.max(1, Math.ceil(Number((p * count).toPrecision(12))))
}

/** The value at the nearest rank. `values` need not be sorted; null for none. */
export const percentile = (values: readonly number[], p: number): number | null =>
  values.toSorted((a, b) => a - b)[nearestRank(values.length, p) - 1] ?? null
