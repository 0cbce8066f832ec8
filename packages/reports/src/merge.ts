import { type FileCoverage, fileKey, sumFiles, uniteFiles } from './coverage/file.ts'
import { createFindings, type Findings, SEVERITIES } from './findings/findings.ts'
import { type CoverageReport, type FindingsReport, MEASURES, type TestReport } from './report.ts'

/**
 * Several coverage reports as one, by union: a line that ran in any of them has run. Order, grouping and repetition
 * change nothing. Branches, statements and functions unite by identity; where a format gives only counts, the same
 * line (or, of a summary, the same file) takes the greatest covered and the greatest total, the least the union can
 * be. Where one report knows a file's points and another only its totals, the points count.
 *
 * Files are the same if their paths are. Reports written in different directories have to be located first
 * (locateFiles), or two different `src/index.ts` would unite.
 */
export const mergeCoverage = (reports: readonly CoverageReport[]): CoverageReport => {
  const files = new Map<string, FileCoverage>()
  for (const report of reports) {
    for (const file of report.files) {
      const key = fileKey(file)
      const known = files.get(key)
      files.set(key, known ? uniteFiles(known, file) : file)
    }
  }
  const formats = new Set(reports.map(({ format }) => format))
  const [format = 'mixed'] = formats
  const merged = [...files.keys()].sort().flatMap((key) => files.get(key) ?? [])
  const carried = MEASURES.filter((measure) => reports.some(({ totals }) => totals[measure]))
  return {
    kind: 'coverage',
    format: formats.size === 1 ? format : 'mixed',
    files: merged,
    totals: sumFiles(merged, carried),
  }
}

/**
 * Several test reports as one, by sums: the same test in two files ran twice. Coverage that came with them is left to
 * mergeCoverage.
 */
export const mergeTests = (reports: readonly TestReport[], maxFailedNames = 50): TestReport => {
  const sum = (key: 'tests' | 'failures' | 'errors' | 'skipped') =>
    reports.reduce((total, report) => total + report[key], 0)
  const timed = reports.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]))
  const formats = new Set(reports.map(({ format }) => format))
  const [format = 'mixed'] = formats
  return {
    kind: 'tests',
    format: formats.size === 1 ? format : 'mixed',
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
    ...(timed.length > 0 ? { durationMs: timed.reduce((total, each) => total + each, 0) } : {}),
    failed: reports.flatMap(({ failed }) => failed).slice(0, maxFailedNames),
  }
}

/** Several findings reports as one, by sums for each tool and category: two runs of one tool looked at two things. */
export const mergeFindings = (reports: readonly FindingsReport[]): Findings => {
  const merged = createFindings()
  for (const { findings } of reports) {
    for (const { tool, category, bySeverity } of findings) {
      // Zeros too: that the tool looked is part of what it says.
      for (const severity of SEVERITIES) merged.add(tool, category, severity, bySeverity[severity])
    }
  }
  return merged.finish()
}
