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

/** What makes a deployment one: its environment and its id there (PRODUCT.md, rule 13). */
type DeploymentKey = string & { readonly __deploymentKey: unique symbol }
const keyOf = ({ environment = '', deployment }: DeploymentFact) => `${environment} ${deployment}` as DeploymentKey

const onePerDeployment = (facts: DeploymentFact[]): DeploymentFact[] => {
  const byId = new Map<DeploymentKey, DeploymentFact>()
  for (const fact of facts) {
    const known = byId.get(keyOf(fact))
    byId.set(keyOf(fact), known ? lastWord(known, fact) : fact)
  }
  return [...byId.values()].sort((a, b) => a.at - b.at || (a.event < b.event ? -1 : 1))
}

/**
 * A redeploy brings nothing new: what runs before it, by the last successful deployment there at most a link window
 * ago, is the same version, and it neither undoes nor mends anything.
 */
const redeploys = (deployments: DeploymentFact[], rulesAt: RulesAt): Set<DeploymentKey> => {
  const found = new Set<DeploymentKey>()
  const runningIn = new Map<string | undefined, DeploymentFact>()
  for (const deployment of deployments) {
    if (deployment.status !== 'success' || !deployment.reachedProduction) continue
    const running = runningIn.get(deployment.environment)
    const soon = running && deployment.at - running.at <= rulesAt(deployment.at).linkWindowMs
    const sameVersion = running?.version === deployment.version
    if (soon && sameVersion && !deployment.rollsBack && !deployment.fixesIncident) found.add(keyOf(deployment))
    runningIn.set(deployment.environment, deployment)
  }
  return found
}

/** Deployments of a name: those where it was said, else wherever there are such. */
const named = (deployments: DeploymentFact[], id: SubjectRef, environment: string | undefined): DeploymentFact[] => {
  const all = deployments.filter((deployment) => deployment.deployment === id)
  const there = all.filter((deployment) => deployment.environment === environment)
  return there.length > 0 ? there : all
}

const uncounted = (fact: DeploymentFact, blamed: Blame | undefined, timeline: Timeline): Uncounted | null => {
  if (fact.status === 'cancelled') return 'cancelled'
  if (!fact.reachedProduction && !timeline.rulesAt(fact.at).failedPipelinesCount) return 'failed_before_production'
  // A redeploy that somebody names as the cause of trouble did bring something new.
  return timeline.redeployed.has(keyOf(fact)) && !blamed ? 'redeploy' : null
}

type Timeline = { deployments: DeploymentFact[]; redeployed: Set<DeploymentKey>; rulesAt: RulesAt }

type Blame = { rule: FailedRule; by: EventRef[] }

/** Who is blamed by a rollback: the deployment it names, or, where agreed, the one after the version it went back to. */
const blamedByRollback = (
  rollback: DeploymentFact,
  deployments: DeploymentFact[],
  rules: IncidentRules,
): DeploymentFact[] => {
  if (!rollback.rollsBack) return []
  const rolledBack = named(deployments, rollback.rollsBack, rollback.environment)
  if (rules.rollbackBlames === 'rolled-back') return rolledBack
  const there = deployments.filter((d) => d.environment === rollback.environment)
  const before = there.slice(0, there.indexOf(rollback))
  const target = before.findLastIndex((d) => d.status === 'success' && d.version === rollback.version)
  const skipped = target < 0 ? undefined : before.slice(target + 1).find((d) => d.status === 'success')
  return skipped ? [skipped] : rolledBack
}

/** Cancelled deployments count nowhere: such a rollback or fix says nothing about what it was to undo. */
const happened = ({ status }: DeploymentFact) => status !== 'cancelled'

type Blames = Map<DeploymentKey, Blame>

/** Keeps the blame of the strongest rule; of one rule, every event that says so. */
const blame = (blames: Blames, blamed: DeploymentFact, rule: FailedRule, by: EventRef) => {
  const known = blames.get(keyOf(blamed))
  if (!known) blames.set(keyOf(blamed), { rule, by: [by] })
  else if (known.rule === rule && !known.by.includes(by)) known.by = [...known.by, by].sort()
}

/**
 * The nearest earlier successful deployment inside the link window, for an incident whose start is known and whose
 * cause nobody has named or excused. A redeploy brought nothing new and is passed over.
 */
const nearestEarlier = (incident: Incident, timeline: Timeline): DeploymentFact | null => {
  if (!incident.startKnown || incident.causes.length > 0 || incident.noCause || incident.agreedAttribution) return null
  const candidates = timeline.deployments.filter(
    (d) =>
      d.status === 'success' && d.reachedProduction && d.at <= incident.start && !timeline.redeployed.has(keyOf(d)),
  )
  const there = candidates.filter((d) => d.environment === incident.environment)
  const earlier = (incident.environment === undefined ? candidates : there).at(-1)
  return earlier && incident.start - earlier.at <= timeline.rulesAt(earlier.at).linkWindowMs ? earlier : null
}

/** A fix names an incident; where that names no deployment, the nearest earlier one is what had to be fixed. */
const blameFixed = (timeline: Timeline, incidents: Incident[], blames: Blames) => {
  for (const fix of timeline.deployments.filter(happened)) {
    const incident = fix.fixesIncident ? incidents.find((i) => i.id === fix.fixesIncident) : undefined
    const fixed = incident ? nearestEarlier(incident, timeline) : null
    if (fixed && fixed !== fix) blame(blames, fixed, 'rolled_back_or_fixed', fix.event)
  }
}

const blamePresumed = (timeline: Timeline, incidents: Incident[], blames: Blames) => {
  for (const incident of incidents) {
    const presumed = nearestEarlier(incident, timeline)
    const linked = presumed && timeline.rulesAt(presumed.at).linkSeverities.includes(`sev${incident.severity}`)
    if (linked) blame(blames, presumed, 'presumed', incident.startedBy)
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
  const blames: Blames = new Map()
  for (const incident of incidents)
    for (const cause of incident.causes)
      for (const one of named(deployments, cause.deployment, cause.environment))
        blame(blames, one, 'named_by_incident', cause.event)
  for (const deployment of deployments.filter(happened)) {
    for (const undone of blamedByRollback(deployment, deployments, rulesAt(deployment.at)))
      blame(blames, undone, 'rolled_back_or_fixed', deployment.event)
  }
  blameFixed(timeline, incidents, blames)
  for (const deployment of deployments)
    if (deployment.status === 'failure') blame(blames, deployment, 'status', deployment.event)
  blamePresumed(timeline, incidents, blames)
  return deployments.map((fact) => judged(fact, blames.get(keyOf(fact)), timeline))
}

const judged = (fact: DeploymentFact, blamed: Blame | undefined, timeline: Timeline): Deployment => ({
  id: fact.deployment,
  at: fact.at,
  event: fact.event,
  status: fact.status,
  uncounted: uncounted(fact, blamed, timeline),
  failed: fact.status === 'cancelled' || !blamed ? null : blamed,
})
