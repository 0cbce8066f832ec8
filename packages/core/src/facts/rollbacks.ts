import { subjectRef } from '../events/identity.ts'
import { PREVIOUS_DEPLOYMENT } from '../events/words.ts'
import type { Instant } from '../time/instant.ts'
import type { DeploymentFact } from './facts.ts'
import { happened, isLive, named, type Timeline } from './timeline.ts'

const PREVIOUS = subjectRef(PREVIOUS_DEPLOYMENT)

/** What went live in one environment so far, by time, and where in that list each version last did. */
type Before = { live: DeploymentFact[]; lastOf: Map<string, number> }

/** What a rollback names: a deployment, or the last one that went live there before it. */
const rolledBack = (rollback: DeploymentFact, { live }: Before, since: Instant, timeline: Timeline) => {
  if (!rollback.rollsBack) return []
  // One that names itself has undone nothing.
  if (rollback.rollsBack !== PREVIOUS)
    return named(timeline, rollback.rollsBack, rollback.environment).filter((one) => one !== rollback)
  return live.slice(-1).filter(({ at }) => at >= since)
}

/** What came after the version that a rollback went back to; nothing where that did not go live since then. */
const skipped = ({ version }: DeploymentFact, { live, lastOf }: Before, since: Instant): DeploymentFact[] => {
  const target = lastOf.get(version)
  if (target === undefined || (live[target]?.at ?? 0) < since) return []
  return live.slice(target + 1, target + 2)
}

/** Who is blamed by a rollback: the deployment it names, or, where agreed, the one after the version it went back to. */
const blamedBy = (rollback: DeploymentFact, before: Before, since: Instant, timeline: Timeline): DeploymentFact[] => {
  const undone = rolledBack(rollback, before, since, timeline)
  if (timeline.rulesAt(rollback.at).rollbackBlames === 'rolled-back') return undone
  const instead = skipped(rollback, before, since)
  return instead.length > 0 ? instead : undone
}

/**
 * Every rollback by time, and who is blamed by it. What went live is noted on the way, so that no rollback has to look
 * through all that came before it.
 * @param reachMs how far back what a rollback goes back to is looked for
 */
export const rollbacksOf = (timeline: Timeline, reachMs: number) => {
  const places = new Map<string | undefined, Before>()
  return timeline.deployments.flatMap((deployment): { rollback: DeploymentFact; blamed: DeploymentFact[] }[] => {
    const before: Before = places.get(deployment.environment) ?? { live: [], lastOf: new Map() }
    places.set(deployment.environment, before)
    const isRollback = deployment.rollsBack !== null && happened(deployment)
    const blamed = isRollback ? blamedBy(deployment, before, deployment.at - reachMs, timeline) : []
    if (isLive(deployment)) before.lastOf.set(deployment.version, before.live.push(deployment) - 1)
    return isRollback ? [{ rollback: deployment, blamed }] : []
  })
}
