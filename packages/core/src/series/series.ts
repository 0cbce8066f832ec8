import { displayPlain } from '../evaluation/display.ts'
import { deploymentsOf, type RulesAt } from '../facts/deployments.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import { countingFacts } from '../facts/resolve.ts'
import { indicator } from '../indicators/catalogue.ts'
import { type IndicatorInfo, isWindowIndicator, type WindowIndicator } from '../indicators/indicator.ts'
import { toNumber } from '../number/ratio.ts'
import { wilson } from '../number/wilson.ts'
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

const pointOf = (
  measured: WindowIndicator,
  window: Window,
  input: Omit<Parameters<WindowIndicator['measure']>[0], 'window'>,
): Omit<SeriesPoint, 'counter'> => {
  const range = { from: formatInstant(window.from), to: formatInstant(window.to) }
  const measurement = measured.measure({ ...input, window })
  if (measurement.kind === 'no_data')
    return { ...range, value: null, display: '', samples: measurement.samples, no_data_reason: measurement.reason }
  const { fraction, value, samples } = measurement
  const rate = measured.info.unit === '%' && fraction ? wilson(fraction.numerator, fraction.denominator) : null
  return {
    ...range,
    value: toNumber(value),
    display: displayPlain(value, measured.info.unit),
    samples,
    ...(fraction ?? {}),
    ...(rate ? { interval: { low: rate.low * 100, high: rate.high * 100 } } : {}),
  }
}

/** A window indicator over time, from all facts, whatever was agreed when. */
export const windowSeries = (measured: WindowIndicator, request: WindowSeriesRequest): Series => {
  const deployments = request.services
    .flatMap(({ facts, corrections }) => deploymentsOf(countingFacts(facts, corrections), request.rulesAt))
    .sort((a, b) => a.at - b.at)
  const input = {
    until: request.now,
    zone: request.zone,
    leastSpanMs: NO_LEAST_SPAN,
    deployments,
    deployedBefore: request.services.some(({ deployedBefore }) => deployedBefore),
  }
  const counters = measured.info.counter
    .map(indicator)
    .filter((other) => other !== null)
    .filter(isWindowIndicator)
  const points = buckets(request.window, request.bucket, request.zone).map((window) => ({
    ...pointOf(measured, window, input),
    counter: counters.map((other) => {
      const { value, display } = pointOf(other, window, input)
      return { indicator: other.info.key, value, display }
    }),
  }))
  return { indicator: measured.info.key, unit: unitName(measured.info), statistic: null, points }
}

/** Units as the API spells them: frequency is `per day`. */
export const unitName = (info: IndicatorInfo): string => (info.unit === '/day' ? 'per day' : info.unit)
