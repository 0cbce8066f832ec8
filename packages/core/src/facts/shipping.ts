import type { CommitRef, EventRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { Deployment } from './deployments.ts'
import type { CommitsFact, DeploymentFact } from './facts.ts'
import { type DeploymentKey, keyOf } from './timeline.ts'

export type ShippedCommit = {
  sha: CommitRef
  /** When it was made. */
  at: Instant
  merge: boolean
  /** Finish of the deployment that named it: that of a failed one, where it went out with the next success. */
  namedAt: Instant
}

/** A deployment that went live, and every commit that was in it: its own, and those of failed tries before it. */
export type Shipping = {
  /** Its finish. */
  at: Instant
  event: EventRef
  commits: ShippedCommit[]
}

type Named = Map<CommitRef, ShippedCommit>

/** What each deployment names, whichever of its events says so; of two answers about one commit the later event's. */
const namedBy = (facts: DeploymentFact[], commits: CommitsFact[]): Map<DeploymentKey, Named> => {
  const keys = new Map(facts.map((fact) => [fact.event, keyOf(fact)]))
  const found = new Map<DeploymentKey, Named>()
  for (const fact of commits) {
    const key = keys.get(fact.event)
    if (key === undefined) continue
    const named = found.get(key) ?? new Map()
    for (const { sha, at, merge } of fact.commits) named.set(sha, { sha, at, merge, namedAt: fact.at })
    found.set(key, named)
  }
  return found
}

/**
 * What went live with each deployment, by time. Commits of failed and cancelled deployments wait for the next success
 * in the same environment; a redeploy ships nothing.
 */
export const shippingsOf = (deployments: Deployment[], facts: DeploymentFact[], commits: CommitsFact[]): Shipping[] => {
  const named = namedBy(facts, commits)
  const waiting = new Map<string | undefined, Named>()
  return deployments.flatMap(({ id, environment, at, event, live, uncounted }): Shipping[] => {
    if (uncounted === 'redeploy') return []
    const own = named.get(keyOf({ deployment: id, ...(environment === undefined ? {} : { environment }) }))
    const all: Named = waiting.get(environment) ?? new Map()
    // A second try names again what the first one named: each commit is in it once.
    for (const [sha, commit] of own ?? []) all.set(sha, commit)
    waiting.set(environment, live ? new Map() : all)
    return live ? [{ at, event, commits: [...all.values()] }] : []
  })
}
