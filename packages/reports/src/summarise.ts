import type { SupportedFormat } from './formats.ts'
import type { CoverageReport, Report, TestReport, Totals } from './report.ts'

export type CoverageSummary = { format: CoverageReport['format'] } & Totals
export type TestSummary = { format: SupportedFormat } & Pick<TestReport, 'tests' | 'failures' | 'errors' | 'skipped'>

/** What `plumbline ingest --dry-run --json` prints. Go profiles count statements, under the name `lines`. */
export const summarise = (report: Report): CoverageSummary | TestSummary => {
  if (report.kind === 'coverage') return { format: report.format, ...report.totals }
  const { format, tests, failures, errors, skipped } = report
  return { format, tests, failures, errors, skipped }
}
