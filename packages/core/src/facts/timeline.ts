import type { IncidentRules } from '../agreement/terms.ts'
import type { SubjectRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { DeploymentFact } from './facts.ts'

/** The rules for a deployment are those of the version in force when it finished. */
export type RulesAt = (at: Instant) => IncidentRules

/** What makes a deployment one: its environment and its id there (PRODUCT.md, rule 13). */
export type DeploymentKey = string & { readonly __deploymentKey: unique symbol }
export const keyOf = ({ environment = '', deployment }: Pick<DeploymentFact, 'environment' | 'deployment'>) =>
  `${environment} ${deployment}` as DeploymentKey

/** Deployments of a service by their finish, each once, and which of them brought nothing new. Every list is by time. */
export type Timeline = {
  deployments: DeploymentFact[]
  byName: ReadonlyMap<SubjectRef, DeploymentFact[]>
  redeployed: Set<DeploymentKey>
  /** What went live, by environment. */
  live: ReadonlyMap<string | undefined, DeploymentFact[]>
  /** What went live and brought something new, by environment, and wherever. */
  news: ReadonlyMap<string | undefined, DeploymentFact[]>
  newsAnywhere: DeploymentFact[]
  rulesAt: RulesAt
}

/** Order of two deployments: by their finish, then by reference. */
export const byFinish = (a: DeploymentFact, b: DeploymentFact) => a.at - b.at || (a.event < b.event ? -1 : 1)

/** Two events of one deployment: the later finish is the last word, then the greater reference. */
const lastWord = (a: DeploymentFact, b: DeploymentFact) => (byFinish(a, b) < 0 ? b : a)

const onePerDeployment = (facts: DeploymentFact[]): DeploymentFact[] => {
  const byId = new Map<DeploymentKey, DeploymentFact>()
  for (const fact of facts) {
    const known = byId.get(keyOf(fact))
    byId.set(keyOf(fact), known ? lastWord(known, fact) : fact)
  }
  return [...byId.values()].sort(byFinish)
}

/** It runs in production now: succeeded, and reached it. */
export const isLive = ({ status, reachedProduction }: DeploymentFact) => status === 'success' && reachedProduction

/** Cancelled deployments count nowhere: such a rollback or fix says nothing about what it was to undo. */
export const happened = ({ status }: DeploymentFact) => status !== 'cancelled'

/**
 * A redeploy brings nothing new: what runs before it, by the last successful deployment there at most a link window
 * ago, is the same version, and it neither undoes nor mends anything.
 */
const redeploys = (deployments: DeploymentFact[], rulesAt: RulesAt): Set<DeploymentKey> => {
  const found = new Set<DeploymentKey>()
  const runningIn = new Map<string | undefined, DeploymentFact>()
  for (const deployment of deployments) {
    if (!isLive(deployment)) continue
    const running = runningIn.get(deployment.environment)
    const soon = running && deployment.at - running.at <= rulesAt(deployment.at).linkWindowMs
    const sameVersion = running?.version === deployment.version
    if (soon && sameVersion && !deployment.rollsBack && !deployment.fixesIncident) found.add(keyOf(deployment))
    runningIn.set(deployment.environment, deployment)
  }
  return found
}

const byEnvironment = (deployments: DeploymentFact[]) => Map.groupBy(deployments, ({ environment }) => environment)

export const timelineOf = (facts: DeploymentFact[], rulesAt: RulesAt): Timeline => {
  const deployments = onePerDeployment(facts)
  const redeployed = redeploys(deployments, rulesAt)
  const live = deployments.filter(isLive)
  const news = live.filter((deployment) => !redeployed.has(keyOf(deployment)))
  return {
    deployments,
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

/** For how many at the beginning of a list something holds that holds for none behind them: found in a few steps. */
export const countWhile = <One>(list: readonly One[], holds: (one: One) => boolean): number => {
  let [known, end] = [0, list.length]
  while (known < end) {
    const middle = (known + end) >>> 1
    const one = list[middle]
    if (one !== undefined && holds(one)) known = middle + 1
    else end = middle
  }
  return known
}
