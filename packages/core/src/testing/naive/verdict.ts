import type { IncidentRules, Objective } from '../../agreement/terms.ts'
import type { AcceptedVersion } from '../../agreement/versions.ts'
import type { Standing } from '../../standing/standing.ts'
import type { Instant, Window } from '../../time/instant.ts'
import type { Posted } from '../histories.ts'
import { availability } from './availability.ts'
import { againstBaseline } from './baselines.ts'
import { incidentClocks } from './clocks.ts'
import { leadTime, recoveryTime, timeToRestore } from './durations.ts'
import { countingEvents } from './events.ts'
import { type Figure, noData } from './measured.ts'
import { misses, type Question } from './question.ts'
import { changeFailRate, deploymentFrequency, deploymentReworkRate } from './rates.ts'
import { openTime, windowBefore, windowOf } from './time.ts'
import { type Form, formsOf, inForce, type Judge, judgeOf } from './versions.ts'

export type NaiveVerdict = {
  status: 'met' | 'at_risk' | 'breached' | 'waived' | 'excluded' | 'no_data'
  window: Window
  version: number | null
  figure: Figure
}

export type Posed = {
  posted: readonly Posted[]
  versions: readonly AcceptedVersion[]
  service: string
  standing: Standing
}

/** How deployments and incidents are linked before there is an agreement. */
const WITHOUT_AGREEMENT: IncidentRules = {
  linkWindowMs: 24 * 3_600_000,
  linkSeverities: ['sev1', 'sev2'],
  rollbackBlames: 'rolled-back',
  failedPipelinesCount: false,
}

const measured = (question: Question): Figure => {
  switch (question.objective.indicator) {
    case 'change-fail-rate':
      return changeFailRate(question)
    case 'deployment-rework-rate':
      return deploymentReworkRate(question)
    case 'deployment-frequency':
      return deploymentFrequency(question)
    case 'lead-time-for-changes':
      return leadTime(question)
    case 'failed-deployment-recovery-time':
      return recoveryTime(question)
    case 'time-to-restore':
      return timeToRestore(question)
    case 'availability':
      return availability(question)
    case 'time-to-detect':
    case 'time-to-acknowledge':
    case 'time-to-respond':
    case 'time-to-resolve':
      return incidentClocks(question)
    default:
      throw new Error(`not written twice: ${question.objective.indicator}`)
  }
}

/**
 * Rule 4: a sample that is too small is pooled with up to two earlier windows, as far as the objective was in force. One
 * that is empty is not: nothing happened in the window itself. One that meets the target alone never misses it with others.
 * @param whole the window, also where the objective came into force inside it
 */
const pooled = (question: Question, whole: Window, isItsOwn: (window: Window) => boolean): Figure => {
  const { objective, version, since } = question
  const least = objective.minSamples
  const spec = objective.window
  if (least === null || !spec) return measured(question)
  let window = whole
  let first = question.window.from
  const own = measured(question)
  let figure = own
  const isEmpty = figure.kind !== 'no_cases' && figure.samples === 0
  for (let more = 0; more < 2 && !isEmpty && (figure.kind === 'no_cases' || figure.samples < least); more++) {
    window = windowBefore(spec, version.terms.timeZone, window)
    if (!isItsOwn(window)) break
    first = Math.max(since, window.from)
    figure = measured({ ...question, window: { from: first, to: question.window.to } })
  }
  if (figure.kind !== 'no_cases' && figure.samples < least) return noData('too_few_samples', figure.samples)
  // What only earlier windows missed was theirs.
  const isMiss = (one: Figure) => one.kind === 'measured' && misses(objective, one.value)
  if (!isMiss(figure) || isMiss(own)) return figure
  return noData('too_few_samples', own.kind === 'no_cases' ? 0 : own.samples)
}

const statusOf = (objective: Objective, figure: Figure): NaiveVerdict['status'] => {
  if (figure.kind === 'no_data') return 'no_data'
  if (figure.kind === 'no_cases') return 'met'
  if (misses(objective, figure.value)) return 'breached'
  return objective.warn && misses({ target: objective.warn }, figure.value) ? 'at_risk' : 'met'
}

