import { ALWAYS_OPEN } from '../agreement/defaults.ts'
import { indicatorName } from '../agreement/indicator-names.ts'
import { objectiveSince } from '../agreement/lineage.ts'
import { phaseAt } from '../agreement/phases.ts'
import type { Objective, Terms } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { indicator } from '../indicators/catalogue.ts'
import type { Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import type { Evaluation, NotJudgedReason } from './evaluation.ts'
import type { Judging } from './result.ts'

type Applying = { objective: Objective; version: AcceptedVersion; since: Instant }

/**
 * The form of an objective that judges at `at`, looked for in the version in force at `asOf`. A changed objective of
 * a calendar window starts with its next window; until then its predecessor judges (PRODUCT.md, rule 8).
 */
const applying = (
  versions: AcceptedVersion[],
  id: string,
  service: string,
  at: Instant,
  asOf = at,
): Applying | null => {
  const version = inForceAt(versions, asOf)
  const lineage = objectiveSince(versions, id, asOf)
  if (!version || !lineage) return null
  const { objective, since, previous } = lineage
  // For a service that its predecessor did not bind, the objective is new: nobody agreed to be judged by that one.
  const isNew = previous === null || !concerns(previous.objective, previous.version.terms, service)
  if (isNew || objective.window?.kind !== 'calendar') return { objective, version, since }
  const own = windowAt(objective.window, version.terms.timeZone, since)
  const starts = own.from === since ? since : own.to
  return at >= starts ? { objective, version, since: starts } : applying(versions, id, service, at, since - 1)
}

const concerns = (objective: Objective, terms: Terms, service: string) =>
  terms.services.has(service) && (objective.services === null || objective.services.includes(service))

/** Numbers that somebody else measured have run on whatever hours they say. */
const runsOnCalendar = ({ indicator: key, clock }: Objective) =>
  indicatorName(key)?.time === 'calendar' && !key.startsWith('reported:') && clock !== undefined

/** The objective with targets that can be judged, or why it can't be. */
const judgeable = (objective: Objective): Judging['objective'] | NotJudgedReason => {
  const { target, warn, clock } = objective
  if (!indicator(objective.indicator)) return 'indicator_not_available'
  if (target.kind === 'relative' || warn?.kind === 'relative') return 'relative_target'
  const onHours = clock?.calendar !== ALWAYS_OPEN || target.unit === 'bd' || warn?.unit === 'bd'
  return runsOnCalendar(objective) && onHours ? 'calendar_not_available' : { ...objective, target, warn }
}

export type Judgings = { judged: Judging[]; notJudged: NonNullable<Evaluation['not_judged']> }

/** What judges a service at an instant, objective by objective, each by the version that applies to it. */
export const judgingsOf = (versions: AcceptedVersion[], service: string, at: Instant): Judgings => {
  const present = inForceAt(versions, at)
  const judged: Judging[] = []
  const notJudged: Judgings['notJudged'] = []
  if (!present) return { judged, notJudged }
  const phase = phaseAt(versions, at)
  for (const { id } of present.terms.objectives.filter((objective) => concerns(objective, present.terms, service))) {
    const found = applying(versions, id, service, at)
    if (!found) continue
    const { objective, version, since } = found
    const readable = judgeable(objective)
    if (typeof readable === 'string') {
      notJudged.push({ id, indicator: objective.indicator, reason: readable })
      continue
    }
    const inForce = objective.stage === null || objective.stage === version.terms.stage
    judged.push({ objective: readable, version, since, inForce, phase })
  }
  return { judged, notJudged }
}
