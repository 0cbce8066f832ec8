import type { Instant, Window } from './instant.ts'

/** How long a time is covered by intervals, in milliseconds; what two of them cover counts once. */
export const coveredMs = (intervals: readonly Window[], window: Window): number => {
  const sorted = intervals
    .filter(({ from, to }) => from < window.to && to > window.from)
    .toSorted((a, b) => a.from - b.from)
  let covered = 0
  let until: Instant = window.from
  for (const { from, to } of sorted) {
    const end = Math.min(to, window.to)
    if (end <= until) continue
    covered += end - Math.max(from, until)
    until = end
  }
  return covered
}
