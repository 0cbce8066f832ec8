import type { FailedRule } from '../evaluation/evidence.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import { type Blame, blamesOf } from './blame.ts'
import type { DeploymentFact, WindowFact } from './facts.ts'
import { type Incident, incidentsOf } from './incidents.ts'
import { type Remediation, remediationOf } from './remediation.ts'
import { successorsOf } from './successors.ts'
import { isLive, type RulesAt, type Timeline, timelineOf } from './timeline.ts'

export type { RulesAt } from './timeline.ts'

/** Why a deployment counts neither above nor below the line. */
export type Uncounted = 'redeploy' | 'cancelled' | 'failed_before_production' | 'excluded'

/** One production deployment of a service, with what later became of it. */
export type Deployment = {
  id: SubjectRef
  at: Instant
  event: EventRef
  /** Every event that tells it, this one among them. */
  events: EventRef[]
  /** Where it ran, where that is not called `production`. */
  environment: string | undefined
  status: DeploymentFact['status']
  /** It runs there since: succeeded, and reached production. */
  live: boolean
  version: string
  /** Undoes another deployment, or names one to undo. */
  rollsBack: boolean
  /** Made because something went wrong, and nobody had planned it. */
  rework: boolean
  uncounted: Uncounted | null
  /** Null where it did not fail. `presumedSince`: the first start among the incidents that it is only presumed to have set off. */
  failed: { rule: FailedRule; by: EventRef[]; presumedSince?: Instant } | null
  /** Of a failed one: what ended it; null while nothing has. */
  remediation: Remediation | null
}

const uncounted = (fact: DeploymentFact, blamed: Blame | undefined, timeline: Timeline): Uncounted | null => {
  if (fact.status === 'cancelled') return 'cancelled'
  if (!fact.reachedProduction && !timeline.rulesAt(fact.at).failedPipelinesCount) return 'failed_before_production'
  // A redeploy that somebody names as the cause of trouble did bring something new.
  return timeline.redeployed.has(fact) && !blamed ? 'redeploy' : null
}

const presumedSince = ({ rule, incidents }: Blame) =>
  rule === 'presumed' ? { presumedSince: Math.min(...[...incidents].map(({ start }) => start)) } : {}

/**
 * Every production deployment of one service among these facts, and which failed (PRODUCT.md, rule 11). Facts must
 * count (no replaced ones) and be sorted by time.
 */
export const deploymentsOf = (facts: WindowFact[], rulesAt: RulesAt): Deployment[] =>
  linkedDeployments(
    facts.filter((fact) => fact.kind === 'deployment'),
    incidentsOf(facts.filter((fact) => fact.kind === 'incident')),
    rulesAt,
  )

/** The same, for a caller that has the incidents already. */
export const linkedDeployments = (facts: DeploymentFact[], incidents: Incident[], rulesAt: RulesAt): Deployment[] => {
  const timeline = timelineOf(facts, rulesAt)
  const blames = blamesOf(timeline, incidents)
  return timeline.deployments.map((fact) => {
    const blamed = blames.get(fact)
    const failed = fact.status === 'cancelled' || !blamed ? null : blamed
    return {
      id: fact.deployment,
      at: fact.at,
      event: fact.event,
      events: timeline.events.get(fact) ?? [fact.event],
      environment: fact.environment,
      status: fact.status,
      live: isLive(fact),
      version: fact.version,
      rollsBack: fact.rollsBack !== null,
      rework: !fact.planned && (fact.rollsBack !== null || fact.fixesIncident !== null),
      uncounted: uncounted(fact, blamed, timeline),
      failed: failed && { rule: failed.rule, by: [...failed.by].sort(), ...presumedSince(failed) },
      remediation: failed && remediationOf(fact, failed, successorsOf(fact, failed, timeline), timeline.redeployed),
    }
  })
}
