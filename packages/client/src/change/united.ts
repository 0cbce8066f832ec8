import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { Note } from '@plumbline/core'
import { type CoverageReport, locateFiles, type MatchedFiles, mergeCoverage, type PathIndex } from '@plumbline/reports'
import type { CollectedReports } from './collect.ts'
import { namesOf, note } from './patch.ts'
import type { NoRepository, Repository } from './repository.ts'

/** Where a file lies in the repository; empty outside of it. */
const directoryIn = (root: string, file: string): string => {
  const path = relative(root, dirname(file))
  return path.startsWith('..') || isAbsolute(path) ? '' : path.split(sep).join('/')
}

type United = {
  coverage: CoverageReport | null
  /** What the files of each report are in the repository; null where nobody knows its paths. */
  matched: MatchedFiles[] | null
  notes: Note[]
}

/**
 * One report of all: each with its files found in the repository first, then united by lines.
 * @param index the repository's paths; null where they are not known, and a report is taken by its own
 */
export const united = (
  { coverage }: CollectedReports,
  index: PathIndex | null,
  { cwd, repository }: { cwd: string; repository: Repository | NoRepository },
): United => {
  const root = repository.kind === 'repository' ? repository.root : cwd
  const located =
    index === null
      ? null
      : coverage.map(({ file, report }) => locateFiles(report, index, directoryIn(root, resolve(cwd, file))))
  const [first, ...rest] = located?.map(({ report }) => report) ?? coverage.map(({ report }) => report)
  const matched = located?.map((one) => one.matched) ?? null
  if (first === undefined) return { coverage: null, matched, notes: [] }
  if (rest.length === 0) return { coverage: first, matched, notes: [] }
  return {
    coverage: mergeCoverage([first, ...rest]),
    matched,
    notes: unclearNotes(located?.map(({ ambiguous }) => ambiguous.map(({ path }) => path)) ?? []),
  }
}

/** Of files that several reports call by one name nobody knows which are the same: said, because totals rest on it. */
const unclearNotes = (ambiguous: readonly (readonly string[])[]): Note[] => {
  const seen = new Map<string, number>()
  for (const path of ambiguous.flat()) seen.set(path, (seen.get(path) ?? 0) + 1)
  const unclear = [...seen].flatMap(([path, times]) => (times > 1 ? [path] : []))
  return unclear.length === 0
    ? []
    : [
        note(
          `several reports tell of ${namesOf(unclear)}, which could be several files, and were united as one: leave each report in its package’s folder`,
        ),
      ]
}
