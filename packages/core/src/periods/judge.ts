import { inForceAt } from '../agreement/versions.ts'
import { groundOf, judgeOne } from '../evaluation/evaluate.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import { type FactsNeeded, factsNeeded, productionOf } from '../evaluation/facts-needed.ts'
import type { EvaluationInput } from '../evaluation/input.ts'
import { inUnitOf } from '../evaluation/judge.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import type { Judging, Outcome } from '../evaluation/result.ts'
import { DEFAULT_ENVIRONMENT } from '../events/environment.ts'
import type { Ratio } from '../number/ratio.ts'
import { DAY, type Instant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import type { ClosedWindow } from './due.ts'
import type { ExactFigure, PeriodResult } from './period.ts'

/** Stands where a window has no commit; it is shown nowhere. */
const NO_COMMIT = '0'.repeat(40)

/** What a window that is over is judged on: everything known now, of the range that `factsOfPeriods` asks for. */
export type PeriodGround = Omit<EvaluationInput, 'id' | 'at' | 'until' | 'request' | 'head' | 'base'>

/** `told`: as a gate in the window's last moment would have told it. */
export type JudgedPeriod = {
  told: ObjectiveResult & { window: NonNullable<ObjectiveResult['window']> }
  result: PeriodResult
}

/** The facts that decide about windows of one service that are over; null for none. */
export const factsOfPeriods = (
  versions: PeriodGround['versions'],
  service: string,
  ends: readonly Instant[],
  now: Instant,
): FactsNeeded | null => {
  const needed = ends.flatMap((to) => factsNeeded(versions, service, to - 1) ?? [])
  if (needed.length === 0) return null
  return {
    environments: [...new Set(needed.flatMap(({ environments }) => environments))],
    window: { from: Math.min(...needed.map(({ window }) => window.from)), to: now + DAY },
    families: [...new Set(needed.flatMap(({ families }) => families))],
  }
}

const exactly = ({ num, den }: Ratio) => `${num}/${den}`

const exactFigure = ({ measurement }: Outcome, { objective }: Judging): ExactFigure | null => {
  if (measurement.kind !== 'measured') return null
  const { unit } = objective.target
  const { value, withoutPresumed } = measurement
  if (withoutPresumed === undefined) return { value: exactly(inUnitOf(unit, value)) }
  const without = withoutPresumed && exactly(inUnitOf(unit, withoutPresumed))
  return { value: exactly(inUnitOf(unit, value)), without_presumed: without }
}

/**
 * What had happened by an instant. Facts are read of every environment that any of several windows asks for; each
 * window is judged on its own.
 */
const happenedBy = (ground: PeriodGround, { service, window }: ClosedWindow, by: Instant): PeriodGround['window'] => {
  if (!ground.window) return null
  const places = productionOf(inForceAt(ground.versions, window.to - 1), service)
  const { facts, ...rest } = ground.window
  const isThere = (fact: (typeof facts)[number]) =>
    places.includes(('environment' in fact ? fact.environment : undefined) ?? DEFAULT_ENVIRONMENT)
  return { ...rest, facts: facts.filter((fact) => fact.at <= by && isThere(fact)) }
}

/** Judges a window by what had happened by an instant: as far as it went then, or, once it is over, whole. */
const judgedBy = (ground: PeriodGround, closed: ClosedWindow, judging: Judging, by: Instant): Outcome | null => {
  const { service, window } = closed
  const input: EvaluationInput = {
    ...ground,
    window: happenedBy(ground, closed, by),
    id: closed.id,
    at: Math.min(by, window.to - 1),
    until: Math.min(by, window.to),
    request: { service, event: 'manual', commit_sha: NO_COMMIT },
    head: [],
    base: null,
  }
  const change = { head: [], base: null, uncovered: undefined }
  return judgeOne(judging, input, groundOf(input), change)[0] ?? null
}

const tell = ({ result }: Outcome, { hash }: Judging['version']): JudgedPeriod['told'] | null =>
  result.window ? { ...result, window: result.window, agreement_hash: hash } : null

/**
 * Judges one objective over a window that is over, at its end, by everything that is known. Null where nothing can be
 * judged: without a server.
 * @param by only what had happened by then counts
 */
export const judgePeriod = (
  ground: PeriodGround,
  closed: ClosedWindow,
  by: Instant = Number.MAX_SAFE_INTEGER,
): JudgedPeriod | null => {
  const { judging, window } = closed
  const outcome = judgedBy(ground, closed, judging, Math.max(by, window.to))
  const told = outcome && tell(outcome, judging.version)
  if (!outcome || !told) return null
  const { id, clause, title, indicator, scope, owed_by, window: _, trend, ...more } = told
  // What a gate makes of it is no part of what the window came to.
  const { blocking, not_blocking, release, breach_id, ...result } = more
  return {
    told,
    result: { ...result, agreement_hash: judging.version.hash, exact: exactFigure(outcome, judging) },
  }
}

/**
 * How the same window stood at an earlier instant, by what had happened by then and was in force then. Null where
 * another window was judged then, or none.
 */
export const standingOf = (ground: PeriodGround, closed: ClosedWindow, by: Instant): JudgedPeriod['told'] | null => {
  const { service, window, judging } = closed
  if (by >= window.to) return judgePeriod(ground, closed, by)?.told ?? null
  const then = judgingsOf(ground.versions, service, by).judged.find(
    ({ objective }) => objective.id === judging.objective.id,
  )
  const spec = then?.objective.window
  if (!then || spec?.kind !== 'calendar' || windowAt(spec, then.version.terms.timeZone, by).to !== window.to)
    return null
  const outcome = judgedBy(ground, closed, then, by)
  return outcome && tell(outcome, then.version)
}

/** The instants at which something happened that a window may be judged by, the earliest first. */
export const happenedAt = (ground: PeriodGround, from: Instant, until: Instant): Instant[] => {
  const found = new Set<Instant>()
  for (const fact of ground.window?.facts ?? [])
    for (const at of 'to' in fact ? [fact.at, fact.to] : [fact.at]) if (at > from && at <= until) found.add(at)
  return [...found].sort((a, b) => a - b)
}
