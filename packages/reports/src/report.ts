import type { FileCoverage } from './coverage/file.ts'
import type { CoverageFormat } from './formats.ts'

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
  format: 'junit'
  tests: number
  /** Without `errors`. */
  failures: number
  errors: number
  skipped: number
  durationMs?: number
  /** The first ones in the file's order; `failures + errors` says how many there are. */
  failed: readonly FailedTest[]
}

export type Report = CoverageReport | TestReport
