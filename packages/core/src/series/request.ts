import type { AcceptedVersion } from '../agreement/versions.ts'
import { rulesAt } from '../evaluation/evaluate.ts'
import type { EvaluationInput } from '../evaluation/input.ts'
import type { ChangeFact, CorrectionFact, WindowFact } from '../facts/facts.ts'
import { countingChangeFacts } from '../facts/resolve.ts'
import { indicator, indicatorCatalogue } from '../indicators/catalogue.ts'
import { isChangeIndicator } from '../indicators/indicator.ts'
import type { Instant, Window } from '../time/instant.ts'
import { type MergeFigures, type MergePoint, mergeFigures, mergeSeries } from './merges.ts'
import { type Bucket, type Series, windowSeries } from './series.ts'

export type SeriesRequest = {
  indicator: string
  window: Window
  bucket: Bucket
  /** The agreement's, else UTC. */
  zone: string
  now: Instant
  versions: AcceptedVersion[]
}

/** What a series of one service may be made of; only the kind its indicator reads is used. */
export type SeriesSource = {
  /** Facts of the window and of one link window before and after it. */
  facts: WindowFact[]
  corrections: CorrectionFact[]
  deployedBefore: boolean
  merges: MergePoint[]
}

/** An indicator over time, of one service or several together; null where no indicator of this key is measured. */
export const seriesOf = (request: SeriesRequest, services: SeriesSource[]): Series | null => {
  const measured = indicator(request.indicator)
  if (!measured) return null
  return isChangeIndicator(measured)
    ? mergeSeries(
        measured,
        request,
        services.map(({ merges }) => merges),
      )
    : windowSeries(measured, { ...request, services, rulesAt: rulesAt(request.versions) })
}

/** What a merge was measured at by every change-scope indicator, agreed or not. */
export const figuresOf = (head: ChangeFact[], base: EvaluationInput['base']): MergeFigures =>
  mergeFigures(
    indicatorCatalogue
      .map(({ key }) => indicator(key))
      .filter((one) => one !== null)
      .filter(isChangeIndicator),
    {
      head: countingChangeFacts(head),
      base: base && { ...base, facts: countingChangeFacts(base.facts) },
      uncovered: undefined,
      minLines: 0,
    },
  )
