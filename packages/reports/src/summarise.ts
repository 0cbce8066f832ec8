import type { BySeverity, Category } from './findings/findings.ts'
import type { CoverageReport, FindingsReport, Report, TestReport, Totals } from './report.ts'

export type CoverageSummary = { format: CoverageReport['format'] } & Totals
/** With the totals of coverage where the file carries both. */
export type TestSummary = { format: TestReport['format'] } & Pick<
  TestReport,
  'tests' | 'failures' | 'errors' | 'skipped'
> &
  Totals
export type FindingsSummary = {
  format: FindingsReport['format']
  findings: { tool: string; category: Category; by_severity: BySeverity }[]
}
export type Summary = CoverageSummary | TestSummary | FindingsSummary

/**
 * What `plumbline ingest --dry-run --json` prints. Go profiles count statements under the name `lines`, OpenCover
 * sequence points.
 */
export const summarise = (report: Report): Summary => {
  switch (report.kind) {
    case 'coverage':
      return { format: report.format, ...report.totals }
    case 'tests': {
      const { format, tests, failures, errors, skipped, coverage } = report
      return { format, tests, failures, errors, skipped, ...coverage?.totals }
    }
    case 'findings':
      return {
        format: report.format,
        findings: report.findings.map(({ tool, category, bySeverity }) => ({
          tool,
          category,
          by_severity: bySeverity,
        })),
      }
    default:
      return report satisfies never
  }
}
