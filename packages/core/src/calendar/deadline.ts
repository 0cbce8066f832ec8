import type { AgreedDuration } from '../agreement/terms.ts'
import { type Ratio, ratio } from '../number/ratio.ts'
import { ok, type Result, refused } from '../result.ts'
import { DAY, formatInstant, type Instant, type Window } from '../time/instant.ts'
import { localTimeOfDay } from '../time/local.ts'
import { addDays, type LocalDate, localDate, localTime } from '../time/zone.ts'
import type { Calendar } from './calendar.ts'
import { counted, elapsed, FARTHEST_MS, LONGEST_CLOSED_DAYS } from './counted.ts'

/** How much time somebody has: elapsed in a calendar, or whole business days of it. */
export type Budget = Pick<Extract<AgreedDuration, { kind: 'elapsed' }>, 'kind' | 'ms'> | BusinessDays
type BusinessDays = Pick<Extract<AgreedDuration, { kind: 'business_days' }>, 'kind' | 'days'>

export type CalendarRefusal = { code: 'never_opens' | 'too_far'; message: string }

const neverOpens = (calendar: Calendar, from: Instant) =>
  refused<CalendarRefusal>({
    code: 'never_opens',
    message: `calendar "${calendar.name}" does not open in the ${Math.round(LONGEST_CLOSED_DAYS / 365.25)} years after ${formatInstant(from)}; give a day hours, or look at its holidays`,
  })

const tooFar = (calendar: Calendar, from: Instant) =>
  refused<CalendarRefusal>({
    code: 'too_far',
    message: `so much time takes more than ${Math.round(FARTHEST_MS / (365.25 * DAY))} years of calendar "${calendar.name}" after ${formatInstant(from)}`,
  })

/** Stops the search where the calendar has stopped opening; what lies a hundred years ahead is no deadline. */
const given = (calendar: Calendar, from: Instant, last: Instant) =>
  last + (LONGEST_CLOSED_DAYS + 1) * DAY < from + FARTHEST_MS ? neverOpens(calendar, last) : tooFar(calendar, from)

/**
 * The first instant at which so much time has counted. A budget used up exactly at closing ends at closing; none at
 * all ends at the next open moment.
 */
const elapsedDeadline = (
  calendar: Calendar,
  from: Instant,
  ms: number,
  pauses: readonly Window[],
): Result<Instant, CalendarRefusal> => {
  let left = ms
  let last = from
  for (const open of counted(calendar, { from, to: from + FARTHEST_MS }, pauses, true)) {
    if (left <= open.to - open.from) return ok(open.from + left)
    left -= open.to - open.from
    last = open.to
  }
  return given(calendar, from, last)
}

/** The next moment that counts, `at` itself among them. */
export const nextOpen = (calendar: Calendar, at: Instant, pauses: readonly Window[] = []) =>
  elapsedDeadline(calendar, at, 0, pauses)

/** The next local day with hours, or null where none comes for years. */
const nextBusinessDay = (calendar: Calendar, after: LocalDate): LocalDate | null => {
  let date = after
  for (let n = 0; n <= LONGEST_CLOSED_DAYS; n++) {
    date = addDays(date, 1)
    if (calendar.opens(date) && calendar.day(date).open.length > 0) return date
  }
  return null
}

/** The first, second, third business day after an instant, for ever; stops where the calendar does. */
function* businessDaysAfter(calendar: Calendar, from: Instant): Generator<LocalDate> {
  const first = nextBusinessDay(calendar, localDate(calendar.timeZone, from))
  for (let date = first; date !== null; date = nextBusinessDay(calendar, date)) yield date
}

/** When a business day ends that began at an instant: at the same local time of its date, or when it opens next. */
const endOn = (calendar: Calendar, from: Instant, date: LocalDate): Result<Instant, CalendarRefusal> =>
  nextOpen(calendar, localTime(calendar.timeZone, `${date}T${localTimeOfDay(calendar.timeZone, from)}`))

/** So many days with hours later at the same local time, or at the next open moment after it. */
const unpausedBusinessDays = (calendar: Calendar, from: Instant, days: number): Result<Instant, CalendarRefusal> => {
  if (days === 0) return nextOpen(calendar, from)
  let left = days
  // Only the last one's end is looked for: to ask a time zone takes longer than all the rest.
  for (const date of businessDaysAfter(calendar, from)) if (--left === 0) return endOn(calendar, from, date)
  return neverOpens(calendar, from)
}

/**
 * How many business days a counted time from an instant is, so that it is at most N exactly where it ended by the end
 * of the Nth: the whole ones, and of the one it ended in the share that had counted.
 */
export const businessDays = (calendar: Calendar, from: Instant, ms: number): Ratio => {
  let whole = 0
  let before = 0
  let last = from
  if (ms <= 0) return ratio(0)
  for (const date of businessDaysAfter(calendar, from)) {
    const found = endOn(calendar, from, date)
    if (!found.ok) break
    const end = found.value
    const until = before + elapsed(calendar, { from: last, to: end })
    if (ms <= until) return ratio(BigInt(whole) * BigInt(until - before) + BigInt(ms - before), until - before)
    whole++
    before = until
    last = end
  }
  return ratio(whole + 1)
}

/** What a budget comes to in milliseconds of a calendar, counted from an instant: business days are not all as long. */
export const budgetMs = (calendar: Calendar, from: Instant, budget: Budget): Result<number, CalendarRefusal> => {
  if (budget.kind === 'elapsed') return ok(budget.ms)
  const end = unpausedBusinessDays(calendar, from, budget.days)
  return end.ok ? ok(elapsed(calendar, { from, to: end.value })) : end
}

/**
 * When a budget that starts at `from` is used up. Pauses cost nothing: they move it by the open time they take out.
 * Business days end at the local time they began at, moved forward to an open moment, so many days with hours later.
 */
export const deadline = (
  calendar: Calendar,
  from: Instant,
  budget: Budget,
  pauses: readonly Window[] = [],
): Result<Instant, CalendarRefusal> => {
  if (budget.kind === 'elapsed') return elapsedDeadline(calendar, from, budget.ms, pauses)
  const plain = unpausedBusinessDays(calendar, from, budget.days)
  if (!plain.ok || pauses.length === 0) return plain
  const end = elapsedDeadline(calendar, from, elapsed(calendar, { from, to: plain.value }), pauses)
  return end.ok ? nextOpen(calendar, end.value, pauses) : end
}
