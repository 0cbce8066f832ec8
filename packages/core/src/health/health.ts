import { isNamed } from '../facts/blame.ts'
import { type Deployment, deploymentsOf, type RulesAt, type Uncounted } from '../facts/deployments.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import { historyOf } from '../facts/history.ts'
import { type Incident, incidentsOf } from '../facts/incidents.ts'
import { countingFacts, observedFacts, standingFacts } from '../facts/resolve.ts'
import { timelineOf } from '../facts/timeline.ts'
import type { StandingExclusion } from '../standing/standing.ts'
import { type Instant, type Window, within } from '../time/instant.ts'
import { type Finding, findingsOf } from './findings.ts'
import type { Receipts } from './told-late.ts'

/** Most events that are named one by one; the rest are counted. */
export const NAMED_LIMIT = 200

export type NotCountedReason = Uncounted | 'corrected' | 'imported'

/** What became of the deployments and incidents of one service. */
export type ServiceHealth = {
  deployments: {
    total: number
    counted: number
    failed: number
    by_rule: { named_by_incident: number; rolled_back_or_fixed: number; status: number; presumed: number }
  }
  incidents: {
    total: number
    /** Tied to a deployment by an event that names it, or by a deployment that undoes or fixes it. */
    linked: number
    presumed: number
    /** Said, with a reason, to have been caused by no deployment. */
    excused: number
    unlinked: number
  }
  /** At most `NAMED_LIMIT`; `more` counts the rest. */
  not_counted: { event: string; reason: NotCountedReason; exclusion?: string }[]
  more: number
  findings: Finding[]
}

export type HealthInput = {
  window: Window
  now: Instant
  /** Of the window and of a link window around it. */
  facts: WindowFact[]
  corrections: CorrectionFact[]
  rulesAt: RulesAt
  /** Reasons that were agreed to stop a clock then; null: any does. Default: any. */
  pauseReasonsAt?: (at: Instant) => readonly string[] | null
  /** When events were received, where that is known. Default: nobody knows. */
  receipts?: Receipts
  /** Time that both parties took out for the whole service. Default: none. */
  exclusions?: readonly StandingExclusion[]
}

/** What of a service's events was counted, what not and why, and what seems wrong with them. */
export const serviceHealth = (input: HealthInput): ServiceHealth => {
  const { window, facts, corrections, rulesAt, exclusions = [] } = input
  const isExcluded = (at: Instant) => exclusions.some((one) => within(one, at))
  const counting = countingFacts(facts, corrections)
  const all = deploymentsOf(counting, rulesAt).filter(({ at }) => within(window, at))
  const history = historyOf(observedFacts(facts, corrections), true, rulesAt, isExcluded)
  const deployments = history.deployments.filter(({ at }) => within(window, at))
  const incidents = incidentsOf(counting.filter((fact) => fact.kind === 'incident')).filter(({ start }) =>
    within(window, start),
  )
  const failed = deployments.filter((deployment) => deployment.failed !== null && !deployment.uncounted)
  const failedBy = (rule: string) => failed.filter((deployment) => deployment.failed?.rule === rule)
  const presumedBy = new Set(failedBy('presumed').flatMap((deployment) => deployment.failed?.by ?? []))
  const fixed = new Set(
    counting.flatMap((fact) => (fact.kind === 'deployment' && fact.fixesIncident ? [fact.fixesIncident] : [])),
  )
  const timeline = timelineOf(
    counting.filter((fact) => fact.kind === 'deployment'),
    rulesAt,
  )
  const tieOf = (incident: Incident) => {
    const { ids, startedBy, noCause } = incident
    if (isNamed(incident, timeline) || ids.some((id) => fixed.has(id))) return 'linked'
    if (presumedBy.has(startedBy)) return 'presumed'
    return noCause ? 'excused' : 'unlinked'
  }
  const ties = incidents.map(tieOf)
  const tied = (wanted: ReturnType<typeof tieOf>) => ties.filter((tie) => tie === wanted).length
  const notCounted = notCountedOf(input, deployments)
  return {
    deployments: {
      total: all.length,
      counted: deployments.filter(({ uncounted }) => !uncounted).length,
      failed: failed.length,
      by_rule: {
        named_by_incident: failedBy('named_by_incident').length,
        rolled_back_or_fixed: failedBy('rolled_back_or_fixed').length,
        status: failedBy('status').length,
        presumed: failedBy('presumed').length,
      },
    },
    incidents: {
      total: incidents.length,
      linked: tied('linked'),
      presumed: tied('presumed'),
      excused: tied('excused'),
      unlinked: tied('unlinked'),
    },
    not_counted: notCounted.slice(0, NAMED_LIMIT),
    more: Math.max(0, notCounted.length - NAMED_LIMIT),
    findings: findingsOf({ ...input, facts: counting }),
  }
}

const notCountedOf = (
  { window, facts, corrections, exclusions = [] }: HealthInput,
  deployments: readonly Deployment[],
): ServiceHealth['not_counted'] => {
  const standing = new Set(standingFacts(facts, corrections))
  const reasons = new Map<string, NotCountedReason>()
  for (const { event, uncounted } of deployments) if (uncounted) reasons.set(event, uncounted)
  for (const fact of facts) {
    if (!within(window, fact.at)) continue
    if (!standing.has(fact)) reasons.set(fact.event, 'corrected')
    else if (fact.reconstructed) reasons.set(fact.event, 'imported')
  }
  const times = new Map(deployments.map(({ event, at }) => [event as string, at]))
  const whose = (event: string) => exclusions.find((one) => within(one, times.get(event) ?? Number.NaN))?.id
  return [...reasons]
    .map(([event, reason]) => {
      const exclusion = reason === 'excluded' ? whose(event) : undefined
      return { event, reason, ...(exclusion === undefined ? {} : { exclusion }) }
    })
    .sort((a, b) => (a.event < b.event ? -1 : 1))
}
