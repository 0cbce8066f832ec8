import { createHash } from 'node:crypto'
import type { Enforcement } from '../agreement/terms.ts'
import type { Evaluation, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { OpenBreachView } from '../evaluation/input.ts'
import { DEFAULT_ENVIRONMENT } from '../events/environment.ts'
import { parseInstant } from '../time/instant.ts'
import type { Breach, BreachTransition } from './breach.ts'

/** What an evaluation does to the breaches of its service. */
export type BreachMove =
  | { kind: 'open'; identity: string; breach: Breach }
  /** What was only observed so far is enforced now, and still missed. */
  | { kind: 'count'; id: string; enforcement: Enforcement; transition: BreachTransition }
  | { kind: 'resolve'; id: string; transition: BreachTransition }
  /** What it is about had been let through by then: opened after that, before it was known, it never was one. */
  | { kind: 'exempt'; identity: string; grantedAt: string; transition: BreachTransition }
  /** It stands open, and what it is about is waived now. */
  | { kind: 'waive'; id: string; waiver: string }

export const transition = (
  evaluation: Evaluation,
  kind: BreachTransition['kind'],
  result: ObjectiveResult,
): BreachTransition => ({
  at: evaluation.at,
  kind,
  by: { engine: true },
  evaluation_id: evaluation.id,
  value: result.value,
  display: result.display,
})

/** A window is that of production, wherever the gate was asked from. */
const environmentOf = (evaluation: Evaluation, result: ObjectiveResult): string =>
  (result.window ? result.window.environments[0] : evaluation.environment) ?? DEFAULT_ENVIRONMENT

const breachId = (evaluation: Evaluation, environment: string, identity: string): string => {
  const hash = createHash('sha256').update([evaluation.service, environment, identity].join('\0')).digest('hex')
  // Time first, so that breaches sort by when they opened; the identity keeps two of one moment apart.
  const opened = (parseInstant(evaluation.at) ?? 0).toString(16).padStart(12, '0')
  return `br_${opened}${hash.slice(0, 16)}`
}

export const breachOf = (evaluation: Evaluation, result: ObjectiveResult, identity: string): Breach => ({
  id: breachId(evaluation, environmentOf(evaluation, result), identity),
  objective: result.id,
  title: result.title,
  clause: result.clause,
  indicator: result.indicator,
  scope: result.scope,
  service: evaluation.service,
  environment: environmentOf(evaluation, result),
  status: 'open',
  contractual: result.enforcement !== 'observe',
  enforcement: result.enforcement,
  owed_by: result.owed_by,
  agreement_version: result.agreement_version ?? 0,
  agreement_hash: result.agreement_hash ?? evaluation.agreement?.hash ?? '',
  opened_at: evaluation.at,
  ...(result.window ? { window: result.window } : { commit_sha: evaluation.commit_sha }),
  ...(evaluation.pull_request && !result.window ? { pr: evaluation.pull_request.number } : {}),
  value: result.value,
  display: result.display,
  target: result.target,
  opened_by: result,
  timeline: [transition(evaluation, 'opened', result)],
})

/** A window that began while its objective was observed is judged as it stands at its end: it may come to count. */
export const counts = (evaluation: Evaluation, result: ObjectiveResult, known: OpenBreachView): BreachMove[] => {
  const { enforcement } = result
  if (!known.observed || enforcement === 'observe' || evaluation.local) return []
  return [{ kind: 'count', id: known.id, enforcement, transition: transition(evaluation, 'counted', result) }]
}

/** What a result under a waiver does to the breach that stands open for it; one that is disputed waits for its ruling. */
export const waived = (
  waiver: ObjectiveResult['waiver'],
  known: OpenBreachView | undefined,
): Extract<BreachMove, { kind: 'waive' }>[] =>
  waiver && known && known.aside === undefined ? [{ kind: 'waive', id: known.id, waiver: waiver.id }] : []
