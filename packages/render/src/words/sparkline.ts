const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** Values as one row of bars, scaled to their own range; `·` where nothing was measured. */
export const sparkline = (values: readonly (number | null)[]): string => {
  const known = values.filter((value) => value !== null)
  const low = Math.min(...known)
  const span = Math.max(...known) - low
  return values
    .map((value) => {
      if (value === null) return '·'
      return span === 0 ? BARS[3] : BARS[Math.round(((value - low) / span) * (BARS.length - 1))]
    })
    .join('')
}
