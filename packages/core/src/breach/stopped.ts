import type { CommitRef, NameRef } from '../events/identity.ts'
import type { GateFact } from '../facts/facts.ts'
import type { Instant } from '../time/instant.ts'

/*
 * "Stopped at the gate" (PRODUCT.md, rule 7): a change that an objective failed at a gate before the merge, and that
 * was not merged while failing it. Mended and merged later, given up, or still open: the gate did its work.
 */

/** A change held back by one objective, at the first gate that did so. */
export type Stop = { objective: NameRef; pr: number | null; commit: CommitRef; at: Instant }

/** The same with the names that people know. */
export type NamedStop = { service: string; objective: string; indicator: string | null; pr: number | null; at: Instant }

type Told = Pick<GateFact, 'event' | 'at' | 'commit' | 'pullRequest' | 'on' | 'verdict' | 'merged' | 'blockedBy'>

const BEFORE_MERGE: readonly GateFact['on'][] = ['pull_request', 'merge_group']

/** An exempted change is let through, although its fact says what would have blocked it. */
const isStop = ({ on, merged, verdict }: Told) => !merged && verdict === 'fail' && BEFORE_MERGE.includes(on)

/**
 * Changes of one service that were stopped, oldest first. A change is its pull request, else its commit; a commit that
 * any gate saw with a pull request belongs to it.
 * @param facts gates of the service, in any order; the same one twice counts once
 * @param mergedAs what pull requests became on the default branch, where that is known
 */
export const stoppedAtTheGate = (
  facts: readonly Told[],
  mergedAs: ReadonlyMap<CommitRef, number> = new Map(),
): Stop[] => {
  // Of gates at one instant the reference decides, so that any order gives the same answer.
  const inTime = facts.toSorted((a, b) => a.at - b.at || (a.event < b.event ? -1 : 1))
  const pullRequestOf = new Map([
    ...mergedAs,
    ...inTime.flatMap(({ commit, pullRequest }) => (pullRequest === null ? [] : [[commit, pullRequest] as const])),
  ])
  const nameOf = ({ commit, pullRequest }: Told, objective: NameRef) =>
    JSON.stringify([pullRequest ?? pullRequestOf.get(commit) ?? commit, objective])
  const stops = new Map<string, Stop>()
  for (const fact of inTime.filter(isStop))
    for (const objective of fact.blockedBy) {
      const name = nameOf(fact, objective)
      const pr = fact.pullRequest ?? pullRequestOf.get(fact.commit) ?? null
      if (!stops.has(name)) stops.set(name, { objective, pr, commit: fact.commit, at: fact.at })
    }
  for (const fact of inTime.filter(({ merged }) => merged))
    for (const objective of fact.blockedBy) stops.delete(nameOf(fact, objective))
  return [...stops.values()]
}
