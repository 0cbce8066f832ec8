import type { IncidentRules } from '../agreement/terms.ts'
import type { FailedRule } from '../evaluation/evaluation.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { DeploymentFact, WindowFact } from './facts.ts'
import { type Incident, incidentsOf } from './incidents.ts'

/** Why a deployment counts neither above nor below the line. */
export type Uncounted = 'redeploy' | 'cancelled' | 'failed_before_production'

/** One production deployment of a service, with what later became of it. */
export type Deployment = {
  id: SubjectRef
  at: Instant
  event: EventRef
  status: DeploymentFact['status']
  uncounted: Uncounted | null
  /** Null where it did not fail. */
  failed: { rule: FailedRule; by: EventRef[] } | null
}

/** The rules for a deployment are those of the version in force when it finished. */
export type RulesAt = (at: Instant) => IncidentRules

/** Two events of one deployment: the later finish is the last word, then the greater reference. */
const lastWord = (a: DeploymentFact, b: DeploymentFact) => ((a.at - b.at || (a.event < b.event ? -1 : 1)) < 0 ? b : a)

const onePerDeployment = (facts: DeploymentFact[]): DeploymentFact[] => {
  const byId = new Map<SubjectRef, DeploymentFact>()
  for (const fact of facts) {
    const known = byId.get(fact.deployment)
    byId.set(fact.deployment, known ? lastWord(known, fact) : fact)
  }
  return [...byId.values()].sort((a, b) => a.at - b.at || (a.event < b.event ? -1 : 1))
}

/**
 * A redeploy brings nothing new: what runs before it, by the last successful deployment at most a link window ago,
 * is the same version, and it neither undoes nor mends anything.
 */
const redeploys = (deployments: DeploymentFact[], rulesAt: RulesAt): Set<SubjectRef> => {
  const found = new Set<SubjectRef>()
  let running: DeploymentFact | null = null
  for (const deployment of deployments) {
    if (deployment.status !== 'success' || !deployment.reachedProduction) continue
    const soon: boolean = running !== null && deployment.at - running.at <= rulesAt(deployment.at).linkWindowMs
    const sameVersion: boolean = running !== null && running.version === deployment.version
    if (soon && sameVersion && !deployment.rollsBack && !deployment.fixesIncident) found.add(deployment.deployment)
    running = deployment
  }
  return found
}

const uncounted = (fact: DeploymentFact, blamed: Blame | undefined, timeline: Timeline): Uncounted | null => {
  if (fact.status === 'cancelled') return 'cancelled'
  if (!fact.reachedProduction && !timeline.rulesAt(fact.at).failedPipelinesCount) return 'failed_before_production'
  // A redeploy that somebody names as the cause of trouble did bring something new.
  return timeline.redeployed.has(fact.deployment) && !blamed ? 'redeploy' : null
}

type Timeline = { deployments: DeploymentFact[]; redeployed: Set<SubjectRef>; rulesAt: RulesAt }

type Blame = { rule: FailedRule; by: EventRef[] }

/** Who is blamed by a rollback: the deployment it names, or, where agreed, the one after the version it went back to. */
const blamedByRollback = (
  rollback: DeploymentFact,
  deployments: DeploymentFact[],
  rules: IncidentRules,
): SubjectRef | null => {
  if (!rollback.rollsBack) return null
  if (rules.rollbackBlames === 'rolled-back') return rollback.rollsBack
  const index = deployments.indexOf(rollback)
  const target = deployments
    .slice(0, index)
    .findLastIndex((d) => d.status === 'success' && d.version === rollback.version)
  const skipped = target < 0 ? undefined : deployments.slice(target + 1, index).find((d) => d.status === 'success')
  return skipped?.deployment ?? rollback.rollsBack
}

/** Cancelled deployments count nowhere: such a rollback or fix says nothing about what it was to undo. */
const happened = ({ status }: DeploymentFact) => status !== 'cancelled'

