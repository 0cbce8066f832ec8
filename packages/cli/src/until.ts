import { DAY, formatInstant, HOUR, type Instant, MINUTE, parseInstant } from '@plumbline/core'
import { usage } from './exit.ts'

const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }

/**
 * A moment to come, as the API wants it: `12h`, `30d`, `4w` from now, a day (its midnight in UTC), or an RFC 3339 time.
 * @throws usage error
 */
export const untilOf = (option: string, text: string, now: Instant): string => {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  const length = UNITS[unit]
  if (count !== undefined && length !== undefined) return formatInstant(now + Number(count) * length)
  const at = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
  if (at === null)
    throw usage(`${option} ${text} is no time; write 12h, 30d, 4w, a day like 2027-01-15, or an RFC 3339 time`)
  return formatInstant(at)
}
