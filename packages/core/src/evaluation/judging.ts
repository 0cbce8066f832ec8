import type { Objective, Terms } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { indicator } from '../indicators/catalogue.ts'
import type { Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import type { Evaluation } from './evaluation.ts'
import { phasePosition } from './phase.ts'
import type { Judging } from './result.ts'

/** Wording may change without a new judgement; everything else of an objective decides something. */
const judgingContent = (objective: Objective, terms: Terms): string => {
  const { title: _title, clause: _clause, ...judges } = objective
  const rules = objective.window ? { zone: terms.timeZone, incidents: terms.incidents } : {}
  return JSON.stringify([judges, rules], (_key, value) => (typeof value === 'bigint' ? value.toString() : value))
}

type Origin = {
  objective: Objective
  /** The version whose words these are. */
  version: AcceptedVersion
  /** Since when this objective, or its unchanged predecessor, has been in force. */
  since: Instant
  /** The objective of the same name that it changed, and the version of that. */
  changed: { objective: Objective; version: AcceptedVersion } | null
}

const find = (version: AcceptedVersion, id: string) => version.terms.objectives.find((objective) => objective.id === id)

/** Follows an objective back through the versions that led to this one while what it judges stays the same. */
const originOf = (objective: Objective, version: AcceptedVersion, earlier: AcceptedVersion[]): Origin => {
  const content = judgingContent(objective, version.terms)
  let since = version.inForceFrom
  for (const before of earlier.toReversed()) {
    const predecessor = find(before, objective.id)
    if (!predecessor) break
    if (judgingContent(predecessor, before.terms) !== content)
      return { objective, version, since, changed: { objective: predecessor, version: before } }
    since = before.inForceFrom
  }
  return { objective, version, since, changed: null }
}

/** A changed objective of a calendar window starts with its next window; until then its predecessor judges. */
const judgesAt = (origin: Origin, earlier: AcceptedVersion[], at: Instant): Origin => {
  const { changed, objective, version, since } = origin
  if (!changed || objective.window?.kind !== 'calendar') return origin
  const own = windowAt(objective.window, version.terms.timeZone, since)
  const starts = own.from === since ? since : own.to
  if (at >= starts) return { ...origin, since: starts }
  return originOf(changed.objective, changed.version, earlier.slice(0, earlier.indexOf(changed.version)))
}

const concerns = (objective: Objective, terms: Terms, service: string) =>
  terms.services.has(service) && (objective.services === null || objective.services.includes(service))

export type Judgings = { judged: Judging[]; notJudged: NonNullable<Evaluation['not_judged']> }

/** What judges a service at an instant, objective by objective, each by the version that applies to it (rule 8). */
export const judgingsOf = (versions: AcceptedVersion[], service: string, at: Instant): Judgings => {
  const version = inForceAt(versions, at)
  const judged: Judging[] = []
  const notJudged: Judgings['notJudged'] = []
  if (!version) return { judged, notJudged }
  const earlier = versions.filter((one) => one.inForceFrom <= at).sort((a, b) => a.inForceFrom - b.inForceFrom)
  const before = earlier.slice(0, earlier.indexOf(version))
  for (const present of version.terms.objectives) {
    if (!concerns(present, version.terms, service)) continue
    const { objective, version: by, since } = judgesAt(originOf(present, version, before), before, at)
    const { id, target, warn } = objective
    if (!indicator(objective.indicator))
      notJudged.push({ id, indicator: objective.indicator, reason: 'indicator_not_available' })
    else if (target.kind === 'relative' || warn?.kind === 'relative')
      notJudged.push({ id, indicator: objective.indicator, reason: 'relative_target' })
    else
      judged.push({
        objective: { ...objective, target, warn },
        version: by,
        since,
        inForce: objective.stage === null || objective.stage === by.terms.stage,
        phases: phasePosition(version, versions, at),
      })
  }
  return { judged, notJudged }
}
