import { type FileCoverage, fileKey, sumFiles, uniteFiles } from '../coverage/file.ts'
import { byText } from '../coverage/path.ts'
import { type CoverageReport, MEASURES } from '../report.ts'
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
 */
export const locateFiles = (report: CoverageReport, repositoryPaths: Iterable<string>): Located => {
  const matches = matchFiles(report.files, repositoryPaths, true)
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
  const sorted = [...files.values()].sort((a, b) => byText(fileKey(a), fileKey(b)))
  const carried = MEASURES.filter((measure) => report.totals[measure])
  return { report: { ...report, files: sorted, totals: sumFiles(sorted, carried) }, absent, ambiguous }
}
