import type { Evaluation, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { OpenBreachView } from '../evaluation/input.ts'
import { indicator } from '../indicators/catalogue.ts'
import { clockMoves, isClockByClock } from './clock-moves.ts'
import { changeIdentity, isBreachOf, windowIdentity } from './identity.ts'
import { type BreachMove, breachOf, counts, transition, waived } from './move.ts'

const identityOf = (evaluation: Evaluation, result: ObjectiveResult): string =>
  result.window ? windowIdentity(result.id, result.window) : changeIdentity(result.id, evaluation.commit_sha)

/** A window's miss is a breach wherever it is noticed; a change's only once it is merged, or deployed all the same. */
const mayOpen = (evaluation: Evaluation, result: ObjectiveResult): boolean => {
  if (evaluation.local) return false
  if (result.window) return true
  const deployed = evaluation.event === 'deployment' && evaluation.verdict !== 'fail' && evaluation.production !== false
  return evaluation.merged || deployed
}

type Granted = Extract<Evaluation['exempted'], { status: 'granted' }>

/**
 * A change that was let through before: which one a commit is may be told only after a gate has opened its breach. A
 * claim that is made only now lets pass from now on, and takes nothing back: who owes it could clear it so.
 */
const letThrough = (evaluation: Evaluation, { since }: Granted, result: ObjectiveResult): BreachMove[] =>
  since && (evaluation.merged || evaluation.event === 'deployment')
    ? [
        {
          kind: 'exempt',
          identity: identityOf(evaluation, result),
          grantedAt: since.at,
          transition: transition(evaluation, 'exempted', result),
        },
      ]
    : []

/** Breaches that a result which holds puts an end to. */
const endedBy = (evaluation: Evaluation, result: ObjectiveResult, open: OpenBreachView[]): OpenBreachView[] => {
  const own = open.filter((breach) => breach.objective === result.id)
  const { window } = result
  if (window) return own.filter((breach) => isBreachOf(breach.identity, result.id, window))
  // What a later merge restores is over; a change that was merged badly stays what it was.
  return evaluation.merged && indicator(result.indicator)?.info.describes === 'state' ? own : []
}

/**
 * The breaches that an evaluation opens and ends. Derived from the stored evaluation alone, so that doing it again
 * after a crash changes nothing more.
 */
export const breachMoves = (evaluation: Evaluation, open: OpenBreachView[]): BreachMove[] => {
  const { exempted } = evaluation
  return evaluation.objectives.flatMap((result): BreachMove[] => {
    if (isClockByClock(result)) return clockMoves(evaluation, result, open)
    const known = open.find(
      (breach) =>
        breach.objective === result.id && result.window && isBreachOf(breach.identity, result.id, result.window),
    )
    if (result.status === 'waived') return waived(result.waiver, known)
    if (result.status === 'breached') {
      if (exempted?.status === 'granted' && !result.window) return letThrough(evaluation, exempted, result)
      // Judged to be breached, the waiver of a breach that gates still see is over.
      const isBack = known?.aside === 'waived'
      if (known && !isBack) return counts(evaluation, result, known)
      if (!isBack && !mayOpen(evaluation, result)) return []
      const identity = known?.identity ?? identityOf(evaluation, result)
      return [{ kind: 'open', identity, breach: breachOf(evaluation, result, identity) }]
    }
    if (result.status !== 'met' && result.status !== 'at_risk') return []
    return endedBy(evaluation, result, open).map((breach) => ({
      kind: 'resolve',
      id: breach.id,
      transition: transition(evaluation, 'resolved', result),
    }))
  })
}
