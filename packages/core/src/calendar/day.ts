import type { CalendarTerms } from '../agreement/terms.ts'
import { DAY, type Instant, MINUTE, type Window } from '../time/instant.ts'
import { clip, unionOf, without } from '../time/intervals.ts'
import { addDays, dayOfWeek, type LocalDate, localMidnight, localTime } from '../time/zone.ts'

/** Why a day has the hours it has: a holiday beats a special day, which beats the weekly hours. */
export type DayKind = 'weekly' | 'special' | 'holiday'

/** One local day of a calendar, as instants. */
export type CalendarDay = {
  date: LocalDate
  from: Instant
  to: Instant
  kind: DayKind
  /** Hours of the day, breaks taken out; a union. */
  open: readonly Window[]
  /** What breaks take out of the hours; a union. */
  breaks: readonly Window[]
}

/** Terms with what is asked of every day made quick to answer. */
export type DayRules = CalendarTerms & { closed: ReadonlySet<LocalDate> }

const DAY_MINUTES = 24 * 60

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/**
 * `09:00-17:00` of a day as instants. On a day that is 24 hours long the clock runs straight; on others the zone is
 * asked, so that a time in a gap moves later and in an overlap the first counts (PRODUCT.md, rule 1).
 */
const instantsOf = (
  text: string,
  zone: string,
  { date, from, to }: Pick<CalendarDay, 'date' | 'from' | 'to'>,
): Window => {
  const at = (time: string): Instant => {
    if (minutesOf(time) === DAY_MINUTES) return to
    return to - from === DAY ? from + minutesOf(time) * MINUTE : localTime(zone, `${date}T${time}`)
  }
  return { from: at(text.slice(0, 5)), to: at(text.slice(6)) }
}

/** Times of a day that is no whole one stay in it: where a gap moved one past midnight, the next day has it. */
const unionWithin = (texts: readonly string[], zone: string, day: Pick<CalendarDay, 'date' | 'from' | 'to'>) =>
  unionOf(texts.map((text) => clip(instantsOf(text, zone, day), day)))

/** What is written about a day, breaks aside. */
export const hoursOf = (rules: DayRules, date: LocalDate): { kind: DayKind; hours: readonly string[] } => {
  if (rules.closed.has(date)) return { kind: 'holiday', hours: [] }
  const special = rules.specialDays.get(date)
  if (special) return { kind: 'special', hours: special }
  return { kind: 'weekly', hours: rules.hours[dayOfWeek(date) - 1] ?? [] }
}

/** The hours of one local day. */
export const dayOf = (rules: DayRules, date: LocalDate): CalendarDay => {
  const { timeZone } = rules
  const bounds = { date, from: localMidnight(timeZone, date), to: localMidnight(timeZone, addDays(date, 1)) }
  const { kind, hours } = hoursOf(rules, date)
  const whole = unionWithin(hours, timeZone, bounds)
  const pauses = unionWithin(rules.breaks.get(date) ?? [], timeZone, bounds)
  const breaks = whole.flatMap((open) => pauses.map((one) => clip(one, open)).filter(({ from, to }) => to > from))
  return { ...bounds, kind, open: whole.flatMap((open) => without(open, pauses)), breaks }
}
