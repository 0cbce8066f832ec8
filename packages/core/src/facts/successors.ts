import { countWhile } from '../time/sorted.ts'
import type { Blame } from './blame.ts'
import type { DeploymentFact } from './facts.ts'
import { byFinish, type Timeline } from './timeline.ts'

/** The first of a list by time that came after a deployment, and not before a moment. */
const firstAfter = (list: DeploymentFact[] | undefined, before: DeploymentFact, from = before.at): DeploymentFact[] => {
  if (!list) return []
  const passed = countWhile(list, (one) => one.at < from || one === before || byFinish(one, before) < 0)
  return list.slice(passed, passed + 1)
}

/**
 * Those of the later deployments among which the next success of a failed one is, by time: the first that went live
 * there, and the first with something new since it finished, and since each incident that it set off began. Any other
 * came after one of these, however many there are.
 */
export const successorsOf = (failed: DeploymentFact, { incidents }: Blame, timeline: Timeline): DeploymentFact[] => {
  const [live, news] = [timeline.live, timeline.news].map((places) => places.get(failed.environment))
  const found = new Set([
    ...firstAfter(live, failed),
    ...firstAfter(news, failed),
    ...[...incidents].flatMap(({ start }) => firstAfter(news, failed, start)),
  ])
  return [...found].sort(byFinish)
}
