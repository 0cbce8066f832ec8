import { wentLive } from './deployments.ts'
import { type Figure, inside, noData } from './measured.ts'
import { excludedAt, type Question, told } from './question.ts'
import { daysOf, openTime, windowOf } from './time.ts'

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

/** What days of 23, 24 and 25 hours all have a whole number of: a millisecond of each counts so many parts of it. */
const PARTS = 23 * 24 * 25 * 3_600_000

/** Successes of the window by its local days, a day partly inside as its share. */
export const deploymentFrequency = (question: Question): Figure => {
  const { mine, found } = counted(question)
  const successes = mine.filter(wentLive)
  if (!found.some((one) => one.at < question.window.to)) return noData('no_events')
  const observed = { from: question.window.from, to: Math.min(question.until, question.window.to) }
  let parts = 0
  for (const day of daysOf(question.version.terms.timeZone, observed))
    parts += openTime(null, day.from, day.to, question.exclusions) * (PARTS / day.whole)
  const days = parts / PARTS
  // What was agreed to lie outside has not passed.
  const passed = openTime(null, observed.from, observed.to, question.exclusions)
  const least =
    question.objective.target.kind === 'compare' && question.objective.target.unit === '/week' ? 7 * DAY : DAY
  // More than the whole window has without what lies outside is not waited for.
  const { window, objective, version, until, exclusions } = question
  const spec = objective.window
  const whole = spec?.kind === 'rolling' ? windowOf(spec, version.terms.timeZone, until) : window
  const outside = window.to - window.from - openTime(null, window.from, window.to, exclusions)
  const lasting = whole.to - whole.from - outside
  if (days === 0 || passed < Math.min(least, lasting)) return noData('window_too_young')
  return {
    kind: 'measured',
    value: { num: successes.length * PARTS, den: parts },
    samples: successes.length,
    numerator: successes.length,
    denominator: days,
  }
}
