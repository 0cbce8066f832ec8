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

/**
 * Length of an interval in local days; a day partly inside counts as its share of that day's own length,
 * so that a month is as many days as its calendar shows, also where clocks changed.
 */
export const localDays = (zone: string, window: Window): { whole: number; shares: { num: number; den: number }[] } => {
  if (window.to <= window.from) return { whole: 0, shares: [] }
  let whole = 0
  const shares: { num: number; den: number }[] = []
  for (let day = localDate(zone, window.from); ; day = addDays(day, 1)) {
    const start = localMidnight(zone, day)
    if (start >= window.to) return { whole, shares }
    const end = localMidnight(zone, addDays(day, 1))
    const inside = Math.min(end, window.to) - Math.max(start, window.from)
    if (inside === end - start) whole++
    else if (inside > 0) shares.push({ num: inside, den: end - start })
  }
}

const kindOf = (spec: WindowSpec) =>
  spec.kind === 'rolling' ? (`rolling ${spec.days}d` as const) : (`calendar ${spec.unit}` as const)

const MONTH_NAMES = 'January February March April May June July August September October November December'.split(' ')

/** How people call a window: `November 2026`, `Q4 2026`, `week of 2026-11-16`, `last 30 days`. */
export const windowLabel = (spec: WindowSpec, zone: string, window: Window): string => {
  if (spec.kind === 'rolling') return `last ${spec.days} days`
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

export { kindOf as windowKind }
