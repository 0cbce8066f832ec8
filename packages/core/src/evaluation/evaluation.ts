import type { Comparison, Enforcement, Party, Release, SeverityName } from '../agreement/terms.ts'
import type { LedgerHead } from '../ledger/entry.ts'
import type { Evidence } from './evidence.ts'
import type { ExemptionView } from './exemption-view.ts'
import type { GateEvent } from './gate.ts'
import type { Note } from './note.ts'
import type { ReliefView } from './relief-view.ts'

/*
 * The answer to "was what we agreed met?", in the form in which it travels: JSON, snake_case, RFC 3339 times.
 * Server, local gate, comment, terminal and pages all read this one shape.
 */

export type Verdict = 'pass' | 'warn' | 'fail'

export type ObjectiveStatus = 'met' | 'at_risk' | 'breached' | 'waived' | 'excluded' | 'no_data' | 'not_in_force'

export type NoDataReason =
  /** No report for this commit. */
  | 'no_report'
  /** The report carries no such figures (no branches, say). */
  | 'not_in_report'
  /** No executable line was added. */
  | 'nothing_to_cover'
  | 'below_min_lines'
  /** Neither the base nor any named ancestor was measured; or the target is relative to figures that are not frozen. */
  | 'no_baseline'
  /** The report tells no test at all. */
  | 'no_tests'
  /** Nothing happened that could be counted. */
  | 'no_events'
  /** Fewer than `min_samples`, even pooled with earlier windows. */
  | 'too_few_samples'
  /** Less than one whole unit (day, week) of the window has passed. */
  | 'window_too_young'
  /** Nothing is known to have happened, and nobody says that they were watching. */
  | 'not_watched'
  /** Watched for less than 95 % of the time so far. */
  | 'partly_observed'
  /** A source that a party owes was silent. */
  | 'unreported'
  /** Of a budget: nothing says how much of it there is. */
  | 'no_target'
  /** What was reported is in units that the target's can't be made of. */
  | 'unit_mismatch'
  /** A window objective was asked for without a server. */
  | 'needs_server'
  /** More uploads of this commit are expected. */
  | 'uploads_awaited'
  /** Fewer uploads came than were expected, and no more will. */
  | 'uploads_missing'

/** Why an objective does not hold or hold back this gate, beside its status. */
export type NotBlockingReason =
  | 'observed'
  | 'warns_only'
  | 'phase'
  | 'not_on_this_event'
  | 'released'
  | 'rollback_or_fix'
  | 'presumed_links_only'
  | 'first_introduction'

export type WindowView = {
  /** Local date that names it: first day of the calendar unit, or the day a rolling window ends on. */
  period: string
  kind: 'calendar week' | 'calendar month' | 'calendar quarter' | `rolling ${number}d`
  from: string
  to: string
  /** Environments counted: those that are production by the agreement. */
  environments: string[]
  /** For people, e.g. `November 2026`, in the agreement's zone. */
  label: string
  /** The window has not ended, or late facts may still change it. */
  provisional: boolean
  /** The objective came into force inside the window; what was before is not judged. */
  partial: boolean
}

/** A clock of one incident that was too late: what a breach of its own is opened for. */
export type MissedClock = {
  /** Short forms of the incident's names; the one it began under first. */
  incident: string[]
  /** 0, or one more for every opening after the reopen window. */
  run: number
  severity: SeverityName
  started_at: string
  due_at: string
  breached_at: string
  /** Null while it goes on. */
  ended_at: string | null
  /** In the unit of the result. */
  value: number
  display: string
  margin: string
  /** Open time that a pause took out; seconds. */
  paused_seconds: number
  /** What ended it first, then what began it. */
  events: string[]
  /** Permission not to count it. */
  waiver?: { id: string; expires_at: string; reason: string }
  /** What was in force at its start, where that is not what the result cites. */
  judged_by?: Pick<ObjectiveResult, 'agreement_version' | 'agreement_hash' | 'target' | 'target_bounds' | 'enforcement'>
}

/** Why a result says nothing: the time was agreed to lie outside, or the breach of it was overturned. */
export type SetAsideView = {
  by: 'exclusion' | 'ruling'
  /** Exclusions, or the dispute. */
  ids: string[]
  reason?: string
  breach_id?: string
}

/** What an objective came to in a phase, as it was frozen. */
export type BaselineView = {
  id: string
  phase: string
  from: string
  until: string
  /** In the unit of the result; null where it was too little to judge by. */
  value: number | null
  display: string
  samples: number
  needed?: number
}

/** A pair of times over which the budget is used up too fast: the longer, and whether it still goes on in the shorter. */
export type BurningPair = {
  /** ISO 8601. */
  long: string
  short: string
  /** As many times faster than the window allows is too fast. */
  factor: number
  long_rate: number
  short_rate: number
}

