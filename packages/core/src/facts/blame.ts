import type { FailedRule } from '../evaluation/evidence.ts'
import { type EventRef, subjectRef } from '../events/identity.ts'
import { PREVIOUS_DEPLOYMENT } from '../events/schema/delivery.ts'
import { DAY } from '../time/instant.ts'
import type { DeploymentFact } from './facts.ts'
import type { Incident } from './incidents.ts'
import { type DeploymentKey, isLive, keyOf, named, type Timeline } from './timeline.ts'

/** Why a deployment is held to have failed, and by what it was undone or what it set off. */
export type Blame = {
  rule: FailedRule
  by: Set<EventRef>
  /** Incidents it is linked with, by whichever rule. */
  incidents: Set<Incident>
  /** Deployments that roll it back, or fix what it set off. */
  undoneBy: Set<DeploymentFact>
}

export type Blames = Map<DeploymentKey, Blame>

/**
 * How far back what a rollback goes back to is looked for, and an incident's first action: whoever reads less would
 * judge otherwise.
 */
export const LINK_REACH_DAYS = 31

const PREVIOUS = subjectRef(PREVIOUS_DEPLOYMENT)

/** Keeps the strongest rule; of one rule, every event that says so. Rules come in their order. */
const blame = (blames: Blames, blamed: DeploymentFact, rule: FailedRule, by: EventRef): Blame => {
  const known = blames.get(keyOf(blamed))
  if (known) {
    if (known.rule === rule) known.by.add(by)
    return known
  }
  const first: Blame = { rule, by: new Set([by]), incidents: new Set(), undoneBy: new Set() }
  blames.set(keyOf(blamed), first)
  return first
}

/** What a rollback names: a deployment, or the last one that went live there before it. */
const rolledBack = (rollback: DeploymentFact, before: DeploymentFact[], deployments: DeploymentFact[]) => {
  if (!rollback.rollsBack) return []
  // One that names itself has undone nothing.
  if (rollback.rollsBack !== PREVIOUS)
    return named(deployments, rollback.rollsBack, rollback.environment).filter((one) => one !== rollback)
  const previous = before.findLast(isLive)
  return previous ? [previous] : []
}

/** Who is blamed by a rollback: the deployment it names, or, where agreed, the one after the version it went back to. */
const blamedByRollback = (rollback: DeploymentFact, { deployments, rulesAt }: Timeline): DeploymentFact[] => {
  if (!rollback.rollsBack) return []
  const there = deployments.filter((d) => d.environment === rollback.environment)
  const reach = rollback.at - LINK_REACH_DAYS * DAY
  const before = there.slice(0, there.indexOf(rollback)).filter(({ at }) => at >= reach)
  const undone = rolledBack(rollback, before, deployments)
  if (rulesAt(rollback.at).rollbackBlames === 'rolled-back') return undone
  const target = before.findLastIndex((d) => isLive(d) && d.version === rollback.version)
  const skipped = target < 0 ? undefined : before.slice(target + 1).find(isLive)
  return skipped ? [skipped] : undone
}

/** Cancelled deployments count nowhere: such a rollback or fix says nothing about what it was to undo. */
const happened = ({ status }: DeploymentFact) => status !== 'cancelled'

/** Named with a name that means something: one that no deployment has rebuts nothing. */
const isNamed = ({ causes }: Incident, { deployments }: Timeline) =>
  causes.some(({ deployment, environment }) => named(deployments, deployment, environment).length > 0)

/**
 * The nearest earlier successful deployment inside the link window, for an incident whose start is known and whose
 * cause nobody has named or excused. A redeploy brought nothing new and is passed over.
 */
const nearestEarlier = (incident: Incident, timeline: Timeline): DeploymentFact | null => {
  const { deployments, redeployed, rulesAt } = timeline
  if (!incident.startKnown || isNamed(incident, timeline) || incident.noCause || incident.agreedAttribution) return null
  const earlier = deployments.findLast(
    (d) =>
      d.at < incident.start &&
      isLive(d) &&
      (incident.environment === undefined || d.environment === incident.environment) &&
      !redeployed.has(keyOf(d)),
  )
  return earlier && incident.start - earlier.at < rulesAt(earlier.at).linkWindowMs ? earlier : null
}

const blameNamed = ({ deployments }: Timeline, incidents: Incident[], blames: Blames) => {
  for (const incident of incidents)
    for (const { deployment, environment, event } of incident.causes)
      for (const one of named(deployments, deployment, environment))
        blame(blames, one, 'named_by_incident', event).incidents.add(incident)
}

const blameRolledBack = (timeline: Timeline, blames: Blames) => {
  for (const rollback of timeline.deployments.filter(happened))
    for (const undone of blamedByRollback(rollback, timeline))
      blame(blames, undone, 'rolled_back_or_fixed', rollback.event).undoneBy.add(rollback)
}

/** A fix names an incident; where that names no deployment, the nearest earlier one is what had to be fixed. */
const blameFixed = (timeline: Timeline, incidents: Incident[], blames: Blames) => {
  const byName = new Map(incidents.flatMap((incident) => incident.ids.map((id) => [id, incident] as const)))
  for (const fix of timeline.deployments.filter(happened)) {
    const incident = fix.fixesIncident ? byName.get(fix.fixesIncident) : undefined
    if (!incident) continue
    // Whoever is blamed for the incident already was fixed by this.
    for (const known of blames.values()) if (known.incidents.has(incident)) known.undoneBy.add(fix)
    const fixed = nearestEarlier(incident, timeline)
    if (!fixed || fixed === fix) continue
    const found = blame(blames, fixed, 'rolled_back_or_fixed', fix.event)
    found.incidents.add(incident)
    found.undoneBy.add(fix)
  }
}

const blameStatus = ({ deployments }: Timeline, blames: Blames) => {
  for (const deployment of deployments)
    if (deployment.status === 'failure') blame(blames, deployment, 'status', deployment.event)
}

const blamePresumed = (timeline: Timeline, incidents: Incident[], blames: Blames) => {
  for (const incident of incidents) {
    const presumed = nearestEarlier(incident, timeline)
    const linked = presumed && timeline.rulesAt(presumed.at).linkSeverities.includes(`sev${incident.severity}`)
    if (linked) blame(blames, presumed, 'presumed', incident.startedBy).incidents.add(incident)
  }
}

/** Who failed, by the rules in their order (PRODUCT.md, rule 11): the first that fits is kept with the events that say so. */
export const blamesOf = (timeline: Timeline, incidents: Incident[]): Blames => {
  const blames: Blames = new Map()
  blameNamed(timeline, incidents, blames)
  blameRolledBack(timeline, blames)
  blameFixed(timeline, incidents, blames)
  blameStatus(timeline, blames)
  blamePresumed(timeline, incidents, blames)
  return blames
}
