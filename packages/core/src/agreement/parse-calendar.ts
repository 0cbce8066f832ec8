import type { Result } from '../result.ts'
import { ok } from '../result.ts'
import { checkCalendar } from './check/calendars.ts'
import { parseDuration } from './duration.ts'
import type { AgreementMistake, Problem } from './mistake.ts'
import { inOrder } from './parse.ts'
import { resolveCalendar } from './resolve.ts'
import { Calendar } from './schema/calendar.ts'
import { findingsOf } from './schema/issues.ts'
import { MAX_MISTAKES } from './source/limits.ts'
import { readSource } from './source/read.ts'
import type { AgreedDuration, CalendarTerms } from './terms.ts'

/** Where a calendar by itself says no zone: outside of an agreement there is none to take. */
export const ZONE_OF_NOBODY = 'UTC'

export type ParsedCalendar = { terms: CalendarTerms; zoneGiven: boolean }

/** Reads one calendar in the form it has in an agreement, YAML or JSON, without the agreement around it. */
export const parseCalendar = (input: string | Uint8Array, name: string): Result<ParsedCalendar, AgreementMistake> => {
  const source = readSource(input)
  if (!source.ok) return source
  const read = Calendar.safeParse(source.value.plain)
  const findings = read.success
    ? checkCalendar(name, read.data, [])
    : read.error.issues.flatMap((issue) => findingsOf(issue, source.value, Calendar))
  const mistakes = inOrder(findings, source.value)
  if (!read.success || mistakes.length > 0) return { ok: false, errors: mistakes.slice(0, MAX_MISTAKES) }
  return ok({ terms: resolveCalendar(read.data, ZONE_OF_NOBODY), zoneGiven: read.data.time_zone !== undefined })
}

const NOTHING = /^0+(?:\.0+)?\s*(s|m|h|bd)$/

/** Reads a time to give somebody, as `parseDuration`; nothing at all (`0m`) is allowed: it ends at the next opening. */
export const parseBudget = (text: string): Result<AgreedDuration, Problem> => {
  const [, unit] = NOTHING.exec(text.trim()) ?? []
  if (unit === undefined) return parseDuration(text)
  return ok(
    unit === 'bd'
      ? { kind: 'business_days', days: 0, text: text.trim() }
      : { kind: 'elapsed', ms: 0, text: text.trim() },
  )
}
