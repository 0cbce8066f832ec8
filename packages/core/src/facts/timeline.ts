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

/** Deployments of a service by their finish, each once, and which of them brought nothing new. */
export type Timeline = { deployments: DeploymentFact[]; redeployed: Set<DeploymentKey>; rulesAt: RulesAt }

/** Two events of one deployment: the later finish is the last word, then the greater reference. */
const lastWord = (a: DeploymentFact, b: DeploymentFact) => ((a.at - b.at || (a.event < b.event ? -1 : 1)) < 0 ? b : a)

const onePerDeployment = (facts: DeploymentFact[]): DeploymentFact[] => {
  const byId = new Map<DeploymentKey, DeploymentFact>()
  for (const fact of facts) {
    const known = byId.get(keyOf(fact))
    byId.set(keyOf(fact), known ? lastWord(known, fact) : fact)
  }
  return [...byId.values()].sort((a, b) => a.at - b.at || (a.event < b.event ? -1 : 1))
}

/** It runs in production now: succeeded, and reached it. */
export const isLive = ({ status, reachedProduction }: DeploymentFact) => status === 'success' && reachedProduction

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

export const timelineOf = (facts: DeploymentFact[], rulesAt: RulesAt): Timeline => {
  const deployments = onePerDeployment(facts)
  return { deployments, redeployed: redeploys(deployments, rulesAt), rulesAt }
}

/** One timeline is asked about many names. */
const namesOf = new WeakMap<DeploymentFact[], ReadonlyMap<SubjectRef, DeploymentFact[]>>()

/** Deployments of a name: those where it was said, else wherever there are such. */
export const named = (
  deployments: DeploymentFact[],
  id: SubjectRef,
  environment: string | undefined,
): DeploymentFact[] => {
  const byName = namesOf.get(deployments) ?? Map.groupBy(deployments, ({ deployment }) => deployment)
  namesOf.set(deployments, byName)
  const all = byName.get(id) ?? []
  const there = all.filter((deployment) => deployment.environment === environment)
  return there.length > 0 ? there : all
}
