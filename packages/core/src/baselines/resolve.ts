import { quantity } from '../agreement/diff/words.ts'
import { indicatorName } from '../agreement/indicator-names.ts'
import { leastSamples } from '../agreement/min-samples.ts'
import { phasesOf } from '../agreement/phases.ts'
import type { Objective, RelativeChange, Target } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { countText } from '../number/count-text.ts'
import { readFraction } from '../number/fraction-text.ts'
import type { StandingBaseline } from '../standing/standing.ts'
import { DAY, type Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { relativeTo } from './better.ts'
import { endedPhases } from './due.ts'
import { formOf } from './form.ts'
import { perWindow } from './scale.ts'
import { betterSide } from './stand-in.ts'

type Relative = Extract<Target, { kind: 'relative' }>
type Compare = Extract<Target, { kind: 'compare' }>

/** Why a relative target means nothing yet, or never will. */
export type Awaited = {
  kind: 'awaited'
  phase: { name: string; until: Instant } | null
  /** It takes only time: the phase goes on, or its figures are still to be frozen. */
  ahead: boolean
  /** Frozen, but of too little to judge by. */
  baseline: StandingBaseline | null
}

export type Resolved = {
  kind: 'resolved'
  target: Compare
  minSamples: number | null
  since: Instant
  baseline: StandingBaseline
}

export type Asking = {
  objective: Objective & { target: Relative }
  version: AcceptedVersion
  versions: readonly AcceptedVersion[]
  service: string
  at: Instant
  since: Instant
}

const isTotal = ({ unit }: StandingBaseline, { indicator }: Objective) =>
  unit === 'count' && indicator !== 'defect-density'

const some = <T>(preferred: readonly T[], all: readonly T[]): readonly T[] => (preferred.length > 0 ? preferred : all)

/** Those that say enough, and of them those of phases that only observed; others only where there are none. */
const preferred = (baselines: readonly StandingBaseline[]): readonly StandingBaseline[] => {
  const telling = some(
    baselines.filter(({ value }) => value !== null),
    baselines,
  )
  return some(
    telling.filter(({ observed }) => observed),
    telling,
  )
}

/**
 * The baseline that a window is judged against: the last that was over when the window began, so that a window never
 * changes its target; where it is the first at all, that one, and then the window is judged from its end.
 */
const chosen = ({ objective, version, versions, service, at }: Asking): StandingBaseline | null => {
  const form = formOf(objective)
  const all = versions.find(({ baselines }) => baselines)?.baselines ?? []
  const own = all.filter((one) => one.objective === objective.id && one.service === service && one.form === form)
  const over = preferred(own.filter(({ to }) => to <= at)).toSorted((a, b) => a.to - b.to)
  const from = objective.window ? windowAt(objective.window, version.terms.timeZone, at).from : at
  return over.findLast(({ to }) => to <= from) ?? over[0] ?? null
}

const words = (change: RelativeChange, display: string): string => {
  switch (change.kind) {
    case 'same':
      return `baseline ${display}`
    case 'offset': {
      const less = change.by.num < 0n
      const by = quantity({ num: less ? -change.by.num : change.by.num, den: change.by.den }, change.unit)
      return `baseline ${display} ${less ? '−' : '+'} ${by}`
    }
    case 'improve':
      return `improve ${quantity(change.percent, '%')} from baseline ${display}`
    default:
      return change satisfies never
  }
}

const concrete = ({ objective }: Asking, baseline: StandingBaseline, exact: string): Compare => {
  const { target, indicator, window } = objective
  const days = Math.max(1, Math.round((baseline.to - baseline.from) / DAY))
  const total = isTotal(baseline, objective) && window !== null
  const frozen = readFraction(exact)
  const value = total ? perWindow(frozen, window, days) : frozen
  const op = betterSide(indicator)
  const display = total ? `${baseline.display} in ${countText(days, 'day')}` : baseline.display
  return {
    kind: 'compare',
    op,
    value: relativeTo({ value, unit: baseline.unit }, target.change, indicator, op),
    unit: baseline.unit,
    text: target.text,
    derived: words(target.change, display),
  }
}

/** The phase whose end is waited for, whose figures are still to be frozen, or whose figures said too little. */
const awaited = ({ version, versions, at }: Asking, baseline: StandingBaseline | null): Awaited => {
  if (baseline) return { kind: 'awaited', phase: { name: baseline.phase, until: baseline.to }, ahead: false, baseline }
  const ended = endedPhases(versions, at)
  const last = ended.findLast(({ enforce }) => enforce === 'observe') ?? ended.at(-1)
  if (last) return { kind: 'awaited', phase: { name: last.name, until: last.until }, ahead: true, baseline: null }
  const next = phasesOf(versions, version).find(({ until }) => until !== null)
  const phase = next?.until == null ? null : { name: next.name, until: next.until }
  return { kind: 'awaited', phase, ahead: phase !== null, baseline: null }
}

/** What a relative target asks for at an instant, as a number; or what it waits for. */
export const resolveRelative = (asking: Asking): Resolved | Awaited => {
  const { objective, since } = asking
  const baseline = chosen(asking)
  if (baseline?.value == null) return awaited(asking, baseline)
  const target = concrete(asking, baseline, baseline.value)
  const counts = objective.window !== null && indicatorName(objective.indicator)?.countsEvents === true
  const least = counts ? Math.max(objective.minSamples ?? 0, leastSamples(target) ?? 0) : (objective.minSamples ?? 0)
  return {
    kind: 'resolved',
    target,
    minSamples: least === 0 ? null : least,
    // What lies before the end of the phase is in the baseline: it is not judged against itself.
    since: objective.window ? Math.max(since, baseline.to) : since,
    baseline,
  }
}
