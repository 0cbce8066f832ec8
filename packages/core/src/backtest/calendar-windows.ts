import type { WindowSpec } from '../agreement/terms.ts'
import type { MissedClock } from '../evaluation/evaluation.ts'
import { measureWindow, type WindowFigure } from '../evaluation/measure-window.ts'
import { figuresTold, type Judging, statusOfFigure } from '../evaluation/result.ts'
import { familyOf } from '../facts/facts.ts'
import type { WindowIndicator } from '../indicators/indicator.ts'
import { readsOf } from '../indicators/reads.ts'
import { formatInstant, type Window, within } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import type { BacktestWindow } from './backtest.ts'
import type { BacktestGround } from './ground.ts'

export type Windowed = Judging & { objective: { window: WindowSpec } }

/** A window as a text would have judged it, with what it was measured at. */
export type TriedWindow = { view: BacktestWindow; window: Window; figure: WindowFigure; clocks: readonly MissedClock[] }

/** Calendar windows that ended in a range, and the one that goes on; the earliest first. */
export const calendarWindows = (spec: WindowSpec, zone: string, range: Window): Window[] => {
  const windows: Window[] = []
  for (let next = windowAt(spec, zone, range.from); next.from < range.to; next = windowAt(spec, zone, next.to))
    windows.push(next)
  return windows
}

const importedIn = ({ imported }: BacktestGround, measured: WindowIndicator, window: Window): number => {
  if (imported.length === 0) return 0
  const { families } = readsOf(measured)
  return imported.filter((fact) => within(window, fact.at) && families.includes(familyOf(fact))).length
}

export const windowTold = (
  judging: Windowed,
  measured: WindowIndicator,
  ground: BacktestGround,
  figure: WindowFigure,
  open: boolean,
): BacktestWindow => {
  const { measurement, current, window, pooled, aside } = figure
  const imported = importedIn(ground, measured, current)
  return {
    period: window.period,
    label: window.label,
    from: window.from,
    to: formatInstant(figure.whole.to),
    open,
    status: statusOfFigure(judging, measurement, aside),
    ...(measurement.kind === 'no_data' ? { no_data_reason: measurement.reason } : {}),
    ...figuresTold(judging.objective.target, measurement),
    samples: measurement.samples,
    ...(measurement.kind === 'no_data' && measurement.needed !== undefined ? { needed: measurement.needed } : {}),
    ...(pooled ? { pooled: pooled.length } : {}),
    ...(imported > 0 ? { imported } : {}),
    ...(ground.firstEvent !== null && ground.firstEvent > current.from ? { incomplete: true as const } : {}),
  }
}

/**
 * Each window that is over by what holds in its last millisecond and by everything that is known, as periods are
 * judged; the one that goes on as it stands.
 */
export const tryCalendar = (
  judging: Windowed,
  measured: WindowIndicator,
  ground: BacktestGround,
  range: Window,
): TriedWindow[] =>
  calendarWindows(judging.objective.window, judging.version.terms.timeZone, range).map((window) => {
    const open = window.to > range.to
    const figure = open
      ? measureWindow(judging, measured, ground.window, range.to, range.to)
      : measureWindow(judging, measured, ground.window, window.to - 1, window.to)
    return {
      window,
      figure,
      clocks: figure.single ?? [],
      view: windowTold(judging, measured, ground, figure, open),
    }
  })
