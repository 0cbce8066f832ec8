import { displayPlain } from '../evaluation/display.ts'
import { indicator } from '../indicators/catalogue.ts'
import type { ChangeIndicator, ChangeInput } from '../indicators/indicator.ts'
import { toNumber } from '../number/ratio.ts'
import { formatInstant, type Instant, type Window, within } from '../time/instant.ts'
import { type Bucket, buckets, type Series, unitName } from './series.ts'

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
    if (measurement.kind === 'no_data') continue
    figures[info.key] = {
      value: toNumber(measurement.value),
      display: displayPlain(measurement.value, info.unit),
      samples: measurement.samples,
      ...(measurement.fraction ?? {}),
    }
  }
  return figures
}

/** A change-scope indicator over time: what the last merge of each bucket was measured at. */
export const mergeSeries = (
  measured: ChangeIndicator,
  request: { window: Window; bucket: Bucket; zone: string },
  merges: MergePoint[],
): Series => ({
  indicator: measured.info.key,
  unit: unitName(measured.info),
  statistic: null,
  points: buckets(request.window, request.bucket, request.zone).map((window) => {
    const inside = merges.filter((merge) => within(window, merge.at) && merge.values[measured.info.key])
    const last = inside.reduce<MergePoint | null>(
      (latest, merge) => (latest && latest.at > merge.at ? latest : merge),
      null,
    )
    const range = { from: formatInstant(window.from), to: formatInstant(window.to) }
    const figure = last?.values[measured.info.key]
    if (!last || !figure)
      return { ...range, value: null, display: '', samples: 0, no_data_reason: 'no_merge', counter: [] }
    return {
      ...range,
      value: figure.value,
      display: figure.display,
      samples: figure.samples,
      ...(figure.numerator === undefined ? {} : { numerator: figure.numerator }),
      ...(figure.denominator === undefined ? {} : { denominator: figure.denominator }),
      counter: countersOf(measured, last),
    }
  }),
})

const countersOf = (measured: ChangeIndicator, merge: MergePoint) =>
  measured.info.counter.flatMap((key) => {
    const figure = merge.values[key]
    return figure && indicator(key) ? [{ indicator: key, value: figure.value, display: figure.display }] : []
  })
