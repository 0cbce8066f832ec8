import { objectiveSince } from '../agreement/lineage.ts'
import { phaseAt } from '../agreement/phases.ts'
import type { Objective } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { type Awaited, resolveRelative } from '../baselines/resolve.ts'
import { budgetedBy } from '../budget/of.ts'
import { indicator } from '../indicators/catalogue.ts'
import type { Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { concerns } from './concerns.ts'
import type { Evaluation } from './evaluation.ts'
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

/** An objective whose target means nothing yet: it is relative to figures that are not frozen. */
export type Waiting = Omit<Judging, 'objective' | 'baseline'> & { objective: Objective; awaits: Awaited }

export type Judgings = {
  judged: Judging[]
  waiting: Waiting[]
  notJudged: NonNullable<Evaluation['not_judged']>
}

type Found = Omit<Judging, 'objective'> & { objective: Objective }

/** With a target that can be judged: its own, or what it comes to beside a baseline. */
const judgeable = (found: Found, versions: AcceptedVersion[], service: string, at: Instant): Judging | Waiting => {
  const { objective, version, since } = found
  const { target, warn } = objective
  // `validate` refuses a relative warning.
  const stricter = warn?.kind === 'relative' ? null : warn
  if (target.kind !== 'relative') return { ...found, objective: { ...objective, target, warn: stricter } }
  const asking = { objective: { ...objective, target }, version, versions, service, at, since }
  const resolved = resolveRelative(asking)
  if (resolved.kind === 'awaited') return { ...found, awaits: resolved }
  return {
    ...found,
    objective: { ...objective, target: resolved.target, warn: stricter, minSamples: resolved.minSamples },
    since: resolved.since,
    baseline: resolved.baseline,
  }
}

/** What judges a service at an instant, objective by objective, each by the version that applies to it. */
export const judgingsOf = (versions: AcceptedVersion[], service: string, at: Instant): Judgings => {
  const present = inForceAt(versions, at)
  const found: Judgings = { judged: [], waiting: [], notJudged: [] }
  if (!present) return found
  const phase = phaseAt(versions, at)
  for (const { id } of present.terms.objectives.filter((objective) => concerns(objective, present.terms, service))) {
    const applied = applying(versions, id, service, at)
    if (!applied) continue
    const { objective, version } = applied
    if (!indicator(objective.indicator)) {
      found.notJudged.push({ id, indicator: objective.indicator, reason: 'indicator_not_available' })
      continue
    }
    const inForce = objective.stage === null || objective.stage === version.terms.stage
    const budgetOf = budgetedBy(objective, version.terms, service)
    const about = { ...applied, inForce, phase, ...(budgetOf ? { budgetOf } : {}) }
    const one = judgeable(about, versions, service, at)
    if ('awaits' in one) found.waiting.push(one)
    else found.judged.push(one)
  }
  return found
}
