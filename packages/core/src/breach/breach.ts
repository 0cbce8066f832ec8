import type { Enforcement, Party } from '../agreement/terms.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'

export const BREACH_STATUSES = ['open', 'acknowledged', 'disputed', 'resolved', 'overturned', 'waived'] as const
export type BreachStatus = (typeof BREACH_STATUSES)[number]

/** Over for good or for now; nobody has to do anything about it. */
export const isOver = (status: BreachStatus): boolean =>
  status === 'resolved' || status === 'overturned' || status === 'waived'

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
export type StatedCause = { category?: RootCause; attribution?: Attribution }

export type BreachTransition = {
  at: string
  kind: 'opened' | 'reopened' | 'counted' | 'acknowledged' | 'noted' | 'root_cause' | 'resolved'
  /** Who moved it: a party's key, or the engine at an evaluation. */
  by: { party: Party; key: string; name: string } | { engine: true }
  evaluation_id?: string
  value?: number | null
  display?: string
  /** What the party said. */
  note?: string
  cause?: StatedCause
}

/** A party's key as the story of a breach names it. */
export type Actor = Extract<BreachTransition['by'], { party: unknown }>

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
  /** Latest figures: unrounded value, and how it reads. */
  value: number | null
  display: string
  target: string
  /** The result that opened it, with its evidence. */
  opened_by: ObjectiveResult
  timeline: BreachTransition[]
}
