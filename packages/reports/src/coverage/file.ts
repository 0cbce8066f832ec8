import { type Count, MEASURES, type Measure, type Totals } from '../report.ts'
import { countLines, type LineMarks, uniteLines } from './lines.ts'
import { countTally, type Tally, uniteTallies } from './tally.ts'

export type FileCoverage = {
  /** As the report wrote it, with forward slashes and without `./`. */
  path: string
  /** The module (JaCoCo group) a path is relative to, where the report says so. */
  module?: string
  /** Directories the path may be relative to (Cobertura's `<source>`). */
  roots?: readonly string[]
  /** Which lines ran, for unions and for patch coverage. Empty where the report has only totals. */
  lines: LineMarks
  /** Sorted by measure and scheme. */
  tallies: readonly Tally[]
}

/** Most formats have no module, and then it is the path itself: a text of its own would be made and hashed for each file. */
export const keyOf = (path: string, module: string | undefined): string => (module ? `${module}\0${path}` : path)

export const fileKey = ({ module, path }: Pick<FileCoverage, 'module' | 'path'>): string => keyOf(path, module)

const tallyKey = ({ measure, scheme }: Tally): string => `${measure} ${scheme}`

export const byTally = (a: Tally, b: Tally): number =>
  tallyKey(a) < tallyKey(b) ? -1 : tallyKey(a) > tallyKey(b) ? 1 : 0

/** Two schemes of one file can't be added up, and neither may take away what the other showed. */
const greater = (a: Count | undefined, b: Count): Count =>
  a ? { covered: Math.max(a.covered, b.covered), total: Math.max(a.total, b.total) } : b

/**
 * What one file counts for a measure. Points beat stated totals. A Go profile counts statements where others count
 * lines, and so do we (its `lines` tally), although its lines are known for patches.
 */
export const countFile = (file: FileCoverage, measure: Measure): Count | undefined => {
  if (file.tallies.length === 0)
    return measure === 'lines' && file.lines.length > 0 ? countLines(file.lines) : undefined
  let exact: Count | undefined
  let stated: Count | undefined
  for (const tally of file.tallies) {
    if (tally.measure !== measure) continue
    if (tally.scheme === 'stated') stated = countTally(tally)
    else exact = greater(exact, countTally(tally))
  }
  if (!exact && measure === 'lines' && file.lines.length > 0) exact = countLines(file.lines)
  return exact ?? stated
}

/** Sums over files: totals come from records, never from a header that may say something else. */
export const sumFiles = (files: readonly FileCoverage[], carried: Iterable<Measure>): Totals => {
  const wanted = new Set(carried)
  const totals: Totals = {}
  for (const measure of MEASURES) {
    if (!wanted.has(measure)) continue
    const sum: Count = { covered: 0, total: 0 }
    for (const file of files) {
      const count = countFile(file, measure)
      sum.covered += count?.covered ?? 0
      sum.total += count?.total ?? 0
    }
    totals[measure] = sum
  }
  return totals
}

const uniteRoots = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])].sort()

/** Commutative, associative and idempotent, because each part of it is. */
export const uniteFiles = (a: FileCoverage, b: FileCoverage): FileCoverage => {
  const tallies = new Map(a.tallies.map((tally) => [tallyKey(tally), tally]))
  for (const tally of b.tallies) {
    const other = tallies.get(tallyKey(tally))
    tallies.set(tallyKey(tally), other ? uniteTallies(other, tally) : tally)
  }
  const roots = uniteRoots(a.roots, b.roots)
  return {
    path: a.path,
    ...(a.module === undefined ? {} : { module: a.module }),
    ...(roots.length > 0 ? { roots } : {}),
    lines: uniteLines(a.lines, b.lines),
    tallies: [...tallies.values()].sort(byTally),
  }
}
