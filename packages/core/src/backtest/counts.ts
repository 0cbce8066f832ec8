import type { ObjectiveStatus } from '../evaluation/evaluation.ts'
import type { BacktestCounts, BacktestUnit } from './backtest.ts'

export const countsOf = (of: BacktestUnit, statuses: readonly ObjectiveStatus[], late?: number): BacktestCounts => {
  const by = { met: 0, at_risk: 0, breached: 0, waived: 0, excluded: 0, no_data: 0, not_in_force: 0 }
  for (const status of statuses) by[status]++
  return { of, total: statuses.length, by_status: by, ...(late === undefined ? {} : { clocks_late: late }) }
}
