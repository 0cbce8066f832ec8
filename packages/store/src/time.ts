import { type Instant, parseInstant } from '@plumbline/core'

/** Records carry times that we formatted, events times that were validated. */
export const instantOf = (time: string): Instant => {
  const at = parseInstant(time)
  if (at === null) throw new TypeError('a record’s time is not RFC 3339')
  return at
}
