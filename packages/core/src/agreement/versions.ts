import type { Instant } from '../time/instant.ts'
import type { Party, Terms } from './terms.ts'

export const VERSION_STATUSES = ['proposed', 'accepted', 'active', 'superseded', 'rejected', 'withdrawn'] as const
/** As read at an instant: `accepted` waits for its `in_force_from`, `active` judges now, `superseded` did. */
export type VersionStatus = (typeof VERSION_STATUSES)[number]

/** One proposed text and what became of it; every field but the decision's is set once. */
export type VersionRecord = {
  version: number
  hash: string
  proposed_by: Party
  proposed_at: Instant
  decision: null | { kind: 'accepted'; by: Party; at: Instant; retroactive: boolean } | { kind: 'rejected' | 'withdrawn'; by: Party; at: Instant }
  /** Local midnight of `effective_from`, or the second acceptance, whichever is later; null unless accepted. */
  in_force_from: Instant | null
}

/** An accepted version with its text resolved, as the engine needs it. */
export type AcceptedVersion = { version: number | null; hash: string; inForceFrom: Instant; terms: Terms }
