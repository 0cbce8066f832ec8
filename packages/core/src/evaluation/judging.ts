import { changedFrom } from '../agreement/changed-from.ts'
import { judgesAtOnce, objectiveSince } from '../agreement/lineage.ts'
import { phaseAt } from '../agreement/phases.ts'
import type { Objective } from '../agreement/terms.ts'
import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import { type Awaited, resolveRelative } from '../baselines/resolve.ts'
import { budgetedBy } from '../budget/of.ts'
import { CLOCK_REACH_DAYS } from '../facts/reach.ts'
import { knownIndicator } from '../indicators/known.ts'
import { ALWAYS, DAY, type Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { concerns } from './concerns.ts'
import type { Evaluation } from './evaluation.ts'
import type { Judging } from './result.ts'

type Applying = Pick<Judging, 'version' | 'since' | 'begun'> & { objective: Objective; earlier?: Applying[] }

/**
 * With what judges incidents that began before a change: nobody's clock is judged by what came into force after its
 * start. Of what nobody tells any more, nothing is looked for.
 */
const withEarlier = (own: Applying, before: Applying | null, at: Instant): Applying => {
  const { version, objective, since } = own
  const told = objective.window
    ? windowAt(objective.window, version.terms.timeZone, at).from - CLOCK_REACH_DAYS * DAY
    : since
  if (!before || since <= told) return own
  const { earlier = [], ...last } = before
  const begun = { from: last.begun?.from ?? ALWAYS.from, to: since }
  return { ...own, begun: { from: since, to: ALWAYS.to }, earlier: [{ ...last, begun }, ...earlier] }
}

/**
 * The form of an objective that judges at `at`, looked for in the version in force at `asOf`. A changed objective of
 * a calendar window starts with its next window, once the one that its predecessor judges is over; until then that
 * judges (PRODUCT.md, rule 8). Where incidents are judged one by one, each is by what was in force at its start.
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
  const own = { objective, version, since }
  if (isNew || objective.window === null) return own
  const before = applying(versions, id, service, since - 1)
  const earlier = before && { objective: before.objective, terms: before.version.terms }
  if (earlier && judgesAtOnce(earlier, { objective, terms: version.terms })) return withEarlier(own, before, at)
  const starts = changedFrom(earlier, { objective, terms: version.terms }, since)
  return at >= starts ? { ...own, since: starts } : applying(versions, id, service, at, since - 1)
}

/** An objective whose target means nothing yet: it is relative to figures that are not frozen. */
export type Waiting = Omit<Judging, 'objective' | 'baseline'> & { objective: Objective; awaits: Awaited }

export type Judgings = {
  judged: Judging[]
  waiting: Waiting[]
  notJudged: NonNullable<Evaluation['not_judged']>
}

type Found = Omit<Judging, 'objective' | 'earlier'> & { objective: Objective }

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
    const { earlier = [], ...newest } = applied
    const { objective } = newest
    if (!knownIndicator(objective.indicator)) {
      found.notJudged.push({ id, indicator: objective.indicator, reason: 'indicator_not_available' })
      continue
    }
    const asFound = (form: Omit<Applying, 'earlier'>): Found => {
      const { stage } = form.objective
      const budgetOf = budgetedBy(form.objective, form.version.terms, service)
      const inForce = stage === null || stage === form.version.terms.stage
      return { ...form, inForce, phase, ...(budgetOf ? { budgetOf } : {}) }
    }
    const one = judgeable(asFound(newest), versions, service, at)
    if ('awaits' in one) found.waiting.push(one)
    else {
      const forms = earlier.map((form) => judgeable(asFound(form), versions, service, at))
      const before = forms.flatMap((form) => ('awaits' in form ? [] : [form]))
      found.judged.push(before.length > 0 ? { ...one, earlier: before } : one)
    }
  }
  return found
}
