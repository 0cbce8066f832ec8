import { subjectRef } from '../events/identity.ts'
import { PREVIOUS_DEPLOYMENT } from '../events/words.ts'
import { incidentsOf } from '../facts/incidents.ts'
import { observedFacts } from '../facts/resolve.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationInput } from './input.ts'
import type { ReliefView } from './relief-view.ts'
import type { Outcome } from './result.ts'

/*
 * A rollback, and a deployment that fixes an incident, are never blocked (PRODUCT.md, rule 6): undoing harm is not held
 * up. Any word would open the gate, so that what was claimed, and what is known of it, is told to both parties.
 */

type Heard = NonNullable<ReliefView['fixes_incident']>['state']

/** What a deployment passed because of what it names; undefined where nothing was held back by it. */
export const reliefOf = (
  { request, window, at }: EvaluationInput,
  outcomes: readonly Outcome[],
): ReliefView | undefined => {
  const objectives = outcomes.flatMap(({ result: { id, not_blocking } }) =>
    not_blocking === 'rollback_or_fix' ? [id] : [],
  )
  if (objectives.length === 0 || !window) return undefined
  const { rolls_back: rollsBack, fixes_incident: fixes } = request
  const facts = observedFacts(window.facts, window.corrections).filter((fact) => fact.at <= at)
  const isKnown = (name: string): boolean =>
    facts.some(
      (fact) => fact.kind === 'deployment' && (name === PREVIOUS_DEPLOYMENT || fact.deployment === subjectRef(name)),
    )
  const heardOf = (name: string): Heard => {
    const own = incidentsOf(facts.filter((fact) => fact.kind === 'incident')).filter(({ ids }) =>
      ids.includes(subjectRef(name)),
    )
    if (own.length === 0) return 'unknown'
    return own.some(({ end }) => end === null) ? 'open' : 'ended'
  }
  return {
    objectives: objectives.sort(),
    ...(rollsBack === undefined ? {} : { rolls_back: { deployment: rollsBack, known: isKnown(rollsBack) } }),
    ...(fixes === undefined ? {} : { fixes_incident: { incident: fixes, state: heardOf(fixes) } }),
  }
}

/** One gate that let a deployment pass so: kept once, with its entry in the ledger. */
export type ReliefRecord = {
  kind: 'relief'
  /** Of the evaluation. */
  id: string
  at: string
  revision: 1
  timeline: readonly []
}

export const reliefRecord = ({ id, at }: Pick<Evaluation, 'id' | 'at'>): ReliefRecord => ({
  kind: 'relief',
  id,
  at,
  revision: 1,
  timeline: [],
})
