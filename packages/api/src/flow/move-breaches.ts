import {
  type Breach,
  type BreachMove,
  type BreachTransition,
  breachMoves,
  countBreach,
  type Evaluation,
  type OpenBreachView,
  parseInstant,
  reopenBreach,
  resolveBreach,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { Refusal } from '../problem/problem.ts'
import { storedIdentity } from './breach-identity.ts'

const ATTEMPTS = 5

/**
 * Moves a breach from what it is when it is read; `next` answers the same breach where there is nothing to do.
 * @throws Refusal `unavailable` where others move it all the time
 */
export const moveBreach = async (
  store: EngagementStore,
  id: string,
  next: (breach: Breach) => Breach,
): Promise<Breach | null> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const breach = await store.breach(id)
    if (!breach) return null
    const moved = next(breach)
    if (moved === breach || (await store.moveBreach(moved, breach.timeline.length)) === 'moved') return moved
  }
  throw new Refusal('unavailable', 'The breach is being changed by others; ask again.', {
    headers: { 'Retry-After': '1' },
  })
}

/** What opens or ends a breach; all else in its story is said about it. */
const TURNS: readonly BreachTransition['kind'][] = ['opened', 'reopened', 'counted', 'resolved']

/** The story has turned after this moment: what was seen then no longer moves it. */
const isPast = (breach: Breach, at: string) => breach.timeline.some((step) => step.at > at && TURNS.includes(step.kind))

const apply = async (store: EngagementStore, service: string, move: BreachMove): Promise<Breach | null> => {
  if (move.kind !== 'open') {
    const { transition } = move
    const turn = (breach: Breach) =>
      move.kind === 'resolve' ? resolveBreach(breach, transition) : countBreach(breach, move.enforcement, transition)
    return moveBreach(store, move.id, (breach) => (isPast(breach, transition.at) ? breach : turn(breach)))
  }
  const { outcome, breach } = await store.openBreach(move.breach, storedIdentity(service, move.identity))
  if (outcome === 'opened' || breach.status !== 'resolved') return breach
  return moveBreach(store, breach.id, (existing) =>
    isPast(existing, move.breach.opened_at) ? existing : reopenBreach(existing, move.breach),
  )
}

/** Where nothing was opened because a breach stands open already: that one. */
const standing = (evaluation: Evaluation, open: readonly OpenBreachView[]): [objective: string, breachId: string][] =>
  breachMoves(evaluation, []).flatMap((move) => {
    if (move.kind !== 'open') return []
    const own = open.filter(({ objective }) => objective === move.breach.objective)
    // A rolling window's breach keeps the name of the day it began.
    const found =
      own.find(({ identity }) => identity === move.identity) ?? own.sort((a, b) => b.openedAt - a.openedAt)[0]
    return found ? [[move.breach.objective, found.id]] : []
  })

/**
 * Opens, reopens and ends breaches, and answers to which one each breached objective belongs. It comes from the stored
 * evaluation alone, so that a request repeated after a crash completes what was begun and does nothing twice.
 */
export const moveBreaches = async (
  store: EngagementStore,
  evaluation: Evaluation,
  open: OpenBreachView[],
): Promise<ReadonlyMap<string, string>> => {
  const judgedAt = parseInstant(evaluation.at) ?? 0
  const then = open.filter((breach) => breach.openedAt <= judgedAt)
  const belongs = new Map(standing(evaluation, then))
  for (const move of breachMoves(evaluation, then)) {
    const breach = await apply(store, evaluation.service, move)
    if (breach && move.kind === 'open') belongs.set(breach.objective, breach.id)
  }
  return belongs
}
