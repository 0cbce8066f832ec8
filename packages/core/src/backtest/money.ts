import type { Consequences } from '../agreement/terms.ts'
import { type Credits, creditsOf } from '../credits/credits.ts'
import { figureOf, type Judged } from '../credits/judged.ts'
import { inUnitOf, judge } from '../evaluation/judge.ts'
import type { Judging } from '../evaluation/result.ts'
import type { Measurement } from '../indicators/indicator.ts'
import { formatInstant, parseInstant, type Window } from '../time/instant.ts'
import type { BacktestMonth } from './backtest.ts'
import { calendarWindows, type TriedWindow } from './calendar-windows.ts'

const presumedOf = (
  { objective: { target } }: Judging,
  measurement: Measurement,
): Pick<Judged, 'presumed' | 'figure'> => {
  if (measurement.kind !== 'measured') return { figure: null, presumed: null }
  const told = (value: typeof measurement.value) => figureOf(inUnitOf(target.unit, value), target.unit)
  const { withoutPresumed, evidence } = measurement
  const figure = told(measurement.value)
  if (withoutPresumed === undefined) return { figure, presumed: null }
  const missed = withoutPresumed !== null && judge(target, inUnitOf(target.unit, withoutPresumed)) === 'missed'
  const until = parseInstant(evidence.presumed_until ?? '') ?? Number.POSITIVE_INFINITY
  return { figure, presumed: { until, figure: missed ? told(withoutPresumed) : null } }
}

/** Windows that are over, as credits are found from them. No root cause is agreed on for what was never judged. */
export const judgedOf = (judging: Judging, service: string, windows: readonly TriedWindow[]): Judged[] =>
  windows
    .filter(({ view }) => !view.open)
    .map(({ view, window, figure }) => ({
      objective: judging.objective,
      version: judging.version.version,
      service,
      case: null,
      window: { ...window, kind: figure.window.kind, label: view.label },
      status: view.status,
      contractual: judging.objective.enforcement !== 'observe',
      ...presumedOf(judging, figure.measurement),
      rootCause: null,
      breach: null,
      provisional: figure.window.provisional,
    }))

const told = ({ lines, total_minor, provisional }: Credits, month: Window): BacktestMonth => ({
  from: formatInstant(month.from),
  to: formatInstant(month.to),
  credits_minor: total_minor,
  lines: lines
    .filter(({ amount_minor: amount }) => amount !== 0)
    .map((line) => ({
      objective: line.kind === 'credit' ? line.objective : null,
      service: line.kind === 'credit' ? line.service : null,
      window: line.kind === 'credit' ? line.window.label : '',
      amount_minor: line.amount_minor,
      detail: line.detail,
    })),
  provisional,
})

/** Credits of each calendar month that ended in the range. */
export const creditsOfMonths = (
  consequences: Consequences | null,
  zone: string,
  range: Window,
  judged: readonly Judged[],
): BacktestMonth[] =>
  consequences === null
    ? []
    : calendarWindows({ kind: 'calendar', unit: 'month' }, zone, range)
        .filter(({ to }) => to <= range.to)
        .map((month) => told(creditsOf({ at: range.to, month, consequences, judged }), month))
