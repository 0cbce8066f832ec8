import type { KeptRecord } from '../records/records.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { dayName } from './seal.ts'

/**
 * The digests that are in the seals of a UTC day, or some of very many: its hash does not tell which they were, and what
 * is listed later must be told from them.
 */
export type SealedDay = KeptRecord<'sealed'> & {
  day: string
  /** Each 32 hex digits, one behind the other. */
  digests: string
}

/** Digests of one record: it is one item in the store. */
const MOST_KEPT = 8_000
const DIGITS = 32

/** Records over the digests of a day, the first of them number `from`. */
export const sealedDayOf = (at: Instant, digests: readonly string[], from = 0): SealedDay[] =>
  Array.from({ length: Math.ceil(digests.length / MOST_KEPT) }, (_, i) => ({
    kind: 'sealed',
    id: `${dayName(at)}.${from + i}`,
    at: formatInstant(at),
    revision: 1,
    timeline: [],
    day: dayName(at),
    digests: digests.slice(i * MOST_KEPT, (i + 1) * MOST_KEPT).join(''),
  }))

/** What of a day is in none of its records. */
export const notSealed = (digests: readonly string[], records: readonly SealedDay[]): string[] => {
  const known = new Set(records.flatMap(({ digests: all }) => all.match(new RegExp(`.{${DIGITS}}`, 'g')) ?? []))
  return digests.filter((digest) => !known.has(digest))
}
