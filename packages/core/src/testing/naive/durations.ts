import type { CalendarTerms } from '../../agreement/terms.ts'
import type { Instant } from '../../time/instant.ts'
import { type Deployed, type Failed, wentLive } from './deployments.ts'
import { ms } from './events.ts'
import { clientSays, endOf, startOf, worstOf } from './incidents.ts'
import { type Figure, inside, noData, statisticOf } from './measured.ts'
import { calendarOf, excludedAt, isTakenOut, misses, type Question, type Told, told } from './question.ts'
import { firstPast, openTime } from './time.ts'
import { watched } from './watched.ts'

const DAY = 86_400_000

const figure = (question: Question, cases: readonly number[]): Figure =>
  cases.length > 0
    ? {
        kind: 'measured',
        value: statisticOf(
          question.objective.statistic ?? 'median',
          cases.map((num) => ({ num, den: 1 })),
        ),
        samples: cases.length,
      }
    : watched(question)
      ? { kind: 'no_cases' }
      : noData('not_watched')

/** Commits that go live for the first time in the window: none of the window or the 90 days before had them. */
export const leadTime = (question: Question): Figure => {
  const { found } = told(question)
  const line = found.toSorted((a, b) => a.at - b.at)
  const first = line.find(wentLive)
  const cases: number[] = []
  const seen: { sha: string; at: Instant }[] = []
  for (const one of line) {
    if (!wentLive(one) || one.why === 'redeploy') continue
    // What failed or was cancelled since the last success there goes out with this one.
    const previous = line.findLast(
      (other) =>
        other !== one &&
        other.environment === one.environment &&
        wentLive(other) &&
        other.why !== 'redeploy' &&
        other.at < one.at,
    )
    const carried = line.filter(
      (other) =>
        other === one ||
        (other.environment === one.environment &&
          !wentLive(other) &&
          other.at <= one.at &&
          other.at > (previous?.at ?? -1)),
    )
    const commits = carried.flatMap(({ commits }) => commits)
    const shipped = [...new Map(commits.map((commit) => [commit.sha, commit])).values()]
    for (const { sha, committed_at, merge } of shipped) {
      const before = seen.some((other) => other.sha === sha && other.at >= question.window.from - 90 * DAY)
      seen.push({ sha, at: one.at })
      if (before || merge || one === first) continue
      if (!inside(question.window, one.at) || excludedAt(question, one.at)) continue
      const made = ms(committed_at)
      if (one.at >= made && !isTakenOut(question, made, one.at))
        cases.push(openTime(null, made, one.at, question.exclusions))
    }
  }
  return cases.length > 0 ? figure(question, cases) : noData('no_events')
}

/** A redeploy of what was running mends nothing; after a try that broke production nothing surely runs. */
const mends = (one: Deployed, failed: Deployed, found: readonly Deployed[]): boolean =>
  !one.again ||
  (!wentLive(failed) &&
    failed.data.reached_production !== false &&
    !found.some(
      (other) =>
        other.environment === failed.environment && wentLive(other) && failed.at < other.at && other.at < one.at,
    ))

/** When a failed deployment was mended: the earliest of the ways that count; null while it is not. */
const remedied = ({ deployment, by, mended }: Failed, { found }: Told): Instant | null => {
  const starts = by.flatMap((incident) => startOf(incident) ?? [])
  const status = deployment.data.status === 'failure'
  const harm = Math.max(deployment.at, status || starts.length === 0 ? deployment.at : Math.min(...starts))
  const nexts = found
    .filter((one) => one !== deployment && one.environment === deployment.environment && wentLive(one))
    .filter((one) => mends(one, deployment, found) && one.at > deployment.at && one.at >= harm)
    .map(({ at }) => at)
  const ends = by.map(endOf)
  const over =
    by.length > 0 && ends.every((end) => end !== null && !end.calledOff)
      ? [Math.max(...ends.map((end) => end?.at ?? 0))]
      : []
  const all = [...nexts, ...mended.map(({ at }) => at), ...over]
  // What was over before it finished is no remedy where there is another.
  const after = all.filter((at) => at >= deployment.at)
  return all.length > 0 ? Math.min(...(after.length > 0 ? after : all)) : null
}

/** A case that goes on counts with its age, in the window in which it got past the target. */
const openCase = (question: Question, calendar: CalendarTerms | null, from: Instant): number[] => {
  const { window, until, objective, exclusions } = question
  const isPast = (spent: number) => misses(objective, { num: spent, den: 1 })
  const late = firstPast(calendar, from, isPast, until, exclusions)
  return late !== null && inside(window, late) ? [openTime(calendar, from, until, exclusions)] : []
}

export const recoveryTime = (question: Question): Figure => {
  const all = told(question)
  const cases: number[] = []
  for (const one of all.failed) {
    const { at } = one.deployment
    if (at < question.since || one.deployment.why !== 'counts' || excludedAt(question, at)) continue
    const spent = (to: Instant) => openTime(null, at, to, question.exclusions)
    const end = remedied(one, all)
    if (end === null) cases.push(...openCase(question, null, at))
    else if (inside(question.window, end) && end >= at && !isTakenOut(question, at, end)) cases.push(spent(end))
  }
  return figure(question, cases)
}

export const timeToRestore = (question: Question): Figure => {
  const { incidents } = told(question)
  const severities = question.objective.severity ?? ['sev1', 'sev2']
  const cases: number[] = []
  for (const one of incidents) {
    const start = startOf(one)
    if (start === null || start < question.since) continue
    if (!severities.some((severity) => severity === `sev${worstOf(one)}`) || clientSays(one) === 'client') continue
    const spent = (to: Instant) => openTime(calendarOf(question), start, to, question.exclusions)
    const end = endOf(one)
    if (end === null) cases.push(...openCase(question, calendarOf(question), start))
    else if (inside(question.window, end.at) && end.at >= start && !isTakenOut(question, start, end.at)) {
      const took = spent(end.at)
      // What was called off improves no figure; where it had lasted too long it counts.
      if (!end.calledOff || misses(question.objective, { num: took, den: 1 })) cases.push(took)
    }
  }
  return figure(question, cases)
}
