import type { FileCoverage } from './coverage/file.ts'
import type { Findings } from './findings/findings.ts'
import type { CoverageFormat, FindingsFormat, TestFormat } from './formats.ts'

export type Count = { covered: number; total: number }
export type Measure = 'lines' | 'statements' | 'branches' | 'functions'
export const MEASURES: readonly Measure[] = ['lines', 'statements', 'branches', 'functions']

/** Only what the format carries. `{covered: 0, total: 0}` is "nothing to cover", absent is "not measured". */
export type Totals = Partial<Record<Measure, Count>>

export type CoverageReport = {
  kind: 'coverage'
  /** `mixed` after a merge of several formats. */
  format: CoverageFormat | 'mixed'
  /** Sorted by path, one entry for each. */
  files: readonly FileCoverage[]
  totals: Totals
}

export type FailedTest = { name: string; classname?: string; outcome: 'failure' | 'error' }

export type TestReport = {
  kind: 'tests'
  /** `mixed` after a merge of several formats. */
  format: TestFormat | 'mixed'
  tests: number
  /** Without `errors`. */
  failures: number
  errors: number
  skipped: number
  durationMs?: number
  /** The first ones in the file's order; `failures + errors` says how many there are. */
  failed: readonly FailedTest[]
  /** What the tests covered, where the same file says it (Jest). */
  coverage?: CoverageReport
}

export type FindingsReport = { kind: 'findings'; format: FindingsFormat; findings: Findings }

export type Report = CoverageReport | TestReport | FindingsReport
