import type { AddedLines } from '../diff/parse-diff.ts'
import { indexPaths } from '../patch/candidates.ts'
import { matchFiles } from '../patch/match.ts'
import { type PatchCoverage, patchCoverage } from '../patch/patch-coverage.ts'
import type { CoverageReport } from '../report.ts'

/** Patch coverage by one report; by the changed files alone, where the repository's paths are not given. */
export const patchOf = (
  { files }: CoverageReport,
  added: AddedLines,
  repository?: readonly string[],
  moved?: AddedLines,
): PatchCoverage => {
  const index = indexPaths([...(repository ?? []), ...added.keys()], repository !== undefined)
  return patchCoverage([{ files, matches: matchFiles(files, index) }], added, moved)
}
