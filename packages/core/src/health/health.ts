import { deploymentsOf, type RulesAt, type Uncounted } from '../facts/deployments.ts'
import type { CorrectionFact, WindowFact } from '../facts/facts.ts'
import { type Incident, incidentsOf } from '../facts/incidents.ts'
import { countingFacts, observedFacts, replacedEvents } from '../facts/resolve.ts'
import { type Instant, type Window, within } from '../time/instant.ts'
import { type Finding, findingsOf } from './findings.ts'

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
  not_counted: { event: string; reason: NotCountedReason }[]
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
}

/** What of a service's events was counted, what not and why, and what seems wrong with them. */
export const serviceHealth = (input: HealthInput): ServiceHealth => {
  const { window, facts, corrections, rulesAt } = input
  const counting = countingFacts(facts, corrections)
  const all = deploymentsOf(counting, rulesAt).filter(({ at }) => within(window, at))
  const deployments = deploymentsOf(observedFacts(facts, corrections), rulesAt).filter(({ at }) => within(window, at))
  const incidents = incidentsOf(counting.filter((fact) => fact.kind === 'incident')).filter(({ start }) =>
    within(window, start),
  )
  const failed = deployments.filter((deployment) => deployment.failed !== null && !deployment.uncounted)
  const failedBy = (rule: string) => failed.filter((deployment) => deployment.failed?.rule === rule)
  const presumedBy = new Set(failedBy('presumed').flatMap((deployment) => deployment.failed?.by ?? []))
  const fixed = new Set(
    counting.flatMap((fact) => (fact.kind === 'deployment' && fact.fixesIncident ? [fact.fixesIncident] : [])),
  )
  const received = new Set(counting.flatMap((fact) => (fact.kind === 'deployment' ? [fact.deployment] : [])))
  const tieOf = ({ causes, ids, startedBy, noCause }: Incident) => {
    if (causes.some(({ deployment }) => received.has(deployment)) || ids.some((id) => fixed.has(id))) return 'linked'
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
  { window, facts, corrections }: HealthInput,
  deployments: ReturnType<typeof deploymentsOf>,
): ServiceHealth['not_counted'] => {
  const replaced = replacedEvents(corrections)
  const reasons = new Map<string, NotCountedReason>()
  for (const { event, uncounted } of deployments) if (uncounted) reasons.set(event, uncounted)
  for (const fact of facts) {
    if (!within(window, fact.at)) continue
    if (replaced.has(fact.event)) reasons.set(fact.event, 'corrected')
    else if (fact.reconstructed) reasons.set(fact.event, 'imported')
  }
  return [...reasons].map(([event, reason]) => ({ event, reason })).sort((a, b) => (a.event < b.event ? -1 : 1))
}
