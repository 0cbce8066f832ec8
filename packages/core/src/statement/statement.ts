import type { Enforcement, Party } from '../agreement/terms.ts'
import type { Actor, DisputeStatus, Ruling, SettledBy } from '../breach/breach.ts'
import type { AgreedCause } from '../breach/root-cause.ts'
import type { ChronicNotice } from '../credits/chronic.ts'
import type { ExclusionCategory } from '../decisions/exclusion.ts'
import type { NoDataReason, ObjectiveResult, ObjectiveStatus, SetAsideView } from '../evaluation/evaluation.ts'
import type { LedgerHead } from '../ledger/entry.ts'
import type { PeriodState } from '../periods/period.ts'
import type { StatementMoney } from './money.ts'
import type { ReportKind } from './span.ts'

/* The statement of a month or a week in the form in which it travels: both parties get the same, money aside. */

type Owing = Party | 'both'

/** `open`: not over, or not judged to its end. */
export type StatementState = 'open' | PeriodState

export type StatementFigure = {
  label: string
  status: ObjectiveStatus
  value: number | null
  display: string
  samples: number
}

/** A clock that was late. `case` names the incident, and the run where it is not the first. */
export type StatementClock = {
  case: string
  breach_id: string
  display: string
  dispute?: { id: string; status: DisputeStatus }
  root_cause?: AgreedCause
}

/** One objective for one service in one window; of an objective about changes, in the whole period. */
export type StatementRow = {
  service: string
  objective: string
  title: string
  clause: string | null
  indicator: string
  scope: ObjectiveResult['scope']
  owed_by: Owing
  enforcement: Enforcement
  /** Null for changes: those merged in the period. */
  window: { kind: string; label: string; from: string; to: string; partial: boolean } | null
  state: StatementState
  status: ObjectiveStatus
  value: number | null
  display: string
  target: string
  margin: string
  samples: number
  needed?: number
  no_data_reason?: NoDataReason
  agreement_version: number | null
  /** The same a period earlier; null where there is none. */
  previous: StatementFigure | null
  /** Against `previous`; null where the two can't be compared. */
  trend: 'better' | 'worse' | 'same' | null
  waiver?: NonNullable<ObjectiveResult['waiver']>
  excluded?: SetAsideView
  breach_id?: string
  dispute?: { id: string; status: DisputeStatus }
  /** Of the breach: what both parties agree was the reason. */
  root_cause?: AgreedCause
  /** Of clocks that are judged one by one: those that were late, each with its own breach. */
  clocks?: StatementClock[]
  /** Of changes: how many were merged, and what became of those that missed it. */
  changes?: { merged: number; missed: number; waived: number; overturned: number }
}

export type StatementAdjustment = {
  service: string
  objective: string
  title: string
  /** The period that it is about, which was final. */
  of: { id: string; period: string; label: string }
  was: Omit<StatementFigure, 'label'>
  would_be: Omit<StatementFigure, 'label'>
  noticed_at: string
}

export type Who = Pick<Actor, 'party' | 'name'>

export type StatementExclusion = {
  id: string
  category: ExclusionCategory
  from: string
  to: string
  services: string[] | null
  objectives: string[] | null
  reason: string
  with_notice: boolean
  asked_by: Who
  agreed_by: Who
}

export type StatementWaiver = {
  id: string
  objective: string
  service: string | null
  breach: string | null
  from: string
  until: string
  reason: string
  asked_by: Who
  agreed_by: Who
}

export type StatementDispute = {
  id: string
  breach: string
  objective: string
  service: string
  /** Of the breach: the window that it is about; null for a clock and for a change. */
  window: string | null
  opened_at: string
  opened_by: Who
  reason: string
  status: DisputeStatus
  ruling?: Ruling
  settled_by?: SettledBy
  settled_at?: string
}

export type StatementAnswer = {
  question: 'value' | 'budget' | 'improving'
  answer: 'yes' | 'partly' | 'no' | 'not_measured'
  detail: string
}

export const NEEDS = [
  'acknowledge',
  'answer_dispute',
  'rule_on_dispute',
  'answer_proposal',
  'answer_waiver',
  'answer_exclusion',
  'waiver_ends',
  'review_overdue',
  'unreported',
] as const

/** Something that somebody has to decide or do. `ref`: the record, version or objective that it is about. */
export type StatementNeed = {
  what: (typeof NEEDS)[number]
  by: Owing | 'arbiter'
  due_at: string | null
  ref: string
  detail: string
}

export type StatementData = {
  /** Everything received before this instant is counted in `received`. */
  complete_until: string | null
  received: { type: string; sources: number; count: number }[]
  linked: {
    service: string
    deployments: number
    counted: number
    failed: number
    presumed_failed: number
    incidents: number
    unlinked: number
    findings: number
  }[]
  silent: { service: string; type: string; source: string; last: string }[]
  never_received: { service: string; objective: string; owed_by: Owing }[]
}

export type StatementAcknowledgement = {
  party: Party
  name: string
  at: string
  hash: string
  /** It is the statement as it is now that was acknowledged. */
  current: boolean
}

export type Statement = {
  engagement: string
  title: string
  parties: Record<Party, string>
  kind: ReportKind
  period: string
  label: string
  from: string
  to: string
  time_zone: string
  /** When it was drawn up. */
  at: string
  state: StatementState
  /** Of a provisional one: when the last of it becomes final, unless a dispute holds it or both acknowledge before. */
  final_from: string | null
  summary: string
  /** Over everything that is stated of the period (not of needs and data), and not over when, or to whom. */
  hash: string
  /** Worst first. */
  objectives: StatementRow[]
  /** Agreed, but not measured by this installation yet. */
  not_judged: { id: string; indicator: string }[]
  /** Learned of earlier periods after they were final. */
  adjustments: StatementAdjustment[]
  exclusions: StatementExclusion[]
  waivers: StatementWaiver[]
  /** As they were when the last of the period became final; until then as they are. */
  disputes: StatementDispute[]
  chronic: ChronicNotice[]
  questions: StatementAnswer[]
  needs: StatementNeed[]
  data: StatementData
  /** In force in it, oldest first. */
  agreements: { version: number | null; hash: string; from: string }[]
  method: string[]
  acknowledgements: StatementAcknowledgement[]
  ledger: LedgerHead
  /** Null where nothing is stated about money, or it is left out: `money_note` says which. */
  money: StatementMoney | null
  money_note: string | null
}
