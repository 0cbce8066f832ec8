import type { MissedClock } from '../evaluation/evaluation.ts'
import { MOST_CLOCKS_TOLD } from '../evaluation/missed-clocks.ts'
import type { Judging } from '../evaluation/result.ts'
import { indicator } from '../indicators/catalogue.ts'
import { type Indicator, isChangeIndicator } from '../indicators/indicator.ts'
import type { Window } from '../time/instant.ts'
import type { BacktestCounts, BacktestObjective } from './backtest.ts'
import { type TriedWindow, tryCalendar, type Windowed } from './calendar-windows.ts'
import { countsOf } from './counts.ts'
import type { BacktestGround } from './ground.ts'
import { keepsFigures, tryMerges } from './merges.ts'
import { tryRolling } from './rolling-days.ts'

/** What one objective of one text would have judged. */
export type Tried = Pick<BacktestObjective, 'windows' | 'breached_days' | 'clocks' | 'missed_merges'> & {
  counts: BacktestCounts | null
  /** Calendar windows with their exact figures. */
  exact: readonly TriedWindow[]
}

const NOTHING: Tried = { counts: null, windows: [], exact: [] }

const isWindowed = (judging: Judging): judging is Windowed => judging.objective.window !== null

/** Incident clocks of every window of the range, those that were late first; each belongs to one. */
const lateClocks = (windows: readonly TriedWindow[]): MissedClock[] => windows.flatMap(({ clocks }) => clocks)

const tryWindows = (judging: Windowed, measured: Indicator, ground: BacktestGround, range: Window): Tried => {
  if (isChangeIndicator(measured)) return NOTHING
  const spec = judging.objective.window
  if (spec.kind === 'rolling') {
    const { days, last } = tryRolling(judging, measured, ground, range)
    const breached = days.filter(({ status }) => status === 'breached').map(({ date }) => date)
    const statuses = days.map(({ status }) => status)
    return { counts: countsOf('day', statuses), windows: last ? [last] : [], breached_days: breached, exact: [] }
  }
  const windows = tryCalendar(judging, measured, ground, range)
  const oneByOne = windows.some(({ figure }) => figure.single !== null)
  const late = lateClocks(windows)
  const over = windows.filter(({ view }) => !view.open).map(({ view }) => view.status)
  return {
    counts: countsOf(spec.unit, over, oneByOne ? late.length : undefined),
    windows: windows.map(({ view }) => view),
    ...(oneByOne ? { clocks: late.slice(0, MOST_CLOCKS_TOLD) } : {}),
    exact: windows,
  }
}

/** Tries one objective on everything that is known of a service. */
export const tryObjective = (judging: Judging, ground: BacktestGround, range: Window): Tried => {
  const measured = indicator(judging.objective.indicator)
  if (!measured) return NOTHING
  if (isWindowed(judging)) return tryWindows(judging, measured, ground, range)
  if (!isChangeIndicator(measured) || !keepsFigures(judging)) return NOTHING
  const { statuses, missed } = tryMerges(judging, measured, ground, range)
  return { counts: countsOf('merge', statuses), windows: [], missed_merges: missed, exact: [] }
}
