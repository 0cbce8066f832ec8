import * as z from 'zod/mini'
import { described, LocalDate, line, optional } from './text.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export const Interval = z
  .string()
  .check(
    z.regex(
      /^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
      'is no interval; write it as "09:00-17:00" (24:00 is allowed as an end)',
    ),
  )

const Intervals = z.array(Interval).check(z.maxLength(24, 'has more than 24 intervals'))

const hoursOf = (day: string) => optional(Intervals, `Opening hours on ${day}; absent or empty: closed`)

const Hours = z.strictObject({
  mon: hoursOf('Mondays'),
  tue: hoursOf('Tuesdays'),
  wed: hoursOf('Wednesdays'),
  thu: hoursOf('Thursdays'),
  fri: hoursOf('Fridays'),
  sat: hoursOf('Saturdays'),
  sun: hoursOf('Sundays'),
})

const MAX_DAYS = 1_000

const ByDate = z
  .record(LocalDate, Intervals)
  .check(z.refine((days) => Object.keys(days).length <= MAX_DAYS, `has more than ${MAX_DAYS} days`))

export const Calendar = z.strictObject({
  time_zone: optional(line(64), 'IANA zone of these hours; default: the agreement’s `time_zone`'),
  hours: described(
    Hours,
    'Weekly opening hours in local time. Several intervals a day leave a break between them; overnight is two intervals',
  ),
  holidays: optional(
    z.array(LocalDate).check(z.maxLength(MAX_DAYS, `has more than ${MAX_DAYS} days`)),
    'Days that are closed whatever else is said about them',
  ),
  special_days: optional(ByDate, 'Hours of single days, instead of their weekly hours'),
  breaks: optional(ByDate, 'Time taken out of single days'),
})
