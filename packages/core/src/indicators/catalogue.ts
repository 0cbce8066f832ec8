import { availability } from './availability.ts'
import { bypassedGates } from './bypassed-gates.ts'
import { changeFailRate } from './change-fail-rate.ts'
import { CHANGE_INDICATORS } from './changes.ts'
import { codeReviewTurnaround } from './code-review-turnaround.ts'
import { deploymentFrequency } from './deployment-frequency.ts'
import { deploymentReworkRate } from './deployment-rework-rate.ts'
import { burnRate, errorBudgetRemaining } from './error-budget.ts'
import { failedDeploymentRecoveryTime } from './failed-deployment-recovery-time.ts'
import { gateCoverage } from './gate-coverage.ts'
import { timeToAcknowledge, timeToDetect, timeToResolve, timeToRespond } from './incident-clocks.ts'
import type { Indicator, IndicatorInfo } from './indicator.ts'
import { leadTimeForChanges } from './lead-time-for-changes.ts'
import { reported, reportedIndicators } from './reported.ts'
import { timeToRestore } from './time-to-restore.ts'

/**
 * Every indicator that is measured. Adding one is adding a file beside the others and a line here; and one in
 * window-reads.ts.
 */
const INDICATORS: readonly Indicator[] = [
  ...CHANGE_INDICATORS,
  deploymentFrequency,
  leadTimeForChanges,
  changeFailRate,
  failedDeploymentRecoveryTime,
  deploymentReworkRate,
  timeToRestore,
  timeToDetect,
  timeToAcknowledge,
  timeToRespond,
  timeToResolve,
  availability,
  errorBudgetRemaining,
  burnRate,
  gateCoverage,
  bypassedGates,
  codeReviewTurnaround,
  ...reportedIndicators,
]

const BY_KEY = new Map(INDICATORS.map((indicator) => [indicator.info.key, indicator]))

/** Any `reported:<name>` is one, in the catalogue or not. */
export const indicator = (key: string): Indicator | null => BY_KEY.get(key) ?? reported(key)

export const indicatorCatalogue: readonly IndicatorInfo[] = INDICATORS.map(({ info }) => info)

export const indicatorInfo = (key: string): IndicatorInfo | null => indicator(key)?.info ?? null
