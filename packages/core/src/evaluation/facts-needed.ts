import { DEFAULT_INCIDENT_RULES } from '../agreement/defaults.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { MAX_SPAN_DAYS } from '../events/max-span.ts'
import type { WindowFamily } from '../facts/facts.ts'
import { LINK_REACH_DAYS } from '../facts/reach.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isChangeIndicator, type Reads, type WindowIndicator } from '../indicators/indicator.ts'
import { readFrom, readsOf, readsTogether } from '../indicators/reads.ts'
import { tellsSources } from '../indicators/window-reads.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
import { judgingsOf } from './judging.ts'
import { productionOf } from './production.ts'
import type { Judging } from './result.ts'
import { windowsOf } from './windows.ts'

/** A deployment is linked by the version in force at its own finish, which need not be the one that judges. */
export const longestLink = (versions: readonly AcceptedVersion[]): number =>
  Math.max(DEFAULT_INCIDENT_RULES.linkWindowMs, ...versions.map(({ terms }) => terms.incidents.linkWindowMs))

/** What holds deployments back reads them: good ones may end it, and a rollback passes it. */
const MAY_BLOCK_DEPLOYMENTS: Reads = { families: ['delivery'], daysBefore: LINK_REACH_DAYS }

/** Where several sources are to be heard, a heartbeat says that one was not silent. */
const MUST_BE_HEARD: Reads = { families: ['watch'], daysBefore: MAX_SPAN_DAYS }

const readsFor = ({ objective }: Judging, measured: WindowIndicator): Reads =>
  readsTogether([
    readsOf(measured),
    ...(objective.blockOn.includes('deployment') ? [MAY_BLOCK_DEPLOYMENTS] : []),
    ...((objective.measuredBy?.length ?? 0) > 1 && tellsSources(measured.reads) ? [MUST_BE_HEARD] : []),
  ])

/**
 * Since when facts decide about one objective: from the earliest window that may be pooled, less what its indicator
 * looks back. It is judged on these alone, so that its figure never depends on what else is agreed.
 * @param windows of the objective, newest first
 */
export const decidedFrom = (
  judging: Judging,
  measured: WindowIndicator,
  windows: readonly Window[],
  longestLinkMs: number,
): Instant => readFrom(readsFor(judging, measured), windows.at(-1)?.from ?? judging.since, longestLinkMs)

export type FactsNeeded = { environments: string[]; window: Window; families: WindowFamily[] }

/**
 * The facts an evaluation of a service reads: all that decide about one of its window objectives, until now and the
 * clock skew. Null where no window objective is judged.
 */
export const factsNeeded = (versions: AcceptedVersion[], service: string, at: Instant): FactsNeeded | null => {
  const link = longestLink(versions)
  const forms = judgingsOf(versions, service, at).judged.flatMap((one) => [one, ...(one.earlier ?? [])])
  const asked = forms.flatMap((judging) => {
    const measured = indicator(judging.objective.indicator)
    const { objective, version, since } = judging
    if (!measured) return []
    // A change that may hold deployments back is passed by a rollback, which must name one that is known.
    if (isChangeIndicator(measured))
      return objective.blockOn.includes('deployment')
        ? [{ from: readFrom(MAY_BLOCK_DEPLOYMENTS, at, link), reads: MAY_BLOCK_DEPLOYMENTS }]
        : []
    if (!objective.window) return []
    const windows = windowsOf(objective.window, version.terms.timeZone, at, since)
    return [{ from: decidedFrom(judging, measured, windows, link), reads: readsFor(judging, measured) }]
  })
  if (asked.length === 0) return null
  return {
    environments: productionOf(inForceAt(versions, at), service),
    // A calendar window is whole: what its clocks put a little ahead of ours belongs to it already.
    window: { from: Math.min(...asked.map(({ from }) => from)), to: at + DAY },
    families: [...readsTogether(asked.map(({ reads }) => reads)).families],
  }
}
