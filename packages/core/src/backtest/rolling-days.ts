import type { ObjectiveStatus } from '../evaluation/evaluation.ts'
import { decidedFrom } from '../evaluation/facts-needed.ts'
import { measureWindow } from '../evaluation/measure-window.ts'
import { statusOfFigure } from '../evaluation/result.ts'
import type { WindowGround } from '../evaluation/window-ground.ts'
import { windowsOf } from '../evaluation/windows.ts'
import type { WindowIndicator } from '../indicators/indicator.ts'
import type { Window } from '../time/instant.ts'
import { localDaysOf } from '../time/window.ts'
import type { BacktestWindow } from './backtest.ts'
import { type Windowed, windowTold } from './calendar-windows.ts'
import type { BacktestGround } from './ground.ts'

export type TriedDays = { days: { date: string; status: ObjectiveStatus }[]; last: BacktestWindow | null }

/** One history for all days: what lies before a window changes nothing in it, and there are many days. */
const shared = (judging: Windowed, measured: WindowIndicator, ground: WindowGround, range: Window): WindowGround => {
  const { window } = judging.objective
  const first = windowsOf(window, judging.version.terms.timeZone, range.from, judging.since)
  const from = decidedFrom(judging, measured, first, ground.longestLinkMs)
  return { ...ground, historySince: (_, excluded) => ground.historySince(from, excluded) }
}

/** A rolling window as it would have stood at the end of each local day, and as it stands. */
export const tryRolling = (
  judging: Windowed,
  measured: WindowIndicator,
  ground: BacktestGround,
  range: Window,
): TriedDays => {
  const together = shared(judging, measured, ground.window, range)
  const days: TriedDays['days'] = []
  let last: BacktestWindow | null = null
  for (const { date, to } of localDaysOf(judging.version.terms.timeZone, range)) {
    const at = Math.min(to - 1, range.to)
    const figure = measureWindow(judging, measured, together, at, at)
    days.push({ date, status: statusOfFigure(judging, figure.measurement, figure.aside) })
    if (to > range.to) last = windowTold(judging, measured, ground, figure, true)
  }
  return { days, last }
}
