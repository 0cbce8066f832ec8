import { changeFailRate } from './change-fail-rate.ts'
import { coverage, coverageBranches, coverageFunctions } from './coverage.ts'
import { coverageChange } from './coverage-change.ts'
import { deploymentFrequency } from './deployment-frequency.ts'
import type { Indicator, IndicatorInfo } from './indicator.ts'
import { patchCoverage } from './patch-coverage.ts'
import { skippedTests, testFailures, testPassRate } from './tests.ts'
import { uncoveredLines } from './uncovered-lines.ts'

/** Every indicator that is measured. Adding one is adding a file beside the others and a line here. */
const INDICATORS: readonly Indicator[] = [
  coverage,
  coverageBranches,
  coverageFunctions,
  patchCoverage,
  coverageChange,
  uncoveredLines,
  testFailures,
  testPassRate,
  skippedTests,
  deploymentFrequency,
  changeFailRate,
]

const BY_KEY = new Map(INDICATORS.map((indicator) => [indicator.info.key, indicator]))

export const indicator = (key: string): Indicator | null => BY_KEY.get(key) ?? null

export const indicatorCatalogue: readonly IndicatorInfo[] = INDICATORS.map(({ info }) => info)

export const indicatorInfo = (key: string): IndicatorInfo | null => BY_KEY.get(key)?.info ?? null
