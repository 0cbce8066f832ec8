import type { CalendarTerms } from '../agreement/terms.ts'
import { type Calendar, openingHours } from '../calendar/calendar.ts'

/** A calendar as the case files write one: `shifts` are our special days. */
export type CaseCalendar = {
  tz: string
  hours: Record<string, [string, string][]>
  holidays: string[]
  breaks: Record<string, [string, string][]>
  shifts?: Record<string, [string, string][]>
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const texts = (intervals: [string, string][] = []) => intervals.map(([from, to]) => `${from}-${to}`)
const byDate = (days: Record<string, [string, string][]> = {}) =>
  new Map(Object.entries(days).map(([date, intervals]) => [date, texts(intervals)]))

export const caseCalendar = ({ tz, hours, holidays, breaks, shifts }: CaseCalendar): Calendar =>
  openingHours('support', {
    timeZone: tz,
    hours: WEEK.map((day) => texts(hours[day])),
    holidays,
    specialDays: byDate(shifts),
    breaks: byDate(breaks),
  })

/** Monday to Friday, nine to five, unless a test says otherwise. */
export const calendarTerms = (more: Partial<CalendarTerms> = {}): CalendarTerms => ({
  timeZone: 'UTC',
  hours: [...Array.from({ length: 5 }, () => ['09:00-17:00']), [], []],
  holidays: [],
  specialDays: new Map(),
  breaks: new Map(),
  ...more,
})

export const calendar = (more: Partial<CalendarTerms> = {}): Calendar => openingHours('support', calendarTerms(more))
