import type { Window } from './instant.ts'

/** Intervals as a union: in order, none touching another, none empty. */
export const unionOf = (intervals: readonly Window[]): Window[] => {
  const union: Window[] = []
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (to <= from) continue
    const last = union.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else union.push({ from, to })
  }
  return union
}

/** What of an interval lies in another; empty (`to` not after `from`) where nothing does. */
export const clip = ({ from, to }: Window, within: Window): Window => ({
  from: Math.max(from, within.from),
  to: Math.min(to, within.to),
})

/** What is left of an interval when others are taken out of it. `taken` is a union (`unionOf`). */
export const without = (interval: Window, taken: readonly Window[]): Window[] => {
  const left: Window[] = []
  let { from } = interval
  for (const cut of taken) {
    if (cut.to <= from) continue
    if (cut.from >= interval.to) break
    if (cut.from > from) left.push({ from, to: cut.from })
    from = cut.to
  }
  if (from < interval.to) left.push({ from, to: interval.to })
  return left
}