/** @param instant when it is judged: in the last millisecond of a window that is over */
const judgedBy = (posed: Posed, form: Form, window: Window, until: Instant, instant: Instant): NaiveVerdict => {
  const { versions, standing, service } = posed
  const { judge, begun } = form
  const against = againstBaseline(judge, versions, service, window, instant)
  const { objective, version, since } = against ?? judge
  const named = (list: readonly string[] | null, name: string) => list === null || list.includes(name)
  const exclusions = standing.exclusions.filter(
    (one) => named(one.services, service) && named(one.objectives, objective.id),
  )
  const from = Math.max(since, window.from)
  const own = version.terms.services.get(service)?.production ?? []
  const question: Question = {
    all: countingEvents(posed.posted),
    objective,
    version,
    since,
    window: { from, to: window.to },
    until,
    begun,
    environments: [...own, 'production'],
    rules: (at) => inForce(versions, at)?.terms.incidents ?? WITHOUT_AGREEMENT,
    exclusions,
  }
  const isItsOwn = (earlier: Window) => judgeOf(versions, objective.id, earlier.to - 1)?.since === judge.since
  const figure = against === null ? noData('no_baseline') : pooled(question, window, isItsOwn)
  // What has only begun lies in whatever is left out then.
  const whole =
    from < window.to
      ? openTime(null, from, window.to, exclusions) === 0
      : exclusions.some((gap) => gap.from <= from && from < gap.to)
  const status = whole && against ? 'excluded' : statusOf(objective, figure)
  const permitted = (at: Instant) =>
    standing.waivers.some(
      (one) =>
        one.objective === objective.id &&
        (one.service === null || one.service === service) &&
        one.breach === null &&
        one.from <= at &&
        at < one.until,
    )
  // A clock that was late before it was waived is a breach already, and stays one.
  const late = figure.kind === 'measured' ? (figure.late ?? []) : []
  const waived = late.length > 0 ? late.every(permitted) : permitted(instant)
  return {
    status: status === 'breached' && waived ? 'waived' : status,
    window: { from, to: window.to },
    version: version.version,
    figure,
  }
}

/** What several forms of one objective come to together: told is the worst, and of those that are alike the newest. */
const judged = (posed: Posed, judge: Judge, window: Window, until: Instant, instant: Instant): NaiveVerdict => {
  const all = formsOf(posed.versions, judge).map((form) => judgedBy(posed, form, window, until, instant))
  const rank = ({ status, figure }: NaiveVerdict) =>
    figure.kind === 'measured' ? ['breached', 'waived', 'at_risk', 'met'].indexOf(status) : 9
  const [told] = all.toSorted((a, b) => rank(a) - rank(b))
  const oldest = all.at(-1)
  if (!told || !oldest) throw new Error('nothing judges')
  const samples = all.reduce((sum, { figure }) => sum + (figure.kind === 'no_cases' ? 0 : figure.samples), 0)
  const figure = told.figure.kind === 'no_cases' ? told.figure : { ...told.figure, samples }
  return { ...told, window: oldest.window, figure }
}

/** One objective's calendar window that ended at `to`, by everything that was ever posted. */
export const closedVerdict = (posed: Posed, objective: string, to: Instant): NaiveVerdict | null => {
  const judge = judgeOf(posed.versions, objective, to - 1)
  if (!judge?.objective.window) return null
  const window = windowOf(judge.objective.window, judge.version.terms.timeZone, to - 1)
  // A window that ended before there was a baseline is never judged.
  const against = againstBaseline(judge, posed.versions, posed.service, window, to - 1)
  return window.to === to && against && against.since < to ? judged(posed, judge, window, to, to - 1) : null
}

/** One objective now, by what had happened by then. */
export const verdictAt = (posed: Posed, objective: string, at: Instant): NaiveVerdict | null => {
  const judge = judgeOf(posed.versions, objective, at)
  if (!judge?.objective.window) return null
  return judged(posed, judge, windowOf(judge.objective.window, judge.version.terms.timeZone, at), at, at)
}