/** The error budget: how much may go wrong, and how much of it has. */
export type BudgetView = {
  /** `count` of events, or `s` of time. */
  unit: 'count' | 's'
  allowed: number
  used: number
  /** Below 0 where more was used than was allowed. */
  remaining: number
  /** Share of what was allowed that is left; null where nothing was. */
  remaining_percent: number | null
  /** How many times faster than allowed it is being used in this window; null where nothing is allowed. */
  burn_rate: number | null
  /** `2 of 3 allowed failures used`. */
  in_words: string
  /** Too fast lately, for which the result is `at_risk`: the fastest pair of all. */
  burning?: BurningPair
}

export type ObjectiveResult = {
  id: string
  clause: string | null
  title: string
  indicator: string
  unit: string
  scope: 'change' | 'window' | 'clock'
  status: ObjectiveStatus
  /** Effective enforcement, after the phase's cap. */
  enforcement: Enforcement
  /** This objective alone makes the verdict `fail`. */
  blocking: boolean
  not_blocking?: NotBlockingReason
  /** How a block of deployments ends, where the agreement says so. */
  release?: Release
  no_data_reason?: NoDataReason
  /** How several cases were made into one figure, e.g. `p95`; `each` is the worst of them. */
  statistic?: string
  /** Unrounded, in `unit` (durations in seconds); null where nothing was measured, or nothing happened. */
  value: number | null
  /** For people: cut toward the breach, never contradicting the status; `0 cases` where nothing happened. Empty where nothing was measured. */
  display: string
  /** With its operator, e.g. `≥ 80 %`. */
  target: string
  /** The same for machines, in `unit`; a band has both ends; one that waits for its baseline is told as agreed. */
  target_bounds: { op: Comparison; value: number } | { low: number; high: number } | { relative: string }
  warn?: string
  /** The frozen figure that the target was made of, or that was too little to make one of. */
  baseline?: BaselineView
  /** The target waits for this phase's figures. */
  baseline_due?: { phase: string; until: string }
  /** Distance to the target for people, e.g. `9.0 pp short`, `0.1 pp left`; empty where nothing was measured. */
  margin: string
  samples: number
  /** Asked for by `min_samples` or `min_lines`, shown where it decided. */
  needed?: number
  numerator?: number
  denominator?: number
  /** Wilson score interval at 95 %, in %, beside a rate of counted events. */
  interval?: { low: number; high: number }
  /** How much failure the window still allows. */
  budget?: BudgetView
  /** Where it is going, if what happened lately goes on. */
  forecast?: { breaches_at: string; in_words: string }
  window?: WindowView
  /** Of incident clocks that must hold one by one: those that were too late in this window, those that were first. */
  clocks?: MissedClock[]
  /** How many more there are than are told: each is a breach of its own. */
  more_clocks?: number
  /** Values of earlier windows or merges, oldest first; at most 12. */
  trend?: { at: string; value: number | null }[]
  /** Shown beside it: speed is never read without stability. */
  counter?: { indicator: string; title: string; display: string }[]
  /** Missed, and permitted by the other party until then. */
  waiver?: { id: string; expires_at: string; reason: string }
  /** With the status `excluded`: by what. */
  excluded?: SetAsideView
  owed_by: Party | 'both'
  agreement_version: number | null
  /** Of that version's text, where another version than the cited one judged: its window began before the change. */
  agreement_hash?: string
  /** The breach this result opened or belongs to. */
  breach_id?: string
  evidence: Evidence
  evidence_url?: string
}

export type AgreementCitation = {
  /** Null for a file that no server has numbered. */
  version: number | null
  hash: string
  title: string
  phase: { name: string; until: string | null } | null
  parties: Record<Party, string>
  time_zone: string
  /** Lets a change pass, where somebody else than its author set it; absent where the agreement grants no exemption. */
  exempt_label?: string
}

/** Uploads of one commit by their flags, '' being the unflagged one, of those that are expected. */
export type UploadsView = { received: string[]; expected: number; state: 'complete' | 'awaited' | 'missing' }

export type Evaluation = {
  id: string
  at: string
  service: string
  event: GateEvent
  commit_sha: string
  environment?: string
  /** False where the environment asked about is not production by the agreement; absent otherwise. */
  production?: false
  ref?: string
  /** The change is on the default branch: a miss of it is a breach. */
  merged: boolean
  pull_request?: { number: number; title: string; author: string }
  run?: string
  verdict: Verdict
  /** What the verdict would be without the exemption; only where one was granted. */
  verdict_without_exemption?: Verdict
  /** Some window in it can still change, or not all uploads are there. */
  provisional: boolean
  /** Only where the gate was told how many there are to be. */
  uploads?: UploadsView
  agreement: AgreementCitation | null
  /** Worst first. */
  objectives: ObjectiveResult[]
  /** Agreed, but not measured by this installation yet: named so that nobody takes them for met. */
  not_judged?: { id: string; indicator: string; reason: NotJudgedReason }[]
  exempted?: ExemptionView
  /** Passed a block because of what it names; in the ledger too. */
  relieved?: ReliefView
  /** Judged without a server, by the agreement file at the merge base. */
  local?: boolean
  notes: Note[]
  /** The ledger's head, what this gate decided included; only in the answer to a gate. */
  ledger?: LedgerHead
  url?: string
}

export type NotJudgedReason = 'indicator_not_available'
