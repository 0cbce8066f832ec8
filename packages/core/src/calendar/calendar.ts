import { ALWAYS_OPEN } from '../agreement/defaults.ts'
import type { CalendarTerms, ClockRules } from '../agreement/terms.ts'
import { remember } from '../remember.ts'
import type { LocalDate } from '../time/zone.ts'
import { addDays, localMidnight } from '../time/zone.ts'
import { type CalendarDay, dayOf, hoursOf } from './day.ts'

/** Opening hours that can be counted on. The zone is where its days begin and end, also of the one that never closes. */
export type Calendar = {
  name: string
  timeZone: string
  /** It never closes: nothing has to be looked up. */
  always: boolean
  /** Has the day any hours at all? Quick to tell; the hours themselves take the zone's rules. */
  opens: (date: LocalDate) => boolean
  day: (date: LocalDate) => CalendarDay
}

/** Ten years and a bit, day by day. */
const DAYS_KEPT = 4_000

const alwaysDay =
  (timeZone: string) =>
  (date: LocalDate): CalendarDay => {
    const bounds = { from: localMidnight(timeZone, date), to: localMidnight(timeZone, addDays(date, 1)) }
    return { date, ...bounds, kind: 'weekly', open: bounds.to > bounds.from ? [bounds] : [], breaks: [] }
  }

/** `24x7`: every instant counts, and every local day of the zone is a business day. */
export const alwaysOpen = (timeZone: string): Calendar => ({
  name: ALWAYS_OPEN,
  timeZone,
  always: true,
  opens: () => true,
  day: alwaysDay(timeZone),
})

/** Days that one set of terms was asked for; terms are never changed. */
const known = new WeakMap<CalendarTerms, Calendar>()

/** A calendar of an agreement. Every day of it is worked out once. */
export const openingHours = (name: string, terms: CalendarTerms): Calendar => {
  const before = known.get(terms)
  if (before) return before
  const rules = { ...terms, closed: new Set(terms.holidays) }
  const days = remember<CalendarDay>(DAYS_KEPT)
  const calendar: Calendar = {
    name,
    timeZone: terms.timeZone,
    always: false,
    opens: (date) => hoursOf(rules, date).hours.length > 0,
    day: (date) => days(date, () => dayOf(rules, date)),
  }
  known.set(terms, calendar)
  return calendar
}

/**
 * The calendar that an agreement calls by a name; `24x7` and a name it does not know never close.
 * @param timeZone of the agreement: where the days of `24x7` begin
 */
export const calendarNamed = (name: string, clocks: ClockRules | undefined, timeZone: string): Calendar => {
  const terms = clocks?.calendars.get(name)
  return terms ? openingHours(name, terms) : alwaysOpen(timeZone)
}
