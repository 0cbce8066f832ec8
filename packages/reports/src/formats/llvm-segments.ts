import type { FileBuilder } from '../coverage/builder.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { asList, asWhole, countAt } from '../json/values.ts'
import { malformed, quoted } from '../problem.ts'

/** `[line, column, count, has a count, a region begins, it is a gap]`: from here on, until the next one. */
type Segment = { line: number; ran: 0 | 1; hasCount: boolean; isEntry: boolean; isGap: boolean }

const readSegment = (value: unknown, what: () => string, path: string): Segment => {
  const [place, , count, hasCount, isEntry, isGap] = asList(value, what)
  const line = asWhole(place, 0, MAX_LINE, what)
  // Older exports write 0 and 1 for the flags.
  const [counted, entry, gap] = [hasCount, isEntry, isGap].map((flag) => flag === true || flag === 1)
  return {
    line,
    ran: countAt(count, 'the count of a segment', path) > 0 ? 1 : 0,
    hasCount: counted ?? false,
    isEntry: entry ?? false,
    isGap: gap ?? false,
  }
}

/**
 * Lines as LLVM derives them. A line is executable if a region with a count begins on it, or if one reaches into it
 * from above and it does not begin with a region without a count. It ran if the region from above did, or any that
 * begins on it.
 */
export const readSegments = (file: FileBuilder, values: unknown[], path: string): void => {
  const what = () => `a segment of ${quoted(path)}`
  let above: Segment | undefined
  let at = 0
  let next = at < values.length ? readSegment(values[at++], what, path) : undefined
  while (next) {
    const first: Segment = next
    const onLine = [first]
    next = undefined
    while (at < values.length && !next) {
      const segment = readSegment(values[at++], what, path)
      if (segment.line < first.line) malformed(`the segments of ${quoted(path)} are not in order of their lines`)
      if (segment.line > first.line) next = segment
      else onLine.push(segment)
    }
    markLine(file, first.line, onLine, above)
    above = onLine.at(-1)
    if (!next || !above?.hasCount) continue
    for (let line = first.line + 1; line < next.line; line++) file.line(line, above.ran)
  }
}

const markLine = (file: FileBuilder, line: number, onLine: Segment[], above: Segment | undefined): void => {
  const [first] = onLine
  const beginning = onLine.filter(({ hasCount, isEntry, isGap }) => hasCount && isEntry && !isGap)
  const skipped = first?.isEntry === true && !first.hasCount
  const entered = onLine.some(({ isEntry, hasCount }) => isEntry && hasCount)
  if (!entered && (skipped || !(above?.hasCount ?? false))) return
  file.line(line, above?.ran === 1 || beginning.some(({ ran }) => ran === 1) ? 1 : 0)
}