/** Keeps the blame of the strongest rule; of one rule, every event that says so. */
const blame = (blames: Map<SubjectRef, Blame>, id: SubjectRef, rule: FailedRule, by: EventRef) => {
  const known = blames.get(id)
  if (!known) blames.set(id, { rule, by: [by] })
  else if (known.rule === rule && !known.by.includes(by)) known.by = [...known.by, by].sort()
}

/**
 * The nearest earlier successful deployment inside the link window, for an incident whose start is known and whose
 * cause nobody has named or excused. A redeploy brought nothing new and is passed over.
 */
const nearestEarlier = (incident: Incident, timeline: Timeline): DeploymentFact | null => {
  if (!incident.startKnown || incident.causes.length > 0 || incident.noCause || incident.agreedAttribution) return null
  const earlier = timeline.deployments.findLast(
    (d) =>
      d.status === 'success' && d.reachedProduction && d.at <= incident.start && !timeline.redeployed.has(d.deployment),
  )
  return earlier && incident.start - earlier.at <= timeline.rulesAt(earlier.at).linkWindowMs ? earlier : null
}

/** A fix names an incident; where that names no deployment, the nearest earlier one is what had to be fixed. */
const blameFixed = (timeline: Timeline, incidents: Incident[], blames: Map<SubjectRef, Blame>) => {
  for (const fix of timeline.deployments.filter(happened)) {
    const incident = fix.fixesIncident ? incidents.find((i) => i.id === fix.fixesIncident) : undefined
    const fixed = incident ? nearestEarlier(incident, timeline) : null
    if (fixed && fixed.deployment !== fix.deployment) blame(blames, fixed.deployment, 'rolled_back_or_fixed', fix.event)
  }
}

const blamePresumed = (timeline: Timeline, incidents: Incident[], blames: Map<SubjectRef, Blame>) => {
  for (const incident of incidents) {
    const presumed = nearestEarlier(incident, timeline)
    const linked = presumed && timeline.rulesAt(presumed.at).linkSeverities.includes(`sev${incident.severity}`)
    if (linked) blame(blames, presumed.deployment, 'presumed', incident.startedBy)
  }
}

/**
 * Every production deployment of one service among these facts, and which failed (PRODUCT.md, rule 11). The rules
 * are tried in their order, and the first that fits is kept with the events that say so. Facts must count (no
 * replaced ones) and be sorted by time.
 */
export const deploymentsOf = (facts: WindowFact[], rulesAt: RulesAt): Deployment[] => {
  const deployments = onePerDeployment(facts.filter((fact) => fact.kind === 'deployment'))
  const incidents = incidentsOf(facts.filter((fact) => fact.kind === 'incident'))
  const timeline: Timeline = { deployments, redeployed: redeploys(deployments, rulesAt), rulesAt }
  const blames = new Map<SubjectRef, Blame>()
  for (const incident of incidents)
    for (const cause of incident.causes) blame(blames, cause.deployment, 'named_by_incident', cause.event)
  for (const deployment of deployments.filter(happened)) {
    const undone = blamedByRollback(deployment, deployments, rulesAt(deployment.at))
    if (undone) blame(blames, undone, 'rolled_back_or_fixed', deployment.event)
  }
  blameFixed(timeline, incidents, blames)
  for (const deployment of deployments)
    if (deployment.status === 'failure') blame(blames, deployment.deployment, 'status', deployment.event)
  blamePresumed(timeline, incidents, blames)
  return deployments.map((fact) => judged(fact, blames.get(fact.deployment), timeline))
}

const judged = (fact: DeploymentFact, blamed: Blame | undefined, timeline: Timeline): Deployment => ({
  id: fact.deployment,
  at: fact.at,
  event: fact.event,
  status: fact.status,
  uncounted: uncounted(fact, blamed, timeline),
  failed: fact.status === 'cancelled' || !blamed ? null : blamed,
})
