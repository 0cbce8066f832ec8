import type { AgreedDuration, ClockStart, Party, SeverityName } from '../agreement/terms.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Budget } from '../calendar/deadline.ts'
import { budgetMs } from '../calendar/deadline.ts'
import type { TakenOut } from '../calendar/explain.ts'
import type { NameRef } from '../events/identity.ts'
import type { Instant } from '../time/instant.ts'

/** What an incident clock measures the time to. */
export const CLOCK_KINDS = ['detect', 'acknowledge', 'respond', 'resolve'] as const
export type ClockKind = (typeof CLOCK_KINDS)[number]

/** How long something may take: a whole number of milliseconds from which on it is too long, or business days. */
export type Promised =
  | { kind: 'elapsed'; overdueFromMs: number }
  /** `inclusive`: exactly so many are still in time. */
  | { kind: 'business_days'; days: number; inclusive: boolean }

/** The first whole millisecond of counted time that breaks a promise made at an instant; null where none ever does. */
export const overdueMs = (promised: Promised | null, calendar: Calendar, from: Instant): number | null => {
  if (promised === null) return null
  if (promised.kind === 'elapsed') return promised.overdueFromMs
  const budget = budgetMs(calendar, from, { kind: 'business_days', days: promised.days })
  return budget.ok ? budget.value + Number(promised.inclusive) : null
}

/** How clocks run, as it was agreed; the one way of counting for whoever asks without an agreement. */
export type ClockSetting = {
  starts: ClockStart
  calendar: Calendar
  /** Of the agreement: in it runs the time to answer. */
  answers: Calendar
  reopenWindow: AgreedDuration
  breachFloor: AgreedDuration
  mitigatedStops: boolean
  /** By their short form, with what they are called; null: any. */
  pauseReasons: ReadonlyMap<NameRef, string> | null
  /** Severities that have a meaning; null: all. */
  meant: readonly SeverityName[] | null
  /** Those the clock is about; null: all. */
  severities: readonly string[] | null
  /** Those that this or another line of the same clock is about; null: all. */
  lines: readonly string[] | null
  owedBy: Party | 'both'
  promised: Promised | null
  /** Time agreed to lie outside of the measurement. */
  excluded: readonly TakenOut[]
}

/** Silence accepts what eases a clock after this: PRODUCT.md, rule 10. */
export const SILENCE_ACCEPTS: Budget = { kind: 'business_days', days: 2 }
