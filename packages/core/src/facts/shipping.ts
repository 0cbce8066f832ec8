import type { CommitRef, EventRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { Deployment } from './deployments.ts'
import type { CommitsFact } from './facts.ts'

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

/** What a deployment names, whichever of its events says so; of two answers about one commit the later event's. */
const namedBy = ({ events }: Deployment, told: ReadonlyMap<EventRef, CommitsFact>): ShippedCommit[] =>
  events.flatMap((event) => {
    const fact = told.get(event)
    return fact ? fact.commits.map(({ sha, at, merge }) => ({ sha, at, merge, namedAt: fact.at })) : []
  })

/**
 * What went live with each deployment, by time. Commits of failed and cancelled deployments wait for the next success
 * in the same environment; a redeploy ships nothing.
 */
export const shippingsOf = (deployments: Deployment[], commits: CommitsFact[]): Shipping[] => {
  const told = new Map(commits.map((fact) => [fact.event, fact]))
  const waiting = new Map<string | undefined, Named>()
  return deployments.flatMap((deployment): Shipping[] => {
    const { environment, at, event, live, uncounted } = deployment
    if (uncounted === 'redeploy') return []
    const all: Named = waiting.get(environment) ?? new Map()
    // A second try names again what the first one named: each commit is in it once.
    for (const commit of namedBy(deployment, told)) all.set(commit.sha, commit)
    waiting.set(environment, live ? new Map() : all)
    return live ? [{ at, event, commits: [...all.values()] }] : []
  })
}
