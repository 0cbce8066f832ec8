/** 97.5 % quantile of the normal distribution: both tails together leave 5 %. */
const Z95 = 1.959963984540054

/** Wilson score interval of a share at 95 %, as fractions from 0 to 1. Null for no sample. */
export const wilson = (successes: number, n: number, z = Z95): { low: number; high: number } | null => {
  if (n <= 0) return null
  const p = successes / n
  const centre = p + (z * z) / (2 * n)
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}
