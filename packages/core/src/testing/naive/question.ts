import type { CalendarTerms, Objective, Unit } from '../../agreement/terms.ts'
import type { AcceptedVersion } from '../../agreement/versions.ts'
import type { StandingExclusion } from '../../standing/standing.ts'
import type { Instant, Window } from '../../time/instant.ts'
import { type Deployed, deploymentsIn, type Failed, failedIn, type RulesThen } from './deployments.ts'
import type { Counting } from './events.ts'
import { atOf, incidentsIn, type NaiveIncident, startOf } from './incidents.ts'
import type { Fraction } from './measured.ts'

/** One window of one objective, and everything that was posted. */
export type Question = {
  all: readonly Counting[]
  objective: Objective
  version: AcceptedVersion
  /** Nothing earlier is judged. */
  since: Instant
  window: Window
  /** Until when things could be seen. */
  until: Instant
  /** Only clocks of incidents of which something was first said then. */
  begun: Window
  environments: readonly string[]
  rules: RulesThen
  exclusions: readonly StandingExclusion[]
}

export type Told = { found: Deployed[]; incidents: NaiveIncident[]; failed: Failed[] }

export const told = (question: Question): Told => {
  const { all, environments, rules } = question
  const found = deploymentsIn(all, environments, rules)
  const incidents = incidentsIn(all, environments)
  // An incident that began in time that was taken out blames nobody; its first action, where nobody said when it began.
  const blaming = incidents.filter((one) => !excludedAt(question, startOf(one) ?? Math.min(...one.actions.map(atOf))))
  const failed = failedIn(found, blaming, rules)
  // A redeploy that somebody names as the cause of trouble did bring something new.
  for (const { deployment } of failed) if (deployment.why === 'redeploy') deployment.why = 'counts'
  return { found, incidents, failed }
}

export const excludedAt = ({ exclusions }: Question, at: Instant): boolean =>
  exclusions.some(({ from, to }) => from <= at && at < to)

/** It lies in time that was taken out from its beginning to its end. */
export const isTakenOut = ({ exclusions }: Question, from: Instant, to: Instant): boolean =>
  exclusions.some((gap) => gap.from <= from && from < gap.to && to <= gap.to)

/** Null: around the clock. */
export const calendarOf = ({ objective, version }: Question): CalendarTerms | null => {
  const name = objective.clock?.calendar ?? '24x7'
  return name === '24x7' ? null : (version.terms.clocks?.calendars.get(name) ?? null)
}

const FACTORS = new Map<Unit, number>([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
])

/** Compares a figure with the target by multiplying crosswise; equality meets, unless it says `<` or `>`. */
export const misses = ({ target }: Pick<Objective, 'target'>, { num, den }: Fraction): boolean => {
  if (target.kind !== 'compare') throw new Error('not generated')
  const factor = BigInt(FACTORS.get(target.unit) ?? (target.unit === '/week' ? 1 : 1))
  const perWeek = target.unit === '/week' ? 7n : 1n
  const left = BigInt(num) * perWeek * target.value.den
  const right = target.value.num * factor * BigInt(den)
  switch (target.op) {
    case '<=':
      return left > right
    case '<':
      return left >= right
    case '>=':
      return left < right
    case '>':
      return left <= right
    case '==':
      return left !== right
    default:
      return target.op satisfies never
  }
}
