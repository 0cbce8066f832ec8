import { countFile } from '../coverage/file.ts'
import { type LineMarks, lineState, NO_LINES, uniteLines } from '../coverage/lines.ts'
import { byText } from '../coverage/path.ts'
import type { AddedLines } from '../diff/parse-diff.ts'
import type { CoverageReport } from '../report.ts'
import { indexPaths } from './candidates.ts'
import { matchFiles } from './match.ts'

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
  /** Changed files without an answer: documents as well as code that no test run looked at. */
  unjudged: Unjudged[]
  /** Executable lines that were only moved: they count neither way. */
  moved: number
}

const NOTHING_MOVED: AddedLines = new Map()

/**
 * Which of the lines a change adds have run. Give the repository's paths (`git ls-files`) where they are known: with
 * the changed files alone, a path of the report can fit a changed file although it is another one's.
 * @param moved those of the added lines that are not new
 */
export const patchCoverage = (
  coverage: CoverageReport,
  added: AddedLines,
  repositoryPaths?: Iterable<string>,
  moved = NOTHING_MOVED,
): PatchCoverage => {
  const changed = [...added.keys()].sort(byText)
  const paths = repositoryPaths === undefined ? changed : new Set([...repositoryPaths, ...changed])
  const known = knownLines(coverage, paths, repositoryPaths !== undefined)
  const patch: PatchCoverage = { covered: 0, total: 0, uncovered: [], unjudged: [], moved: 0 }

  for (const path of changed) {
    const marks = known.get(path) ?? 'not_reported'
    if (typeof marks === 'string') {
      patch.unjudged.push({ path, reason: marks })
      continue
    }
    const missed: number[] = []
    const old = new Set(moved.get(path))
    for (const line of added.get(path) ?? []) {
      const state = lineState(marks, line)
      if (state === 'not_executable') continue
      if (old.has(line)) {
        patch.moved++
        continue
      }
      patch.total++
      if (state === 'ran') patch.covered++
      else missed.push(line)
    }
    if (missed.length > 0) patch.uncovered.push({ path, lines: missed })
  }
  return patch
}

type Known = LineMarks | Exclude<Unjudged['reason'], 'not_reported'>

/** Lines, or why there are none, for each repository path the report speaks of. */
const knownLines = (coverage: CoverageReport, paths: Iterable<string>, complete: boolean): Map<string, Known> => {
  const known = new Map<string, Known>()
  const matches = matchFiles(coverage.files, indexPaths(paths, complete))
  for (const [i, file] of coverage.files.entries()) {
    const match = matches[i] ?? { kind: 'absent' }
    if (match.kind === 'ambiguous') {
      for (const path of match.candidates) if (!known.has(path)) known.set(path, 'ambiguous')
    } else if (match.kind === 'found') {
      const before = known.get(match.path)
      const onlyTotals = file.lines.length === 0 && (countFile(file, 'lines')?.total ?? 0) > 0
      const lines = typeof before === 'object' ? before : NO_LINES
      if (onlyTotals && typeof before !== 'object') known.set(match.path, 'only_totals')
      else known.set(match.path, uniteLines(lines, file.lines))
    }
  }
  return known
}
