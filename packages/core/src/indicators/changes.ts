import { changeSize } from './change-size.ts'
import { coverage, coverageBranches, coverageFunctions } from './coverage.ts'
import { coverageChange } from './coverage-change.ts'
import { findings } from './findings.ts'
import type { ChangeIndicator } from './indicator.ts'
import { patchCoverage } from './patch-coverage.ts'
import { skippedTests, testFailures, testPassRate } from './tests.ts'
import { uncoveredLines } from './uncovered-lines.ts'

/** Every indicator that is measured on a change. */
export const CHANGE_INDICATORS: readonly ChangeIndicator[] = [
  coverage,
  coverageBranches,
  coverageFunctions,
  patchCoverage,
  coverageChange,
  uncoveredLines,
  testFailures,
  testPassRate,
  skippedTests,
  changeSize,
  findings,
]

const BY_KEY = new Map(CHANGE_INDICATORS.map((indicator) => [indicator.info.key, indicator]))

export const changeIndicator = (key: string): ChangeIndicator | null => BY_KEY.get(key) ?? null
