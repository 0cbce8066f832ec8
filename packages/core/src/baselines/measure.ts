import { indicatorName } from '../agreement/indicator-names.ts'
import type { Unit } from '../agreement/terms.ts'
import { budgetedBy } from '../budget/of.ts'
import { type Agreed, asksOf } from '../evaluation/asks.ts'
import { displayPlain } from '../evaluation/display.ts'
import type { ServiceHistory } from '../facts/history.ts'
import type { Measurement, WindowIndicator } from '../indicators/indicator.ts'
import { intervalOf } from '../indicators/interval.ts'
import { canonical } from '../indicators/reported-unit.ts'
import { fractionText } from '../number/fraction-text.ts'
import { type Ratio, toNumber } from '../number/ratio.ts'
import { DAY, formatInstant, type Window } from '../time/instant.ts'
import { addDays, localDate, localMidnight } from '../time/zone.ts'
import type { BaselineFigures, FrozenFigure } from './baseline.ts'
import type { BaselineDue } from './due.ts'
import { standIn } from './stand-in.ts'

/** Of fewer cases than this the 85th percentile is simply the worst of them, and one failure is more than 14 %. */
export const LEAST_SAMPLES = 7

/** Earlier times that a small sample may be pooled with (PRODUCT.md, rule 4). */
const POOLED_BEFORE = 2

/** What became of the service: everything known, and only what somebody observed. */
export type Histories = { all: ServiceHistory; observed: ServiceHistory }

const neededFor = ({ objective }: BaselineDue, { info }: WindowIndicator): number | null => {
  const counted = info.statistics.length > 0 || indicatorName(info.key)?.countsEvents === true
  return counted ? Math.max(LEAST_SAMPLES, objective.minSamples ?? 0) : null
}

/** The phase and the times of its length in local days before it, newest first. */
export const baselineWindows = ({ phase, version }: Pick<BaselineDue, 'phase' | 'version'>): Window[] => {
  const { timeZone } = version.terms
  const first = localDate(timeZone, phase.from)
  const days = Math.round((phase.until - localMidnight(timeZone, first)) / DAY)
  const cut = (back: number) => localMidnight(timeZone, addDays(first, -days * back))
  return [
    { from: phase.from, to: phase.until },
    ...Array.from({ length: POOLED_BEFORE }, (_, i) => ({ from: cut(i + 1), to: i === 0 ? phase.from : cut(i) })),
  ]
}

export const frozenFigure = (value: Ratio, unit: Unit): FrozenFigure => ({
  value: toNumber(value),
  exact: fractionText(value),
  display: displayPlain(value, unit),
})

type Ground = {
  measured: WindowIndicator
  unit: Unit
  /** Those counted, newest first. */
  windows: readonly Window[]
  /** All of them as one. */
  window: Window
  needed: number | null
  measure: (window: Window, of?: { history?: ServiceHistory; statistic?: string | null }) => Measurement
}

/** The phase alone, or with as many earlier times as it takes. */
const pooledWindows = (windows: readonly Window[], needed: number | null, samplesIn: (window: Window) => number) => {
  const [own] = windows
  if (!own) throw new RangeError('a phase is a time')
  const together = (count: number): Window => ({ from: windows[count - 1]?.from ?? own.from, to: own.to })
  let used = 1
  while (needed !== null && used < windows.length && samplesIn(together(used)) < needed) used++
  return { windows: windows.slice(0, used), window: together(used) }
}

const groundOf = (due: BaselineDue, measured: WindowIndicator, all: ServiceHistory, agreed: Agreed): Ground => {
  const { objective, version, phase } = due
  const target = standIn(objective, measured.unitOf?.([all], { from: phase.from, to: phase.until }))
  const budgetOf = budgetedBy(objective, version.terms, due.service)
  const measuring = { objective: { ...objective, target, warn: null }, version, since: 0, inForce: true, phase: null }
  const judging = budgetOf ? { ...measuring, budgetOf } : measuring
  const asked = asksOf(judging, agreed)
  // Nothing is promised here: what goes on has no length yet, and what began before the phase counts when it ends.
  const asks = { ...asked, since: null, overdueFromMs: null, clock: { ...asked.clock, promised: null } }
  const measure: Ground['measure'] = (window, { history = all, statistic = objective.statistic } = {}) =>
    measured.measure({
      window,
      until: window.to,
      zone: version.terms.timeZone,
      leastSpanMs: Math.min(DAY, window.to - window.from),
      services: [history],
      asks: { ...asks, statistic },
    })
  const needed = neededFor(due, measured)
  const counted = pooledWindows(baselineWindows(due), needed, (window) => measure(window).samples)
  return { measured, unit: canonical(target.unit), needed, measure, ...counted }
}

const measuredFigures = ({ measured, unit }: Ground, found: Measurement): Partial<BaselineFigures> => {
  if (found.kind !== 'measured') return { no_data_reason: found.kind === 'no_cases' ? found.kind : found.reason }
  const interval = intervalOf(measured.info, found.fraction)
  return { value: frozenFigure(found.value, unit), ...(found.fraction ?? {}), ...(interval ? { interval } : {}) }
}

const percentilesOf = ({ measured, measure, window, unit }: Ground): Pick<BaselineFigures, 'p50' | 'p85'> => {
  const at = (statistic: string): FrozenFigure | null => {
    const found = measured.info.statistics.includes(statistic) ? measure(window, { statistic }) : null
    return found?.kind === 'measured' ? frozenFigure(found.value, unit) : null
  }
  const [p50, p85] = [at('p50'), at('p85')]
  return { ...(p50 ? { p50 } : {}), ...(p85 ? { p85 } : {}) }
}

const poolOf = ({ windows, measure }: Ground): Pick<BaselineFigures, 'pooled'> =>
  windows.length === 1
    ? {}
    : {
        pooled: windows.map((window) => ({
          from: formatInstant(window.from),
          to: formatInstant(window.to),
          samples: measure(window).samples,
        })),
      }

/** What an objective came to in a phase, whatever it asked for. */
export const measureBaseline = (
  due: BaselineDue,
  measured: WindowIndicator,
  { all, observed }: Histories,
  agreed: Agreed,
): { figures: BaselineFigures; unit: Unit } => {
  const ground = groundOf(due, measured, all, agreed)
  const { measure, window, needed, unit } = ground
  const found = measure(window)
  const { samples } = found
  return {
    unit,
    figures: {
      samples,
      reconstructed: samples - measure(window, { history: observed }).samples,
      ...(needed === null ? {} : { needed }),
      value: null,
      ...measuredFigures(ground, found),
      ...percentilesOf(ground),
      ...poolOf(ground),
    },
  }
}
