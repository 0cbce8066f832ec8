import { Temporal } from 'temporal-polyfill'
import { remember } from '../remember.ts'
import { DAY, type Instant } from './instant.ts'

/** A day on the wall of a time zone, `YYYY-MM-DD`. */
export type LocalDate = string

/** Windows are cut at the same few midnights again and again, and asking a time zone takes its time. */
const midnight = remember<Instant>(4_096)

/** Midnight that begins a local day. Where clocks skip it, the first moment after the gap. */
export const localMidnight = (zone: string, date: LocalDate): Instant =>
  midnight(`${date} ${zone}`, () => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)

/** The local day an instant lies in. */
export const localDate = (zone: string, at: Instant): LocalDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()

/** A local date and time as an instant: in a gap later, in an overlap the first (PRODUCT.md, rule 1). */
export const localTime = (zone: string, dateTime: string): Instant =>
  Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds

/** Days know no time zone: their arithmetic is that of UTC. */
const utcDay = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`)

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(utcDay(date) + days * DAY).toISOString().slice(0, -'T00:00:00.000Z'.length)

export const addMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }).toString()

/** 1 is Monday, 7 is Sunday. */
export const dayOfWeek = (date: LocalDate): number => new Date(utcDay(date)).getUTCDay() || 7

const knows = (zone: string): boolean => {
  try {
    // An offset such as +02:00 is no place: it has no rules for summer time.
    if (!/^[A-Za-z]/.test(zone)) return false
    new Intl.DateTimeFormat('en', { timeZone: zone })
    // Of old names such as CST the one library knows what the other refuses; what computes must know it.
    localDate(zone, 0)
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
