import type { EventRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'
import type { Blame } from './blame.ts'
import type { DeploymentFact } from './facts.ts'
import { isLive } from './timeline.ts'

/** What put an end to a failed deployment's harm. */
export type Remediation = { at: Instant; by: EventRef; how: 'rolled_back_or_fixed' | 'next_success' | 'resolved' }

/**
 * Since when it did harm: a deployment that failed, since it finished; one that set off incidents, since the first of
 * them began. A deployment that came in between remedied nothing.
 */
const harmfulFrom = (failed: DeploymentFact, { incidents }: Blame): Instant => {
  const starts = [...incidents].filter(({ startKnown }) => startKnown).map(({ start }) => start)
  const atOnce = failed.status === 'failure' || starts.length === 0
  return atOnce
    ? failed.at
    : Math.max(
        failed.at,
        starts.reduce((first, start) => Math.min(first, start)),
      )
}

/**
 * The next deployment there that brought something new: a redeploy of what was running mended nothing. After a try
 * that broke production without going live nothing surely runs, and one of what ran before brings that back.
 */
const nextSuccess = (
  failed: DeploymentFact,
  from: Instant,
  later: DeploymentFact[],
  redeployed: ReadonlySet<DeploymentFact>,
): Remediation[] => {
  let running = isLive(failed) || !failed.reachedProduction
  for (const d of later) {
    if (d.environment !== failed.environment || !isLive(d)) continue
    const mends = !(running && redeployed.has(d))
    if (mends && d.at >= from) return [{ at: d.at, by: d.event, how: 'next_success' }]
    running = true
  }
  return []
}

const undone = ({ undoneBy }: Blame): Remediation[] =>
  [...undoneBy].filter(isLive).map(({ at, event }) => ({ at, by: event, how: 'rolled_back_or_fixed' }))

/** Of several incidents the last end: until then something it set off went on. What was called off mended nothing. */
const resolved = ({ incidents }: Blame): Remediation[] => {
  const ends = [...incidents].flatMap(({ end }) => (end && !end.cancelled ? end : []))
  const last = ends.length < incidents.size ? undefined : ends.sort((a, b) => a.at - b.at).at(-1)
  return last ? [{ at: last.at, by: last.by, how: 'resolved' }] : []
}

const ORDER: readonly Remediation['how'][] = ['rolled_back_or_fixed', 'next_success', 'resolved']

const earliest = (a: Remediation, b: Remediation) =>
  a.at - b.at || ORDER.indexOf(a.how) - ORDER.indexOf(b.how) || (a.by < b.by ? -1 : 1)

/**
 * The earliest of next success, rollback or fix, and the end of every incident it set off; null while there is none.
 * `later` are the deployments behind it, by time; `redeployed` those that brought nothing new. An end before the
 * deployment finished is told as it is: its negative span is dropped where it is counted.
 */
export const remediationOf = (
  failed: DeploymentFact,
  blame: Blame,
  later: DeploymentFact[],
  redeployed: ReadonlySet<DeploymentFact>,
): Remediation | null => {
  const next = nextSuccess(failed, harmfulFrom(failed, blame), later, redeployed)
  const all = [...undone(blame), ...next, ...resolved(blame)]
  const after = all.filter(({ at }) => at >= failed.at)
  return (after.length > 0 ? after : all).sort(earliest)[0] ?? null
}
