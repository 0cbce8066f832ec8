import type { Enforcement, Party } from '../agreement/terms.ts'
import type { ObjectiveResult } from '../evaluation/evaluation.ts'

export const BREACH_STATUSES = ['open', 'acknowledged', 'disputed', 'resolved', 'overturned', 'waived'] as const
export type BreachStatus = (typeof BREACH_STATUSES)[number]

export type BreachTransition = {
  at: string
  kind: 'opened' | 'reopened' | 'acknowledged' | 'resolved'
  /** Who moved it: a party's key, or the engine at an evaluation. */
  by: { party: Party; key: string; name: string } | { engine: true }
  evaluation_id?: string
  value?: number | null
  display?: string
  note?: string
}

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
