import { type AcceptedVersion, inForceAt } from '../agreement/versions.ts'
import type { Instant, Window } from '../time/instant.ts'
import { windowAt, windowBefore, windowLabel } from '../time/window.ts'
import { addDays, dayOfWeek, type LocalDate, localDate, localMidnight } from '../time/zone.ts'

export const REPORT_KINDS = ['week', 'month', 'quarter'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** What a statement is about: a week, a month or a quarter, cut at local midnights of the agreement's zone. */
export type ReportSpan = {
  kind: ReportKind
  /** `2026-W48`, `2026-11`, `2026-Q4`. */
  period: string
  /** `week of 2026-11-23`, `November 2026`, `Q4 2026`. */
  label: string
  zone: string
  window: Window
}

const FORMS: Record<ReportKind, { form: RegExp; example: string }> = {
  week: { form: /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/, example: '2026-W48' },
  month: { form: /^(\d{4})-(0[1-9]|1[0-2])$/, example: '2026-11' },
  quarter: { form: /^(\d{4})-Q([1-4])$/, example: '2026-Q4' },
}

/** How a period of this kind is written. */
export const periodExample = (kind: ReportKind): string => FORMS[kind].example

/** The week that has 4 January in it is the first of its year (ISO 8601). */
const firstMonday = (year: string): LocalDate => {
  const fourth = `${year}-01-04`
  return addDays(fourth, 1 - dayOfWeek(fourth))
}

const firstDayOf = (kind: ReportKind, year: string, number: string): LocalDate => {
  if (kind === 'week') return addDays(firstMonday(year), 7 * (Number(number) - 1))
  const month = kind === 'month' ? Number(number) : 3 * Number(number) - 2
  return `${year}-${String(month).padStart(2, '0')}-01`
}

/** Weeks are named by the year that their Thursday lies in. */
const nameOf = (kind: ReportKind, first: LocalDate): string => {
  const [year = '', month = ''] = first.split('-')
  if (kind === 'month') return `${year}-${month}`
  if (kind === 'quarter') return `${year}-Q${Math.ceil(Number(month) / 3)}`
  const ofWeek = addDays(first, 3).slice(0, 4)
  const days = (Date.parse(first) - Date.parse(firstMonday(ofWeek))) / 86_400_000
  return `${ofWeek}-W${String(days / 7 + 1).padStart(2, '0')}`
}

const spanOf = (kind: ReportKind, zone: string, window: Window): ReportSpan => ({
  kind,
  period: nameOf(kind, localDate(zone, window.from)),
  label: windowLabel({ kind: 'calendar', unit: kind }, zone, window),
  zone,
  window,
})

/** The period that holds an instant. */
export const spanAt = (kind: ReportKind, zone: string, at: Instant): ReportSpan =>
  spanOf(kind, zone, windowAt({ kind: 'calendar', unit: kind }, zone, at))

/** The period with this name; null where it is none: a year has a week 53 or has not. */
export const spanNamed = (kind: ReportKind, zone: string, period: string): ReportSpan | null => {
  const [, year, number] = FORMS[kind].form.exec(period) ?? []
  if (year === undefined || number === undefined || Number(year) < 1970) return null
  const span = spanAt(kind, zone, localMidnight(zone, firstDayOf(kind, year, number)))
  return span.period === period ? span : null
}

export const spanBefore = ({ kind, zone, period, window }: ReportSpan): ReportSpan => {
  const whole = spanNamed(kind, zone, period)?.window ?? window
  return spanOf(kind, zone, windowBefore({ kind: 'calendar', unit: kind }, zone, whole))
}

const inZoneOfEnd = (versions: AcceptedVersion[], span: ReportSpan): ReportSpan => {
  const zone = inForceAt(versions, span.window.to - 1)?.terms.timeZone ?? span.zone
  return spanNamed(span.kind, zone, span.period) ?? span
}

/**
 * The same period in the zone of the version that judges its last moment. Where the one before had another zone it begins
 * no earlier than that ended: what ended in between is told, and credited, once.
 */
export const inItsZone = (versions: AcceptedVersion[], span: ReportSpan): ReportSpan => {
  const own = inZoneOfEnd(versions, span)
  const before = inZoneOfEnd(versions, spanBefore(own))
  return { ...own, window: { ...own.window, from: Math.max(own.window.from, before.window.to) } }
}

/** Months that begin in it, oldest first. */
export const monthsOf = ({ zone, window }: ReportSpan): ReportSpan[] => {
  const months: ReportSpan[] = []
  for (let at = window.from; at < window.to; ) {
    const month = spanAt('month', zone, at)
    months.push(month)
    at = month.window.to
  }
  return months
}

/** Did a window end in it? One that ends with it did. */
export const endsIn = ({ window }: Pick<ReportSpan, 'window'>, to: Instant): boolean =>
  window.from < to && to <= window.to
