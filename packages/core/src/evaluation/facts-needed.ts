import type { AcceptedVersion } from '../agreement/versions.ts'
import { inForceAt } from '../agreement/versions.ts'
import { DEFAULT_ENVIRONMENT } from '../events/environment.ts'
import { indicator } from '../indicators/catalogue.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
import { judgingsOf } from './judging.ts'
import { windowsOf } from './window-objective.ts'

/** Without an agreement: the link window that deployments and incidents are joined by. */
export const DEFAULT_RULES = {
  linkWindowMs: DAY,
  linkSeverities: ['sev1', 'sev2'],
  rollbackBlames: 'rolled-back',
  failedPipelinesCount: false,
} as const

/**
 * Environments that count as production for a service: the agreed ones, and `production`, where events stand that
 * name none: an incident seldom says where it was noticed.
 */
export const productionOf = (version: AcceptedVersion | null, service: string): string[] => [
  ...new Set([...(version?.terms.services.get(service)?.production ?? []), DEFAULT_ENVIRONMENT]),
]

/**
 * The facts an evaluation of a service reads: from the earliest window that may be pooled, less one link window (what
 * ran before decides about a redeploy), until now and the clock skew. Null where no window objective is judged.
 */
export const factsNeeded = (
  versions: AcceptedVersion[],
  service: string,
  at: Instant,
): { environments: string[]; window: Window } | null => {
  const version = inForceAt(versions, at)
  // A deployment is linked by the version in force at its own finish, which need not be the one that judges.
  const longestLink = Math.max(...versions.map((one) => one.terms.incidents.linkWindowMs))
  const spans = judgingsOf(versions, service, at).judged.flatMap(({ objective, version: by, since }) => {
    if (!objective.window || indicator(objective.indicator)?.info.scope !== 'window') return []
    const first = windowsOf(objective.window, by.terms.timeZone, at, since).at(-1)
    return first ? [{ from: first.from - longestLink, to: first.to }] : []
  })
  if (spans.length === 0) return null
  return {
    environments: productionOf(version, service),
    // A calendar window is whole: what its clocks put a little ahead of ours belongs to it already.
    window: { from: Math.min(...spans.map((span) => span.from)), to: at + DAY },
  }
}
