import type { Unit } from '../agreement/terms.ts'
import { displayNoCases, plainUnit } from '../evaluation/counters.ts'
import { displayPlain } from '../evaluation/display.ts'
import { inUnitOf } from '../evaluation/judge.ts'
import type { RulesAt } from '../facts/deployments.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import { historyOf } from '../facts/history.ts'
import { countingFacts } from '../facts/resolve.ts'
import { ASKS_NOTHING } from '../indicators/asks.ts'
import type { IndicatorInfo, WindowIndicator, WindowInput } from '../indicators/indicator.ts'
import { intervalOf } from '../indicators/interval.ts'
import { countersOf } from '../indicators/reads.ts'
import { toNumber } from '../number/ratio.ts'
import { formatInstant, type Instant, type Window } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { addDays, localDate, localMidnight } from '../time/zone.ts'

export const BUCKETS = ['none', 'day', 'week', 'month'] as const
export type Bucket = (typeof BUCKETS)[number]

export type SeriesPoint = {
  from: string
  to: string
  /** In the indicator's unit, unrounded; null with its reason. */
  value: number | null
  display: string
  samples: number
  numerator?: number
  denominator?: number
  /** Wilson score interval at 95 %, in %, beside a rate. */
  interval?: { low: number; high: number }
  no_data_reason?: string
  /** The indicators that must be read with it, over the same time. */
  counter: { indicator: string; value: number | null; display: string }[]
}

export type Series = { indicator: string; unit: string; statistic: string | null; points: SeriesPoint[] }

/** Cuts an interval at local days, weeks (from Monday) or months; the first and last bucket end with the interval. */
export const buckets = (window: Window, bucket: Bucket, zone: string): Window[] => {
  if (bucket === 'none' || window.to <= window.from) return window.to > window.from ? [window] : []
  const cuts: Window[] = []
  for (let from = window.from; from < window.to; ) {
    const end = bucketEnd(bucket, zone, from)
    cuts.push({ from, to: Math.min(end, window.to) })
    from = end
  }
  return cuts
}

const bucketEnd = (bucket: Exclude<Bucket, 'none'>, zone: string, at: Instant): Instant =>
  bucket === 'day'
    ? localMidnight(zone, addDays(localDate(zone, at), 1))
    : windowAt({ kind: 'calendar', unit: bucket }, zone, at).to

export type WindowSeriesRequest = {
  statistic?: string | undefined
  window: Window
  bucket: Bucket
  zone: string
  now: Instant
  /** Each service's own facts: what failed is told within a service, before several are counted together. */
  services: { facts: WindowFact[]; corrections: CorrectionFact[]; deployedBefore: boolean }[]
  rulesAt: RulesAt
}

/** Days and rates of a whole bucket are measured however short it is: nothing is judged here. */
const NO_LEAST_SPAN = 1

type Unwindowed = Omit<WindowInput, 'window'>

const pointOf = (
  { info, measure }: WindowIndicator,
  window: Window,
  input: Unwindowed,
): Omit<SeriesPoint, 'counter'> => {
  const range = { from: formatInstant(window.from), to: formatInstant(window.to) }
  const measurement = measure({ ...input, window })
  switch (measurement.kind) {
    case 'no_data':
      return { ...range, value: null, display: '', samples: measurement.samples, no_data_reason: measurement.reason }
    case 'no_cases':
      return { ...range, value: null, display: displayNoCases(measurement), samples: 0, no_data_reason: 'no_cases' }
    case 'measured': {
      const { fraction, samples, evidence } = measurement
      // What can't be made into the unit is named nowhere beside a point: without it the figure would be another's.
      if (evidence.not_counted?.some(({ reason }) => reason === 'unit_mismatch'))
        return { ...range, value: null, display: '', samples, no_data_reason: 'unit_mismatch' }
      const unit = input.asks.unit ?? plainUnit(info.unit)
      const value = inUnitOf(unit, measurement.value)
      const interval = intervalOf(info, fraction)
      return {
        ...range,
        value: toNumber(value),
        display: displayPlain(value, unit),
        samples,
        ...(fraction ?? {}),
        ...(interval ? { interval } : {}),
      }
    }
    default:
      return measurement satisfies never
  }
}

/** What stands beside a point, over the same time. */
const countersAt = (measured: WindowIndicator, window: Window, input: Unwindowed) => [
  ...countersOf(measured).map((other) => {
    const { value, display } = pointOf(other, window, { ...input, asks: ASKS_NOTHING })
    return { indicator: other.info.key, value, display }
  }),
  ...(measured.beside?.({ ...input, window }) ?? []).map(({ indicator, value, unit }) => ({
    indicator,
    value: toNumber(value),
    display: displayPlain(value, unit),
  })),
]

/** A window indicator over time, from all facts, whatever was agreed when. */
export const windowSeries = (measured: WindowIndicator, request: WindowSeriesRequest): Series => {
  const input = {
    until: request.now,
    zone: request.zone,
    leastSpanMs: NO_LEAST_SPAN,
    services: request.services.map(({ facts, corrections, deployedBefore }) =>
      historyOf(countingFacts(facts, corrections), deployedBefore, request.rulesAt),
    ),
  }
  // Numbers that the parties report have the unit they are reported in: one for all points.
  const unit = measured.unitOf?.(input.services, request.window) ?? null
  const asks = { ...ASKS_NOTHING, statistic: request.statistic ?? null, unit }
  const windows = buckets(request.window, request.bucket, request.zone)
  return {
    indicator: measured.info.key,
    unit: unitName(unit ?? measured.info.unit),
    statistic: request.statistic ?? measured.info.default_statistic,
    points: windows.map((window) => ({
      ...pointOf(measured, window, { ...input, asks }),
      counter: countersAt(measured, window, { ...input, asks }),
    })),
  }
}

/** Units as the API spells them: a frequency is `per day`, a duration in `seconds`. */
export const unitName = (unit: IndicatorInfo['unit'] | Unit): string => {
  if (typeof unit === 'object') return unit.currency
  return unit === '/day' ? 'per day' : unit === 's' ? 'seconds' : unit
}
