import { countFile, type FileCoverage } from '../coverage/file.ts'
import { type LineMarks, lineState, uniteLines } from '../coverage/lines.ts'
import { byText } from '../coverage/path.ts'
import type { AddedLines } from '../diff/parse-diff.ts'
import type { MatchedFiles } from './match.ts'

/** Why an added line counts neither way. */
export type Unjudged = {
  path: string
  /** `only_totals`: the report has no lines. `ambiguous`: a path of the report fits this file and another one. */
  reason: 'not_reported' | 'only_totals' | 'ambiguous'
}

export type PatchCoverage = {
  /** Executable lines among the added ones. `total` 0 is "nothing to cover". */
  covered: number
  total: number
  uncovered: { path: string; lines: number[] }[]
  /** The covered ones. */
  coveredLines: { path: string; lines: number[] }[]
  /** Changed files without an answer: documents as well as code that no test run looked at. */
  unjudged: Unjudged[]
  /** Executable lines that were only moved: they count neither way. */
  moved: number
}

const NOTHING_MOVED: AddedLines = new Map()

/**
 * Which of the lines a change adds have run, by what the files of reports are in the repository. Match them with its
 * paths (`git ls-files`) where they are known, and with those of the change: with these alone, a path of the report can
 * fit a changed file although it is another one's.
 * @param moved those of the added lines that are not new
 */
export const patchCoverage = (
  reports: readonly MatchedFiles[],
  added: AddedLines,
  moved = NOTHING_MOVED,
): PatchCoverage => {
  const changed = [...added.keys()].sort(byText)
  const known = knownLines(reports, added)
  const patch: PatchCoverage = { covered: 0, total: 0, uncovered: [], coveredLines: [], unjudged: [], moved: 0 }

  for (const path of changed) {
    const marks = known.get(path) ?? 'not_reported'
    if (typeof marks === 'string') {
      patch.unjudged.push({ path, reason: marks })
      continue
    }
    const missed: number[] = []
    const ran: number[] = []
    const old = new Set(moved.get(path))
    for (const line of added.get(path) ?? []) {
      const state = lineState(marks, line)
      if (state === 'not_executable') continue
      if (old.has(line)) {
        patch.moved++
        continue
      }
      patch.total++
      if (state === 'ran') ran.push(line)
      else missed.push(line)
    }
    patch.covered += ran.length
    if (ran.length > 0) patch.coveredLines.push({ path, lines: ran })
    if (missed.length > 0) patch.uncovered.push({ path, lines: missed })
  }
  return patch
}

type Known = LineMarks | Exclude<Unjudged['reason'], 'not_reported'>

/** Lines, or why there are none, for each changed file that the reports speak of. */
const knownLines = (reports: readonly MatchedFiles[], changed: AddedLines): Map<string, Known> => {
  const known = new Map<string, Known>()
  for (const { files, matches } of reports) {
    for (let i = 0; i < files.length; i++) {
      const file = files[i]
      const match = matches[i]
      if (!file || !match || match.kind === 'absent') continue
      if (match.kind === 'ambiguous') {
        for (const path of match.candidates) if (changed.has(path) && !known.has(path)) known.set(path, 'ambiguous')
      } else if (changed.has(match.path)) known.set(match.path, unitedWith(known.get(match.path), file))
    }
  }
  return known
}

const unitedWith = (before: Known | undefined, file: FileCoverage): Known => {
  if (typeof before === 'object') return uniteLines(before, file.lines)
  const onlyTotals = file.lines.length === 0 && (countFile(file, 'lines')?.total ?? 0) > 0
  return onlyTotals ? 'only_totals' : file.lines
}
