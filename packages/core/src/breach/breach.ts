import type { Enforcement, Party } from '../agreement/terms.ts'
import type { MissedClock, ObjectiveResult } from '../evaluation/evaluation.ts'

export const BREACH_STATUSES = ['open', 'acknowledged', 'disputed', 'resolved', 'overturned', 'waived'] as const
export type BreachStatus = (typeof BREACH_STATUSES)[number]

/** Over for good or for now; nobody has to do anything about it. */
export const isOver = (status: BreachStatus): boolean =>
  status === 'resolved' || status === 'overturned' || status === 'waived'

/** Where a breach stands when nobody disputes it and nothing waives it. */
export type PlainStatus = Extract<BreachStatus, 'open' | 'acknowledged' | 'resolved' | 'overturned'>

export const plainStatus = ({ status, beneath }: Pick<Breach, 'status' | 'beneath'>): PlainStatus =>
  // One that was put aside without a word of what it was, is what it was at first.
  beneath ?? (status === 'disputed' || status === 'waived' ? 'open' : status)

/** Moves what a breach is, whether or not a dispute or a waiver lies over it. */
export const withPlainStatus = (breach: Breach, next: PlainStatus): Breach =>
  breach.beneath === undefined ? { ...breach, status: next } : { ...breach, beneath: next }

/**
 * What gates see of a breach: it stands open or is known, and has to be resolved by the engine when the objective holds
 * again. A disputed one counts until it is ruled; a waived one comes back where its waiver ends too early. Null where
 * they need not see it.
 */
export const followedAs = (
  breach: Pick<Breach, 'status' | 'beneath'>,
): { status: 'open' | 'acknowledged'; aside?: 'disputed' | 'waived' } | null => {
  const plain = plainStatus(breach)
  if (plain !== 'open' && plain !== 'acknowledged') return null
  const { status } = breach
  return status === 'disputed' || status === 'waived' ? { status: plain, aside: status } : { status: plain }
}

/** Kinds of root cause, in few words: enough to count by, not a taxonomy. */
export const ROOT_CAUSES = [
  'code',
  'tests',
  'configuration',
  'infrastructure',
  'capacity',
  'dependency',
  'process',
  'requirements',
  'measurement',
  'other',
] as const
export type RootCause = (typeof ROOT_CAUSES)[number]

/** Whose doing it was, in the eyes of who says so. */
export const ATTRIBUTIONS = ['client', 'vendor', 'both', 'third_party'] as const
export type Attribution = (typeof ATTRIBUTIONS)[number]

/** What a party says was the reason. It is a statement, shown with who made it; it settles nothing. */
export type StatedCause = {
  category?: RootCause
  attribution?: Attribution
  /** It is the other party’s statement of that instant, and this party agrees with it. */
  agrees_with?: string
}

export type BreachTransition = {
  at: string
  kind:
    | 'opened'
    | 'reopened'
    | 'counted'
    | 'acknowledged'
    | 'noted'
    | 'root_cause'
    | 'resolved'
    | 'exempted'
    | 'waived'
    | 'waiver_ended'
    | 'disputed'
    | 'answered'
    | 'dispute_withdrawn'
    | 'ruling_stated'
    | 'ruled'
  /** Who moved it: a party's key, the arbiter, or the engine at an evaluation. */
  by: Speaker | { engine: true }
  evaluation_id?: string
  value?: number | null
  display?: string
  /** What the party said. */
  note?: string
  cause?: StatedCause
  /** The waiver or the dispute that it is about. */
  waiver?: string
  dispute?: string
  ruling?: Ruling
  /** What made a ruling count: both parties gave the same, the arbiter gave it, or nobody answered in time. */
  settled_by?: SettledBy
}

/** A party's key as the story of a breach names it. */
export type Actor = { party: Party; key: string; name: string }
/** The key of who rules where the two don't agree; both of them let it in. */
export type Arbiter = { party: 'arbiter'; key: string; name: string }
export type Speaker = Actor | Arbiter

/** What becomes of a disputed breach: it stays one, or it never was one. */
export const RULINGS = ['uphold', 'overturn'] as const
export type Ruling = (typeof RULINGS)[number]
/** `disagreement`: the two had until then to agree and did not, and no arbiter ruled. */
export const SETTLED_BY = ['both', 'arbiter', 'silence', 'disagreement'] as const
export type SettledBy = (typeof SETTLED_BY)[number]
export const DISPUTE_STATUSES = ['open', 'answered', 'ruled', 'withdrawn'] as const
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number]

/** An objective that went wrong in one window or one merged or deployed change; wire form. */
export type Breach = {
  id: string
  objective: string
  title: string
  clause: string | null
  indicator: string
  scope: 'change' | 'window' | 'clock'
  service: string
  environment: string
  severity?: string
  status: BreachStatus
  /** What it is apart from the dispute or the waiver that `status` tells of, and comes back to when that ends. */
  beneath?: PlainStatus
  /** The waiver that it is under. */
  waiver?: { id: string; expires_at: string }
  /** The last dispute about it. */
  dispute?: {
    id: string
    status: 'open' | 'answered' | 'ruled' | 'withdrawn'
    answer_due_at: string
    agree_by?: string
    ruling?: Ruling
  }
  /** False for an observed objective: recorded, but without consequence. */
  contractual: boolean
  enforcement: Enforcement
  owed_by: Party | 'both'
  agreement_version: number
  agreement_hash: string
  opened_at: string
  acknowledged_at?: string
  resolved_at?: string
  window?: ObjectiveResult['window']
  /** The change that was merged or deployed while failing. */
  commit_sha?: string
  pr?: number
  /**
   * Unrounded value, and how it reads: of a window as it was judged last, once that is over; of a clock as of when the
   * breach is read. The figure with which it opened is in `opened_by` and the timeline.
   */
  value: number | null
  display: string
  target: string
  /** The result that opened it, with its evidence. */
  opened_by: ObjectiveResult
  /** The clock that it was opened for, as it is when the breach is read; not kept. */
  clock?: MissedClock
  timeline: BreachTransition[]
}
