import type { Objective, Terms } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { type Awaited, resolveRelative } from '../baselines/resolve.ts'
import { concerns } from '../evaluation/concerns.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import type { Judging } from '../evaluation/result.ts'
import type { StandingBaseline } from '../standing/standing.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'
import { addDays, localDate, localMidnight } from '../time/zone.ts'

/** Longer than anything that is read for a window: a text is tried as if it had been in force all along. */
const ALL_ALONG = 1_200 * DAY

/** A text tried on one service: as a version that was in force all along, in no phase. */
export type Hypothesis = {
  version: AcceptedVersion
  judged: Judging[]
  awaiting: { objective: Objective; awaits: Awaited }[]
  unavailable: Objective[]
}

/** The local days that end today; the last goes on. */
export const backtestRange = (zone: string, days: number, now: Instant): Window => ({
  from: localMidnight(zone, addDays(localDate(zone, now), 1 - days)),
  to: now,
})

type Resolved = { objective: Objective; baseline?: StandingBaseline } | { objective: Objective; awaits: Awaited }

/** @param versions what was accepted: its phases say what is waited for */
const resolved = (
  objective: Objective,
  version: AcceptedVersion,
  versions: readonly AcceptedVersion[],
  service: string,
  now: Instant,
): Resolved => {
  const { target } = objective
  if (target.kind !== 'relative') return { objective }
  const asking = { objective: { ...objective, target }, version, versions, service, at: now, since: 0 }
  const found = resolveRelative(asking)
  if (found.kind === 'awaited') return { objective, awaits: found }
  return {
    objective: { ...objective, target: found.target, minSamples: found.minSamples },
    baseline: found.baseline,
  }
}

/**
 * Phases soften and end; what is tried is the text itself. Targets relative to a baseline mean what is frozen by now,
 * in every window alike.
 */
export const hypothesisOf = (
  version: AcceptedVersion,
  accepted: readonly AcceptedVersion[],
  service: string,
  range: Window,
): Hypothesis => {
  const versions = [...accepted.filter((one) => one.version !== version.version), version]
  const all = version.terms.objectives.map((one) => resolved(one, version, versions, service, range.to))
  const baselines = new Map(all.flatMap((one) => ('baseline' in one ? [[one.objective.id, one.baseline]] : [])))
  const awaiting = all.flatMap((one) =>
    'awaits' in one && concerns(one.objective, version.terms, service) ? [one] : [],
  )
  const objectives = all.flatMap((one) => ('awaits' in one ? [] : [one.objective]))
  const terms: Terms = { ...version.terms, objectives, phases: [] }
  const { version: number, hash } = version
  const tried = { version: number, hash, terms, inForceFrom: range.from - ALL_ALONG }
  const { judged, notJudged } = judgingsOf([tried], service, range.to)
  return {
    version: tried,
    judged: judged.map((judging) => {
      const baseline = baselines.get(judging.objective.id)
      return baseline ? { ...judging, baseline } : judging
    }),
    awaiting,
    unavailable: objectives.filter(({ id }) => notJudged.some((one) => one.id === id)),
  }
}
