import type { Unit } from '../agreement/terms.ts'
import type { ExclusionCategory } from '../decisions/exclusion.ts'
import type { ClosedThrough } from '../periods/due.ts'
import type { Instant } from '../time/instant.ts'

/*
 * What every gate needs of the small state machines beside it: kept with the engagement's state, which a gate reads
 * anyway. Only what may still matter stays here; the whole story is in the records and in the ledger.
 */

/** A waiver that both parties agreed to: it holds in [from, until), and until then is its expiry or its revocation. */
export type StandingWaiver = {
  id: string
  objective: string
  /** Null: every service. */
  service: string | null
  from: Instant
  until: Instant
  expiresAt: Instant
  reason: string
  /** Its end is written: nothing about it falls due any more. */
  ended?: true
  /** The one breach it is about, with what makes that one within its service; null: whatever goes wrong. */
  breach: { id: string; identity: string } | null
}

/** Time agreed to lie outside the measurement. */
export type StandingExclusion = {
  id: string
  category: ExclusionCategory
  from: Instant
  to: Instant
  services: readonly string[] | null
  objectives: readonly string[] | null
  reason: string
  withNotice: boolean
}

/** A breach that waits for a ruling. */
export type StandingDispute = {
  id: string
  breach: string
  service: string
  objective: string
  /** Within its service: `objective@…`. */
  identity: string
  openedAt: Instant
  /** When silence or disagreement settles it; null: an older one, which waits for the arbiter. */
  dueAt: Instant | null
}

/** A breach that was overturned, by the identity that its window, clock or change would have again. */
export type StandingRuling = {
  /** Of the dispute. */
  id: string
  breach: string
  service: string
  objective: string
  identity: string
  /** When the breach opened: of a rolling window, every window that holds this moment is what was ruled on. */
  openedAt: Instant
  ruledAt: Instant
}

/** What a relative target is relative to: the figure of an objective that was frozen at the end of a phase. */
export type StandingBaseline = {
  /** Of the record. */
  id: string
  objective: string
  service: string
  /** What was measured: an objective that measures something else is relative to another one. */
  form: string
  phase: string
  /** The parties only looked on in it: what a baseline is best taken from. */
  observed: boolean
  from: Instant
  to: Instant
  unit: Unit
  /** `num/den` in `unit`; null where nothing was measured, or too little. */
  value: string | null
  display: string
  samples: number
  needed?: number
}

/** How far the tick has looked through phases that are over. */
export type StandingFrozen = {
  /** What fell due until then is frozen. */
  through: Instant
  /** The newest version accepted by then: one that came later may look back at an earlier phase. */
  version: number
}

/** How far the tick has looked through windows that are over. */
export type StandingPeriods = ClosedThrough & {
  /** Where the first window began that is not final; null where all are. */
  open: Instant | null
  /** When the next of those that are not final may become so; absent where none waits for its time. */
  awaits?: Instant
  /** UTC day on which it last looked through those that are final, YYYY-MM-DD. */
  looked: string
}

export type Standing = {
  waivers: readonly StandingWaiver[]
  exclusions: readonly StandingExclusion[]
  disputes: readonly StandingDispute[]
  overturned: readonly StandingRuling[]
  baselines: readonly StandingBaseline[]
  /** Absent before the first tick. */
  periods?: StandingPeriods
  /** Absent before the first tick. */
  frozen?: StandingFrozen
  /** What fell due until then has had its tick: none goes back behind it. Absent before the first tick. */
  ticked?: Instant
}

export const NOTHING_STANDS: Standing = { waivers: [], exclusions: [], disputes: [], overturned: [], baselines: [] }
