/**
 * Nearest rank: the smallest value that at least `p` (0 to 1) of all values do not exceed, so that a percentile is
 * always a real case that can be opened (PRODUCT.md, rule 5). `values` need not be sorted; null for none.
 */
export const percentile = (values: readonly number[], p: number): number | null => {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a percentile lies between 0 and 1, not ${p}`)
  const sorted = values.toSorted((a, b) => a - b)
  // 0.95 * 20 is a hair above 19 in binary; the rank must not jump to the next case for that.
  const rank = Math.max(1, Math.ceil(Number((p * sorted.length).toPrecision(12))))
  return sorted[rank - 1] ?? null
}
