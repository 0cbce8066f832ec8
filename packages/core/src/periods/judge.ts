import { inForceAt } from '../agreement/versions.ts'
import { groundOf, judgeOne } from '../evaluation/evaluate.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'
import { type FactsNeeded, factsNeeded } from '../evaluation/facts-needed.ts'
import type { EvaluationInput } from '../evaluation/input.ts'
import { inUnitOf } from '../evaluation/judge.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import { clocksUpTo, MOST_CLOCKS_KEPT } from '../evaluation/missed-clocks.ts'
import { productionOf } from '../evaluation/production.ts'
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

const exactFigure = ({ measurement, form }: Outcome, judging: Judging): ExactFigure | null => {
  if (measurement.kind !== 'measured') return null
  const { unit } = (form ?? judging).objective.target
  const { value, withoutPresumed } = measurement
  if (withoutPresumed === undefined) return { value: exactly(inUnitOf(unit, value)) }
  const without = withoutPresumed && exactly(inUnitOf(unit, withoutPresumed))
  return { value: exactly(inUnitOf(unit, value)), without_presumed: without }
}

/**
 * What had happened by an instant. Facts are read of every environment that any of several windows asks for; each
 * window is judged on its own.
 */
const happenedBy = (ground: PeriodGround, service: string, agreedAt: Instant, by: Instant): PeriodGround['window'] => {
  if (!ground.window) return null
  const places = productionOf(inForceAt(ground.versions, agreedAt), service)
  const { facts, ...rest } = ground.window
  const isThere = (fact: (typeof facts)[number]) =>
    places.includes(('environment' in fact ? fact.environment : undefined) ?? DEFAULT_ENVIRONMENT)
  return { ...rest, facts: facts.filter((fact) => fact.at <= by && isThere(fact)) }
}

/** `at` an instant in the window, as far as it went `until` then, by what had happened `by` then. */
type Moment = { at: Instant; until: Instant; by: Instant; agreedAt: Instant }

const judgedAt = (
  ground: PeriodGround,
  { id, service }: Pick<ClosedWindow, 'id' | 'service'>,
  judging: Judging,
  { at, until, by, agreedAt }: Moment,
): Outcome | null => {
  const window = happenedBy(ground, service, agreedAt, by)
  const request = { service, event: 'manual', commit_sha: NO_COMMIT } as const
  const input: EvaluationInput = { ...ground, window, id, at, until, request, head: [], base: null }
  const change = { head: [], base: null, uncovered: undefined }
  return judgeOne(judging, input, groundOf(input), change)[0] ?? null
}

/** Judges a window by what had happened by an instant: as far as it went then, or, once it is over, whole. */
const judgedBy = (ground: PeriodGround, closed: ClosedWindow, judging: Judging, by: Instant): Outcome | null => {
  const { to } = closed.window
  return judgedAt(ground, closed, judging, { at: Math.min(by, to - 1), until: Math.min(by, to), by, agreedAt: to - 1 })
}

/** The text that judged it. */
const hashOf = ({ form }: Outcome, judging: Judging) => (form ?? judging).version.hash

const tell = (outcome: Outcome, judging: Judging): JudgedPeriod['told'] | null => {
  const { result } = outcome
  return result.window ? { ...result, window: result.window, agreement_hash: hashOf(outcome, judging) } : null
}

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
  const told = outcome && tell(outcome, judging)
  if (!outcome || !told) return null
  const { id, clause, title, indicator, scope, owed_by, window: _, trend, ...more } = told
  // What a gate makes of it is no part of what the window came to.
  const { blocking, not_blocking, release, breach_id, ...result } = more
  return {
    told,
    result: {
      ...clocksUpTo(result, MOST_CLOCKS_KEPT),
      agreement_hash: hashOf(outcome, judging),
      exact: exactFigure(outcome, judging),
    },
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
  return outcome && tell(outcome, then)
}

/**
 * How one objective stood at an instant, in whichever of its windows was open then, by what had happened by then. Null
 * where it was not judged then.
 */
export const standingAt = (
  ground: PeriodGround,
  service: string,
  objective: string,
  at: Instant,
): JudgedPeriod['told'] | null => {
  const judging = judgingsOf(ground.versions, service, at).judged.find((one) => one.objective.id === objective)
  if (!judging) return null
  // A rolling window ends at the instant itself, which is outside: this one is in it from the next on.
  const inside = judging.objective.window?.kind === 'rolling' ? at + 1 : at
  const outcome = judgedAt(ground, { id: '', service }, judging, { at: inside, until: at, by: at, agreedAt: at })
  return outcome && tell(outcome, judging)
}

/** The instants at which something happened that a window may be judged by, the earliest first. */
export const happenedAt = (ground: PeriodGround, from: Instant, until: Instant): Instant[] => {
  const found = new Set<Instant>()
  for (const fact of ground.window?.facts ?? [])
    for (const at of 'to' in fact ? [fact.at, fact.to] : [fact.at]) if (at > from && at <= until) found.add(at)
  return [...found].sort((a, b) => a - b)
}
