import type { WindowSpec } from '../agreement/terms.ts'
import type { Instant, Window } from './instant.ts'
import { addDays, addMonths, dayOfWeek, type LocalDate, localDate, localMidnight } from './zone.ts'

type CalendarUnit = Extract<WindowSpec, { kind: 'calendar' }>['unit']

const MONTHS: Record<'month' | 'quarter', number> = { month: 1, quarter: 3 }

/** First local day of the calendar unit a day lies in. Weeks start on Monday. */
const firstDay = (unit: CalendarUnit, date: LocalDate): LocalDate => {
  if (unit === 'week') return addDays(date, 1 - dayOfWeek(date))
  const month = Number(date.slice(5, 7))
  const first = month - ((month - 1) % MONTHS[unit])
  return `${date.slice(0, 5)}${String(first).padStart(2, '0')}-01`
}

const nextFirstDay = (unit: CalendarUnit, first: LocalDate): LocalDate =>
  unit === 'week' ? addDays(first, 7) : addMonths(first, MONTHS[unit])

/**
 * The window of an objective that holds an instant. A calendar window is whole, also where its end lies ahead;
 * a rolling one is the N local days that end today and stops at the instant itself.
 */
export const windowAt = (spec: WindowSpec, zone: string, at: Instant): Window => {
  const today = localDate(zone, at)
  if (spec.kind === 'rolling') return { from: localMidnight(zone, addDays(today, 1 - spec.days)), to: at }
  const first = firstDay(spec.unit, today)
  return { from: localMidnight(zone, first), to: localMidnight(zone, nextFirstDay(spec.unit, first)) }
}

/** The window before one, of the same length in local days or calendar units. */
export const windowBefore = (spec: WindowSpec, zone: string, window: Window): Window => {
  if (spec.kind === 'calendar') return windowAt(spec, zone, window.from - 1)
  return { from: localMidnight(zone, addDays(localDate(zone, window.from), -spec.days)), to: window.from }
}

/** The local days that an interval touches, each with its own bounds and how much of it lies inside. */
export const localDaysOf = (
  zone: string,
  window: Window,
): { date: LocalDate; from: Instant; to: Instant; inside: number }[] => {
  const days: ReturnType<typeof localDaysOf> = []
  if (window.to <= window.from) return days
  let date = localDate(zone, window.from)
  let from = localMidnight(zone, date)
  while (from < window.to) {
    const next = addDays(date, 1)
    const to = localMidnight(zone, next)
    days.push({ date, from, to, inside: Math.min(to, window.to) - Math.max(from, window.from) })
    date = next
    from = to
  }
  return days
}

export const windowKind = (spec: WindowSpec) =>
  spec.kind === 'rolling' ? (`rolling ${spec.days}d` as const) : (`calendar ${spec.unit}` as const)

const MONTH_NAMES = 'January February March April May June July August September October November December'.split(' ')

/** How people call a window: `November 2026`, `Q4 2026`, `week of 2026-11-16`, `last 30 days`. */
export const windowLabel = (spec: WindowSpec, zone: string, window: Window): string => {
  if (spec.kind === 'rolling') return spec.days === 1 ? 'last day' : `last ${spec.days} days`
  const first = localDate(zone, window.from)
  const [year = '', month = ''] = first.split('-')
  switch (spec.unit) {
    case 'week':
      return `week of ${first}`
    case 'month':
      return `${MONTH_NAMES[Number(month) - 1]} ${year}`
    case 'quarter':
      return `Q${Math.ceil(Number(month) / 3)} ${year}`
    default:
      return spec.unit satisfies never
  }
}
