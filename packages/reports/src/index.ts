export type { FileCoverage } from './coverage/file.ts'
export { type LineMarks, type LineState, lineState } from './coverage/lines.ts'
export { type AddedLines, type DiffResult, parseDiff } from './diff/parse-diff.ts'
export type { DiffProblem } from './diff/problem.ts'
export type { BySeverity, Category, Findings, Severity, ToolFindings } from './findings/findings.ts'
export { RECOGNISED_FORMATS, type RecognisedFormat, SUPPORTED_FORMATS, type SupportedFormat } from './formats.ts'
export { DEFAULT_LIMITS, type Limits } from './limits.ts'
export { mergeCoverage, mergeFindings, mergeTests } from './merge.ts'
export { type ParseResult, parseReport } from './parse-report.ts'
export { indexPaths, type PathIndex } from './patch/candidates.ts'
export { type Located, locateFiles } from './patch/locate.ts'
export { type MatchedFiles, matchFiles } from './patch/match.ts'
export { type PatchCoverage, patchCoverage, type Unjudged } from './patch/patch-coverage.ts'
export type { ReportProblem } from './problem.ts'
export type {
  Count,
  CoverageReport,
  FailedTest,
  FindingsReport,
  Measure,
  Report,
  TestReport,
  Totals,
} from './report.ts'
export {
  type CoverageSummary,
  type FindingsSummary,
  type Summary,
  summarise,
  type TestSummary,
} from './summarise.ts'
