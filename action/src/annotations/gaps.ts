import type { Uncovered } from '@plumbline/client/change'
import type { Place } from '../runner/log.ts'

/** Lines that follow one another, as ranges. */
const runs = ({ path, lines }: Uncovered): Place[] => {
  const found: Place[] = []
  for (const line of lines.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last !== undefined && line <= last.to + 1) last.to = line
    else found.push({ path, from: line, to: line })
  }
  return found
}

const length = ({ from, to }: Place) => to - from + 1

/** Where the longest stretches of added lines are that no test runs: the longest first, of equal ones in reading order. */
export const worstGaps = (uncovered: readonly Uncovered[], most: number): Place[] =>
  uncovered
    .flatMap(runs)
    .sort((a, b) => length(b) - length(a) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.from - b.from))
    .slice(0, Math.max(0, most))
