import { Temporal } from 'temporal-polyfill'
import type { Instant } from './instant.ts'

/** A day on the wall of a time zone, `YYYY-MM-DD`. */
export type LocalDate = string

/** Midnight that begins a local day. Where clocks skip it, the first moment after the gap. */
export const localMidnight = (zone: string, date: LocalDate): Instant =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds

/** The local day an instant lies in. */
export const localDate = (zone: string, at: Instant): LocalDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()

/** A local date and time as an instant: in a gap later, in an overlap the first (PRODUCT.md, rule 1). */
export const localTime = (zone: string, dateTime: string): Instant =>
  Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds

export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString()

export const addMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }).toString()

/** 1 is Monday, 7 is Sunday. */
export const dayOfWeek = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek

/** Is this a time zone of the IANA data base? */
export const isZone = (zone: string): boolean => {
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
