import { plainUnit } from '../evaluation/counters.ts'
import { displayPlain } from '../evaluation/display.ts'
import { indicator } from '../indicators/catalogue.ts'
import { type ChangeIndicator, type ChangeInput, isChangeIndicator } from '../indicators/indicator.ts'
import { ratio, toNumber } from '../number/ratio.ts'
import { formatInstant, type Instant, type Window, within } from '../time/instant.ts'
import { type Bucket, buckets, type Series, type SeriesPoint, unitName } from './series.ts'

/** What one merge to the default branch was measured at, by indicator key. */
export type MergeFigures = Record<
  string,
  { value: number; display: string; samples: number; numerator?: number; denominator?: number }
>

export type MergePoint = { at: Instant; commit_sha: string; evaluation_id: string; values: MergeFigures }

/** Every change-scope indicator of a merge, agreed or not, for the series. */
export const mergeFigures = (measured: readonly ChangeIndicator[], input: ChangeInput): MergeFigures => {
  const figures: MergeFigures = {}
  for (const { info, measure } of measured) {
    const measurement = measure(input)
    if (measurement.kind !== 'measured') continue
    figures[info.key] = {
      value: toNumber(measurement.value),
      display: displayPlain(measurement.value, plainUnit(info.unit)),
      samples: measurement.samples,
      ...(measurement.fraction ?? {}),
    }
  }
  return figures
}

type Figure = MergeFigures[string]

const lastInside = (merges: MergePoint[], window: Window, key: string): MergePoint | null =>
  merges
    .filter((merge) => within(window, merge.at) && merge.values[key])
    .reduce<MergePoint | null>((latest, merge) => (latest && latest.at > merge.at ? latest : merge), null)

/** Several services as one: shares by their parts, counts by their sum; a difference of shares has no such sum. */
const together = ({ info }: ChangeIndicator, figures: Figure[]): Omit<Figure, 'display'> | null => {
  const [only] = figures
  if (!only || (figures.length > 1 && info.unit === 'pp')) return null
  if (figures.length === 1) return only
  const sum = (of: (figure: Figure) => number) => figures.reduce((total, figure) => total + of(figure), 0)
  const samples = sum((figure) => figure.samples)
  if (only.numerator === undefined) return { value: sum((figure) => figure.value), samples }
  const numerator = sum((figure) => figure.numerator ?? 0)
  const denominator = sum((figure) => figure.denominator ?? 0)
  return { value: info.unit === '%' ? (100 * numerator) / denominator : numerator, numerator, denominator, samples }
}

const pointOf = (measured: ChangeIndicator, window: Window, services: MergePoint[][]): Omit<SeriesPoint, 'counter'> => {
  const { key, unit } = measured.info
  const range = { from: formatInstant(window.from), to: formatInstant(window.to) }
  const figures = services.flatMap((merges) => lastInside(merges, window, key)?.values[key] ?? [])
  const figure = together(measured, figures)
  if (!figure)
    return {
      ...range,
      value: null,
      display: '',
      samples: 0,
      no_data_reason: figures.length > 0 ? 'several_services' : 'no_merge',
    }
  const [only] = figures
  const display = only && figures.length === 1 ? only.display : displayPlain(decimalOf(figure), plainUnit(unit))
  return { ...range, ...figure, display }
}

const decimalOf = ({ value, numerator, denominator }: Omit<Figure, 'display'>) =>
  numerator === undefined || denominator === undefined || value === numerator
    ? ratio(Math.round(value))
    : ratio(100 * numerator, denominator)

/** A change-scope indicator over time: what the last merge of each bucket was measured at. */
export const mergeSeries = (
  measured: ChangeIndicator,
  request: { window: Window; bucket: Bucket; zone: string },
  services: MergePoint[][],
): Series => {
  const counters = measured.info.counter
    .map(indicator)
    .filter((other) => other !== null)
    .filter(isChangeIndicator)
  return {
    indicator: measured.info.key,
    unit: unitName(measured.info.unit),
    statistic: null,
    points: buckets(request.window, request.bucket, request.zone).map((window) => ({
      ...pointOf(measured, window, services),
      counter: counters.flatMap((other) => {
        const { value, display } = pointOf(other, window, services)
        return value === null ? [] : [{ indicator: other.info.key, value, display }]
      }),
    })),
  }
}
