import { createHash } from 'node:crypto'
import type { Enforcement } from '../agreement/terms.ts'
import type { Evaluation, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { OpenBreachView } from '../evaluation/input.ts'
import { DEFAULT_ENVIRONMENT } from '../events/environment.ts'
import { indicator } from '../indicators/catalogue.ts'
import { parseInstant } from '../time/instant.ts'
import type { Breach, BreachTransition } from './breach.ts'
import { changeIdentity, isBreachOf, windowIdentity } from './identity.ts'

/** What an evaluation does to the breaches of its service. */
export type BreachMove =
  | { kind: 'open'; identity: string; breach: Breach }
  /** What was only observed so far is enforced now, and still missed. */
  | { kind: 'count'; id: string; enforcement: Enforcement; transition: BreachTransition }
  | { kind: 'resolve'; id: string; transition: BreachTransition }

const transition = (
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

const identityOf = (evaluation: Evaluation, result: ObjectiveResult): string =>
  result.window ? windowIdentity(result.id, result.window) : changeIdentity(result.id, evaluation.commit_sha)

/** A window is that of production, wherever the gate was asked from. */
const environmentOf = (evaluation: Evaluation, result: ObjectiveResult): string =>
  (result.window ? result.window.environments[0] : evaluation.environment) ?? DEFAULT_ENVIRONMENT

const breachId = (evaluation: Evaluation, environment: string, identity: string): string => {
  const hash = createHash('sha256').update([evaluation.service, environment, identity].join('\0')).digest('hex')
  // Time first, so that breaches sort by when they opened; the identity keeps two of one moment apart.
  const opened = (parseInstant(evaluation.at) ?? 0).toString(16).padStart(12, '0')
  return `br_${opened}${hash.slice(0, 16)}`
}

const breachOf = (evaluation: Evaluation, result: ObjectiveResult, identity: string): Breach => ({
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

/** A window's miss is a breach wherever it is noticed; a change's only once it is merged, or deployed all the same. */
const mayOpen = (evaluation: Evaluation, result: ObjectiveResult): boolean => {
  if (evaluation.local) return false
  if (result.window) return true
  if (evaluation.exempted?.status === 'granted') return false
  const deployed = evaluation.event === 'deployment' && evaluation.verdict !== 'fail' && evaluation.production !== false
  return evaluation.merged || deployed
}

/** Breaches that a result which holds puts an end to. */
const endedBy = (evaluation: Evaluation, result: ObjectiveResult, open: OpenBreachView[]): OpenBreachView[] => {
  const own = open.filter((breach) => breach.objective === result.id)
  const { window } = result
  if (window) return own.filter((breach) => isBreachOf(breach.identity, result.id, window))
  // What a later merge restores is over; a change that was merged badly stays what it was.
  return evaluation.merged && indicator(result.indicator)?.info.describes === 'state' ? own : []
}

/** A window that began while its objective was observed is judged as it stands at its end: it may come to count. */
const counts = (evaluation: Evaluation, result: ObjectiveResult, known: OpenBreachView): BreachMove[] => {
  const { enforcement } = result
  if (!known.observed || enforcement === 'observe' || evaluation.local) return []
  return [{ kind: 'count', id: known.id, enforcement, transition: transition(evaluation, 'counted', result) }]
}

/**
 * The breaches that an evaluation opens and ends. Derived from the stored evaluation alone, so that doing it again
 * after a crash changes nothing more.
 */
export const breachMoves = (evaluation: Evaluation, open: OpenBreachView[]): BreachMove[] =>
  evaluation.objectives.flatMap((result): BreachMove[] => {
    if (result.status === 'breached') {
      const known = open.find(
        (breach) =>
          breach.objective === result.id && result.window && isBreachOf(breach.identity, result.id, result.window),
      )
      if (known) return counts(evaluation, result, known)
      if (!mayOpen(evaluation, result)) return []
      const identity = identityOf(evaluation, result)
      return [{ kind: 'open', identity, breach: breachOf(evaluation, result, identity) }]
    }
    if (result.status !== 'met' && result.status !== 'at_risk') return []
    return endedBy(evaluation, result, open).map((breach) => ({
      kind: 'resolve',
      id: breach.id,
      transition: transition(evaluation, 'resolved', result),
    }))
  })
