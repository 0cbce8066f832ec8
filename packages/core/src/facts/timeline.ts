import type { IncidentRules } from '../agreement/terms.ts'
import type { EventRef, SubjectRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { DeploymentFact } from './facts.ts'

/** The rules for a deployment are those of the version in force when it finished. */
export type RulesAt = (at: Instant) => IncidentRules

/** What makes a deployment one: its environment and its id there (PRODUCT.md, rule 13). */
const keyOf = ({ environment = '', deployment }: DeploymentFact) => `${environment} ${deployment}`

/**
 * Deployments of a service by their finish, each once and told by one of its events, and which of them brought nothing
 * new. Every list is by time.
 */
export type Timeline = {
  deployments: DeploymentFact[]
  /** Every event of each, in the order of the facts. */
  events: ReadonlyMap<DeploymentFact, EventRef[]>
  byName: ReadonlyMap<SubjectRef, DeploymentFact[]>
  redeployed: ReadonlySet<DeploymentFact>
  /** What went live, by environment. */
  live: ReadonlyMap<string | undefined, DeploymentFact[]>
  /** What went live and brought something new, by environment, and wherever. */
  news: ReadonlyMap<string | undefined, DeploymentFact[]>
  newsAnywhere: DeploymentFact[]
  rulesAt: RulesAt
}

/** Order of two deployments: by their finish, then by reference. */
export const byFinish = (a: DeploymentFact, b: DeploymentFact) => a.at - b.at || (a.event < b.event ? -1 : 1)

/** Cancelled deployments count nowhere: such a rollback or fix says nothing about what it was to undo. */
export const happened = ({ status }: DeploymentFact) => status !== 'cancelled'

const reached = (one: DeploymentFact) => happened(one) && one.reachedProduction

/** It could do harm: it reached production, or what did not was agreed to count. */
export const counts = (one: DeploymentFact, rulesAt: RulesAt) =>
  reached(one) || (happened(one) && rulesAt(one.at).failedPipelinesCount)

/**
 * Two events of one deployment: the later finish is the last word, then the greater reference. What reached production
 * stays so: that it was cancelled or stopped before takes nothing back, only a correction does.
 */
const lastWord = (a: DeploymentFact, b: DeploymentFact) =>
  (Number(reached(a)) - Number(reached(b)) || byFinish(a, b)) < 0 ? b : a

const onePerDeployment = (facts: DeploymentFact[]): Map<DeploymentFact, EventRef[]> => {
  const byId = new Map<string, { last: DeploymentFact; events: EventRef[] }>()
  for (const fact of facts) {
    const key = keyOf(fact)
    const known = byId.get(key)
    if (known) {
      known.last = lastWord(known.last, fact)
      known.events.push(fact.event)
    } else byId.set(key, { last: fact, events: [fact.event] })
  }
  return new Map([...byId.values()].sort((a, b) => byFinish(a.last, b.last)).map(({ last, events }) => [last, events]))
}

/** It runs in production now: succeeded, and reached it. */
export const isLive = ({ status, reachedProduction }: DeploymentFact) => status === 'success' && reachedProduction

/**
 * A redeploy brings nothing new: what runs before it, by the last successful deployment there less than a link window
 * ago, is the same version, and it neither undoes nor mends anything.
 */
const redeploys = (deployments: DeploymentFact[], rulesAt: RulesAt): Set<DeploymentFact> => {
  const found = new Set<DeploymentFact>()
  const runningIn = new Map<string | undefined, DeploymentFact>()
  for (const deployment of deployments) {
    if (!isLive(deployment)) continue
    const running = runningIn.get(deployment.environment)
    const soon = running && deployment.at - running.at < rulesAt(deployment.at).linkWindowMs
    const sameVersion = running?.version === deployment.version
    if (soon && sameVersion && !deployment.rollsBack && !deployment.fixesIncident) found.add(deployment)
    runningIn.set(deployment.environment, deployment)
  }
  return found
}

const byEnvironment = (deployments: DeploymentFact[]) => Map.groupBy(deployments, ({ environment }) => environment)

export const timelineOf = (facts: DeploymentFact[], rulesAt: RulesAt): Timeline => {
  const events = onePerDeployment(facts)
  const deployments = [...events.keys()]
  const redeployed = redeploys(deployments, rulesAt)
  const live = deployments.filter(isLive)
  const news = live.filter((deployment) => !redeployed.has(deployment))
  return {
    deployments,
    events,
    byName: Map.groupBy(deployments, ({ deployment }) => deployment),
    redeployed,
    live: byEnvironment(live),
    news: byEnvironment(news),
    newsAnywhere: news,
    rulesAt,
  }
}

/** Deployments of a name: those where it was said, else wherever there are such. */
export const named = ({ byName }: Timeline, id: SubjectRef, environment: string | undefined): DeploymentFact[] => {
  const all = byName.get(id) ?? []
  const there = all.filter((deployment) => deployment.environment === environment)
  return there.length > 0 ? there : all
}
