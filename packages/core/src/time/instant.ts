/** An instant: milliseconds since the Unix epoch, UTC. Whole numbers only. */
export type Instant = number

/** Half-open interval of instants: `from` belongs to it, `to` does not. */
export type Window = { from: Instant; to: Instant }

/** Whenever it was. */
export const ALWAYS: Window = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const within = (window: Window, at: Instant) => window.from <= at && at < window.to

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/

/** Reads an RFC 3339 time with its offset. Digits past the millisecond are dropped. Null where it is no such time. */
export const parseInstant = (text: string): Instant | null => {
  if (!RFC3339.test(text)) return null
  const at = Date.parse(text.toUpperCase())
  if (Number.isNaN(at)) return null
  // Date.parse rolls 30 February over into March; such a day does not exist and is refused.
  const day = Number(text.slice(8, 10))
  const lastDay = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()
  return day > lastDay || text.slice(11, 13) === '24' ? null : at
}

/** RFC 3339 in UTC, always with three fractional digits. */
export const formatInstant = (at: Instant): string => new Date(at).toISOString()
