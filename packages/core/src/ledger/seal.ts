import type { Event } from '../events/schema.ts'
import { DAY, formatInstant, type Instant } from '../time/instant.ts'
import type { LedgerBodyOf } from './body.ts'
import { canonicalJson, sha256 } from './entry.ts'

/** An event as it was received: what a list of events says about it, and what its digest is over. */
export type ReceivedRow = {
  event: Event
  /** RFC 3339 in UTC. */
  received_at: string
  received_from: { party: string; key_id: string }
}

/** 16 bytes: nobody can find another event with the same. */
const DIGEST_HEX = 32

/** What an event says, who sent it and when it came, in 32 hex digits. */
export const eventDigest = ({ event, received_at, received_from: { party, key_id } }: ReceivedRow): string =>
  sha256(canonicalJson({ event, received_at, received_from: { key_id, party } })).slice(0, DIGEST_HEX)

/** Start of the UTC day an instant is in. */
export const utcDay = (at: Instant): Instant => Math.floor(at / DAY) * DAY

/** `2026-11-30` */
export const dayName = (at: Instant): string => formatInstant(at).slice(0, 'YYYY-MM-DD'.length)

/** One hash over the digests of the events received on a UTC day, in whatever order they come. */
export const sealOf = (day: string, digests: Iterable<string>): LedgerBodyOf<'seal'> => {
  const events = [...new Set(digests)].sort()
  return { type: 'seal', day, events: events.length, hash: `sha256:${sha256(canonicalJson({ day, events }))}` }
}

/** Digests that one entry names; more of them are another one's. */
export const MOST_LATE = 500

/** What was received on a day, and listed only after its seal. */
export const lateSealsOf = (day: string, digests: readonly string[]): LedgerBodyOf<'seal_late'>[] => {
  const all = [...new Set(digests)].sort()
  return Array.from({ length: Math.ceil(all.length / MOST_LATE) }, (_, i) => ({
    type: 'seal_late',
    day,
    digests: all.slice(i * MOST_LATE, (i + 1) * MOST_LATE),
  }))
}
