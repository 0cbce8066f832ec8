import { remember } from '../remember.ts'
import { DAY, type Instant, SECOND } from './instant.ts'

/*
 * Node knows every zone’s rules, and tells by `Intl` what its clocks show. That is all that days and local times need:
 * a whole Temporal is 55 KB in whatever starts often. What it says of them is this file’s test.
 */

/** A day on the wall of a time zone, `YYYY-MM-DD`. */
export type LocalDate = string

/** An instant’s day, where `toISOString` says it of a clock’s showing. */
const dayOf = (wall: number): LocalDate => new Date(wall).toISOString().slice(0, -'T00:00:00.000Z'.length)

/** The one zone without rules to look up: the first question to `Intl` takes a new process 12 ms. */
export const UTC = 'UTC'

/** To make one takes a hundred times as long as to use it. */
const clock = remember<Intl.DateTimeFormat>(100)

const clockOf = (zone: string): Intl.DateTimeFormat =>
  clock(
    zone,
    () =>
      new Intl.DateTimeFormat('en', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'narrow',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }),
  )

const SHOWN = /^(\d+)\/(\d+)\/(\d+) (A|B), (\d+):(\d+):(\d+)$/

/**
 * How far a zone’s clocks are ahead of UTC, in milliseconds, by whole seconds.
 * @throws RangeError where there is no such zone, or no such time
 */
const offsetAt = (zone: string, at: Instant): number => {
  if (zone === UTC) return 0
  const second = Math.floor(at / SECOND) * SECOND
  const [, month = '', day = '', year = '', era, ...time] = SHOWN.exec(clockOf(zone).format(second)) ?? []
  const wall = new Date(0)
  // There is no year 0 in this era: 1 BC comes before 1 AD.
  wall.setUTCFullYear(era === 'B' ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day))
  const [hours = Number.NaN, minutes = 0, seconds = 0] = time.map(Number)
  return wall.setUTCHours(hours, minutes, seconds) - second
}

/** A local date and time as an instant: in a gap later, in an overlap the first (PRODUCT.md, rule 1). */
export const localTime = (zone: string, dateTime: string): Instant => {
  const wall = Date.parse(`${dateTime}Z`)
  // Date.parse rolls 30 February over into March.
  if (!new Date(wall).toISOString().startsWith(dateTime)) throw new RangeError(`no such time: ${dateTime}`)
  const before = offsetAt(zone, wall - DAY)
  const after = offsetAt(zone, wall + DAY)
  const shownAt = [wall - Math.max(before, after), wall - Math.min(before, after)]
  // Between the two a gap: by the clocks before it, which is after it.
  return shownAt.find((at) => at + offsetAt(zone, at) === wall) ?? wall - before
}

/** Windows are cut at the same few midnights again and again, and asking a time zone takes its time. */
const midnight = remember<Instant>(4_096)

/** Midnight that begins a local day. Where clocks skip it, the first moment after the gap. */
export const localMidnight = (zone: string, date: LocalDate): Instant =>
  midnight(`${date} ${zone}`, () => localTime(zone, `${date}T00:00:00`))

/** Every objective asks for the day of the same few instants. */
const day = remember<LocalDate>(1_024)

/** The local day an instant lies in. */
export const localDate = (zone: string, at: Instant): LocalDate =>
  day(`${at} ${zone}`, () => dayOf(at + offsetAt(zone, at)))

/** Days know no time zone: their arithmetic is that of UTC. */
const utcDay = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`)

export const addDays = (date: LocalDate, days: number): LocalDate => dayOf(utcDay(date) + days * DAY)

/** The same day so many months later; the month’s last where it has no such day. */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const day = new Date(utcDay(date))
  const month = day.getUTCMonth() + months
  const last = new Date(day)
  last.setUTCMonth(month + 1, 0)
  return dayOf(day.setUTCMonth(month, Math.min(day.getUTCDate(), last.getUTCDate())))
}

/** 1 is Monday, 7 is Sunday. */
export const dayOfWeek = (date: LocalDate): number => new Date(utcDay(date)).getUTCDay() || 7

/** Of Java once, and of no data base: BST is Bangladesh to one and Britain to the other. */
const OF_OLD = /^(?:AC|AE|AG|AR|AS|BE|BS|CA|CN|CS|CT|EA|EC|IE|IS|JS|MI|NE|NS|PL|PN|PR|PS|SS|VS)T$/i

const knows = (zone: string): boolean => {
  if (zone === UTC) return true
  try {
    // An offset such as +02:00 is no place: it has no rules for summer time.
    if (!/^[A-Za-z]/.test(zone) || OF_OLD.test(zone)) return false
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** To ask takes longer than most of what is done with the answer. Names come from outside: so many are kept. */
const MOST_KEPT = 1_000
const kept = new Map<string, boolean>()

/** Is this a time zone of the IANA data base? */
export const isZone = (zone: string): boolean => {
  const before = kept.get(zone)
  if (before !== undefined) return before
  const is = knows(zone)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(zone, is)
  return is
}
