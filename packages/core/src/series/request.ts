import type { AcceptedVersion } from '../agreement/versions.ts'
import { longestLink } from '../evaluation/facts-needed.ts'
import type { EvaluationInput } from '../evaluation/input.ts'
import { rulesAt } from '../evaluation/rules-at.ts'
import type { ChangeFact, CorrectionFact, WindowFact, WindowFamily } from '../facts/facts.ts'
import { countingChangeFacts } from '../facts/resolve.ts'
import { indicator, indicatorCatalogue } from '../indicators/catalogue.ts'
import { isChangeIndicator } from '../indicators/indicator.ts'
import { readFrom, readsOf } from '../indicators/reads.ts'
import type { PatchLinesOf } from '../indicators/united-patch.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
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
  /** One that the indicator allows; absent: its own. */
  statistic?: string | undefined
}

/** What a series of one service may be made of; only the kind its indicator reads is used. */
export type SeriesSource = {
  /** What `seriesNeeds` asks for; more changes nothing. */
  facts: WindowFact[]
  corrections: CorrectionFact[]
  /** A production deployment finished before these; may be left false only where it is not asked for. */
  deployedBefore: boolean
  merges: MergePoint[]
}

export type SeriesNeeds = { families: WindowFamily[]; window: Window }

/**
 * The facts that a series of a window indicator reads of each service: from what its first bucket looks back to, until
 * now, because what is told late (a rollback, a cause, a resolution) changes what was before. Null for what needs none.
 */
export const seriesNeeds = (
  request: Pick<SeriesRequest, 'indicator' | 'window' | 'now' | 'versions'>,
): SeriesNeeds | null => {
  const measured = indicator(request.indicator)
  if (!measured || isChangeIndicator(measured)) return null
  const reads = readsOf(measured)
  const { window, now, versions } = request
  return {
    families: [...reads.families],
    window: { from: readFrom(reads, window.from, longestLink(versions)), to: Math.max(window.to, now + DAY) },
  }
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
    : windowSeries(measured, {
        ...request,
        services: services.map((source) => since(request, source)),
        rulesAt: rulesAt(request.versions),
      })
}

/** Only what is asked for decides, however much was read. */
const since = (request: SeriesRequest, source: SeriesSource): SeriesSource => {
  const from = seriesNeeds(request)?.window.from ?? request.window.from
  const { facts, deployedBefore } = source
  return {
    ...source,
    facts: facts.filter(({ at }) => at >= from),
    deployedBefore: deployedBefore || facts.some(({ kind, at }) => kind === 'deployment' && at < from),
  }
}

/** What a merge was measured at by every change-scope indicator, agreed or not. */
export const figuresOf = (head: ChangeFact[], base: EvaluationInput['base'], patchLines?: PatchLinesOf): MergeFigures =>
  mergeFigures(
    indicatorCatalogue
      .map(({ key }) => indicator(key))
      .filter((one) => one !== null)
      .filter(isChangeIndicator),
    {
      head: countingChangeFacts(head),
      base: base && { ...base, facts: countingChangeFacts(base.facts) },
      uncovered: undefined,
      patchLines,
      minLines: 0,
      severities: null,
      category: null,
    },
  )
