const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

const LONG_DAYS = 7

/** `3 d 4 h`: the two largest units of a time in milliseconds, cut; past a week the days alone. */
export const lasting = (duration: number): string => {
  let left = Math.max(0, duration)
  const parts = UNITS.map(([unit, ms]) => {
    const count = Math.floor(left / ms)
    left -= count * ms
    return { unit, count }
  })
  const first = parts.findIndex(({ count }) => count > 0)
  if (first < 0) return 'under 1 min'
  const isLong = (parts[0]?.count ?? 0) > LONG_DAYS
  return parts
    .slice(first, first + (isLong ? 1 : 2))
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit}`)
    .join(' ')
}
