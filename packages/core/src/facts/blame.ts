import type { FailedRule } from '../evaluation/evidence.ts'
import type { EventRef } from '../events/identity.ts'
import { DAY } from '../time/instant.ts'
import { countWhile } from '../time/sorted.ts'
import type { DeploymentFact } from './facts.ts'
import type { Incident } from './incidents.ts'
import { LINK_REACH_DAYS } from './reach.ts'
import { rollbacksOf } from './rollbacks.ts'
import { counts, happened, named, type Timeline } from './timeline.ts'

/** Why a deployment is held to have failed, and by what it was undone or what it set off. */
export type Blame = {
  rule: FailedRule
  by: Set<EventRef>
  /** Incidents it is linked with, by whichever rule. */
  incidents: Set<Incident>
  /** Deployments that roll it back, or fix what it set off. */
  undoneBy: Set<DeploymentFact>
}

export type Blames = Map<DeploymentFact, Blame>

/** Keeps the strongest rule; of one rule, every event that says so. Rules come in their order. */
const blame = (blames: Blames, blamed: DeploymentFact, rule: FailedRule, by: EventRef): Blame => {
  const known = blames.get(blamed)
  if (known) {
    if (known.rule === rule) known.by.add(by)
    return known
  }
  const first: Blame = { rule, by: new Set([by]), incidents: new Set(), undoneBy: new Set() }
  blames.set(blamed, first)
  return first
}

/** Named with a name that means something: one that no deployment has, or only one that counts nowhere, rebuts nothing. */
export const isNamed = ({ causes }: Incident, timeline: Timeline) =>
  causes.some(({ deployment, environment }) =>
    named(timeline, deployment, environment).some((one) => counts(one, timeline.rulesAt)),
  )

/**
 * The nearest earlier successful deployment inside the link window, for an incident whose start is known and whose
 * cause nobody has named or excused. A redeploy brought nothing new and is passed over.
 */
const nearestEarlier = (incident: Incident, timeline: Timeline): DeploymentFact | null => {
  const { start, environment } = incident
  if (!incident.startKnown || isNamed(incident, timeline) || incident.noCause || incident.agreedAttribution) return null
  const news = environment === undefined ? timeline.newsAnywhere : (timeline.news.get(environment) ?? [])
  const earlier = news[countWhile(news, ({ at }) => at < start) - 1]
  return earlier && start - earlier.at < timeline.rulesAt(earlier.at).linkWindowMs ? earlier : null
}

const blameNamed = (timeline: Timeline, incidents: Incident[], blames: Blames) => {
  for (const incident of incidents)
    for (const { deployment, environment, event } of incident.causes)
      for (const one of named(timeline, deployment, environment))
        blame(blames, one, 'named_by_incident', event).incidents.add(incident)
}

const blameRolledBack = (timeline: Timeline, blames: Blames) => {
  for (const { rollback, blamed } of rollbacksOf(timeline, LINK_REACH_DAYS * DAY))
    for (const undone of blamed) blame(blames, undone, 'rolled_back_or_fixed', rollback.event).undoneBy.add(rollback)
}

/** Who is blamed for each incident so far. */
const blamesByIncident = (blames: Blames): Map<Incident, Set<Blame>> => {
  const found = new Map<Incident, Set<Blame>>()
  for (const known of blames.values())
    for (const incident of known.incidents) found.set(incident, (found.get(incident) ?? new Set()).add(known))
  return found
}

/** A fix names an incident; where that names no deployment, the nearest earlier one is what had to be fixed. */
const blameFixed = (timeline: Timeline, incidents: Incident[], blames: Blames) => {
  const byName = new Map(incidents.flatMap((incident) => incident.ids.map((id) => [id, incident] as const)))
  const setOff = blamesByIncident(blames)
  for (const fix of timeline.deployments.filter(happened)) {
    const incident = fix.fixesIncident ? byName.get(fix.fixesIncident) : undefined
    if (!incident) continue
    // Whoever is blamed for the incident already was fixed by this, unless it is the same deployment: none mends itself.
    const own = blames.get(fix)
    for (const known of setOff.get(incident) ?? []) if (known !== own) known.undoneBy.add(fix)
    const fixed = nearestEarlier(incident, timeline)
    if (!fixed || fixed === fix) continue
    const found = blame(blames, fixed, 'rolled_back_or_fixed', fix.event)
    found.incidents.add(incident)
    found.undoneBy.add(fix)
    setOff.set(incident, (setOff.get(incident) ?? new Set()).add(found))
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
