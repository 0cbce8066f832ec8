import { wentLive } from './deployments.ts'
import { type Figure, inside, noData } from './measured.ts'
import { excludedAt, type Question, told } from './question.ts'
import { daysOf, openTime } from './time.ts'

const DAY = 86_400_000

const rate = (numerator: number, denominator: number): Figure =>
  denominator === 0
    ? noData('no_events')
    : {
        kind: 'measured',
        value: { num: numerator * 100, den: denominator },
        samples: denominator,
        numerator,
        denominator,
      }

/** Deployments of the window that count above and below the line. */
const counted = (question: Question) => {
  const { found, failed } = told(question)
  const mine = found.filter(
    ({ why, at }) => why === 'counts' && inside(question.window, at) && !excludedAt(question, at),
  )
  return { mine, failed, found }
}

export const changeFailRate = (question: Question): Figure => {
  const { mine, failed } = counted(question)
  return rate(mine.filter((one) => failed.some(({ deployment }) => deployment === one)).length, mine.length)
}

/** What rolls back or fixes is unplanned unless it says otherwise. */
export const deploymentReworkRate = (question: Question): Figure => {
  const { mine } = counted(question)
  const rework = mine.filter(({ data }) => (data.rolls_back ?? data.fixes_incident) && data.planned !== true)
  return rate(rework.length, mine.length)
}

/** Successes of the window by its local days, a day partly inside as its share. Milliseconds, to stay whole. */
export const deploymentFrequency = (question: Question): Figure => {
  const { mine, found } = counted(question)
  const successes = mine.filter(wentLive)
  if (!found.some((one) => one.at < question.window.to)) return noData('no_events')
  const observed = { from: question.window.from, to: Math.min(question.until, question.window.to) }
  let days = 0
  for (const day of daysOf(question.version.terms.timeZone, observed))
    days += openTime(null, day.from, day.to, question.exclusions) / day.whole
  const passed = observed.to - observed.from
  const least =
    question.objective.target.kind === 'compare' && question.objective.target.unit === '/week' ? 7 * DAY : DAY
  const whole = question.objective.window?.kind === 'rolling' && question.window.from > question.since
  if (days === 0 || (!whole && passed < least)) return noData('window_too_young')
  return {
    kind: 'measured',
    // Sixteenths of a day and finer are whole in binary; sums of thirds are cut where the engine's fraction is exact.
    value: { num: Math.round(successes.length * 1e9), den: Math.round(days * 1e9) },
    samples: successes.length,
    numerator: successes.length,
    denominator: days,
  }
}
