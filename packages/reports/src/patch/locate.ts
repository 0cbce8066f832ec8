import { type FileCoverage, fileKey, sumFiles, uniteFiles } from '../coverage/file.ts'
import { type CoverageReport, MEASURES } from '../report.ts'
import type { PathIndex } from './candidates.ts'
import { matchFiles } from './match.ts'

export type Located = {
  report: CoverageReport
  /** Paths of the report that are none of the repository's. Their numbers still count in the totals. */
  absent: string[]
  ambiguous: { path: string; candidates: readonly string[] }[]
}

/**
 * Gives the files of one report their paths in the repository (`git ls-files`). Do this to each report before
 * merging, while all its paths still come from one place.
 * @param directory where the report lies in the repository; empty where that is not known
 */
export const locateFiles = (report: CoverageReport, repository: PathIndex, directory = ''): Located => {
  const matches = matchFiles(report.files, repository, directory)
  const files = new Map<string, FileCoverage>()
  const absent: string[] = []
  const ambiguous: Located['ambiguous'] = []
  for (const [i, file] of report.files.entries()) {
    const match = matches[i] ?? { kind: 'absent' }
    if (match.kind === 'absent') absent.push(file.path)
    if (match.kind === 'ambiguous') ambiguous.push({ path: file.path, candidates: match.candidates })
    const moved: FileCoverage =
      match.kind === 'found' ? { path: match.path, lines: file.lines, tallies: file.tallies } : file
    const known = files.get(fileKey(moved))
    files.set(fileKey(moved), known ? uniteFiles(known, moved) : moved)
  }
  const sorted = [...files.keys()].sort().flatMap((key) => files.get(key) ?? [])
  // Where no two paths turned out to be one file, moving them changed no count: 2 ms of a report of 2,000 files.
  const united = sorted.length < report.files.length
  const carried = MEASURES.filter((measure) => report.totals[measure])
  const totals = united ? sumFiles(sorted, carried) : report.totals
  return { report: { ...report, files: sorted, totals }, absent, ambiguous }
}
