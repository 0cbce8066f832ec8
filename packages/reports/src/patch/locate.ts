import { type FileCoverage, fileKey, sumFiles, uniteFiles } from '../coverage/file.ts'
import { type CoverageReport, MEASURES } from '../report.ts'
import type { PathIndex } from './candidates.ts'
import { type MatchedFiles, matchFiles } from './match.ts'

export type Located = {
  report: CoverageReport
  /** The files as they came, for patchCoverage: whose lines they tell of is found out once. */
  matched: MatchedFiles
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
  const matched = { files: report.files, matches }
  const absent: string[] = []
  const ambiguous: Located['ambiguous'] = []
  let moves = false
  const moved = report.files.map((file, i): FileCoverage => {
    const match = matches[i]
    if (match?.kind === 'ambiguous') ambiguous.push({ path: file.path, candidates: match.candidates })
    if (match?.kind === 'absent') absent.push(file.path)
    if (match?.kind !== 'found') return file
    // Most reports are written where the repository lies.
    if (match.path === file.path && file.module === undefined && file.roots === undefined) return file
    moves = true
    return { path: match.path, lines: file.lines, tallies: file.tallies }
  })
  return { report: moves ? withFiles(report, moved) : report, matched, absent, ambiguous }
}

const withFiles = (report: CoverageReport, moved: readonly FileCoverage[]): CoverageReport => {
  const files = new Map<string, FileCoverage>()
  for (const file of moved) {
    const key = fileKey(file)
    const known = files.get(key)
    files.set(key, known ? uniteFiles(known, file) : file)
  }
  const sorted = [...files.keys()].sort().flatMap((key) => files.get(key) ?? [])
  // Where no two paths turned out to be one file, moving them changed no count: 2 ms of a report of 2,000 files.
  const united = sorted.length < moved.length
  const carried = MEASURES.filter((measure) => report.totals[measure])
  return { ...report, files: sorted, totals: united ? sumFiles(sorted, carried) : report.totals }
}
