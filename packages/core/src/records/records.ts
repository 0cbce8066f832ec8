import type { FrozenBaseline } from '../baselines/baseline.ts'
import type { Dispute } from '../decisions/dispute.ts'
import type { Exclusion } from '../decisions/exclusion.ts'
import type { Waiver } from '../decisions/waiver.ts'
import type { ReliefRecord } from '../evaluation/relief.ts'
import type { SealedDay } from '../ledger/sealed-day.ts'
import type { Period } from '../periods/period.ts'
import type { StatementRecord } from '../statement/acknowledge.ts'

/*
 * Small state machines that the parties move. Each is one record: read by its kind and id, listed by time, and written
 * only together with the ledger entry that says what was decided.
 */

/** What every record has. */
export type KeptRecord<Kind extends string = string> = {
  kind: Kind
  /** Unique among its kind. */
  id: string
  /** Where it stands in lists: when it was asked for, or its window began. RFC 3339 in UTC; never changes. */
  at: string
  /** 1 when it is made, one more with each change. */
  revision: number
  timeline: readonly unknown[]
}

/** Every kind there is, with what a record of it says. */
export type Records = {
  waiver: Waiver
  exclusion: Exclusion
  dispute: Dispute
  period: Period
  baseline: FrozenBaseline
  statement: StatementRecord
  sealed: SealedDay
  relief: ReliefRecord
}
export type RecordKind = keyof Records
export type RecordOf<Kind extends RecordKind> = Records[Kind]
export type AnyRecord = Records[RecordKind]
