import type { Breach, BreachTransition } from '../breach/breach.ts'
import type { BreachMove } from '../breach/move.ts'
import { breachMoves } from '../breach/moves.ts'
import type { Evaluation, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { OpenBreachView } from '../evaluation/input.ts'
import { formatInstant, type Instant } from '../time/instant.ts'

/** What was judged at an instant although nobody asked: no gate, and so no evaluation that is kept. */
export type Telling = { service: string; at: Instant; results: readonly ObjectiveResult[] }

const asEvaluation = ({ service, at, results }: Telling): Evaluation => ({
  id: '',
  at: formatInstant(at),
  service,
  event: 'manual',
  commit_sha: '0'.repeat(40),
  merged: false,
  verdict: 'pass',
  provisional: true,
  agreement: null,
  objectives: [...results],
  notes: [],
})

const unasked = ({ evaluation_id: _, ...step }: BreachTransition, note?: string): BreachTransition => ({
  ...step,
  ...(note === undefined ? {} : { note }),
})

const opened = (breach: Breach): Breach => ({ ...breach, timeline: breach.timeline.map((step) => unasked(step)) })

/**
 * What it does to breaches, as a gate at that instant would have done.
 * @param why told with a breach that ends, where it needs a reason
 */
export const movesOf = (telling: Telling, open: readonly OpenBreachView[], why?: string): BreachMove[] =>
  breachMoves(asEvaluation(telling), [...open]).map((move): BreachMove => {
    switch (move.kind) {
      case 'open':
        return { ...move, breach: opened(move.breach) }
      case 'resolve':
        return { ...move, transition: unasked(move.transition, why) }
      case 'count':
      case 'exempt':
        return { ...move, transition: unasked(move.transition) }
      case 'waive':
        return move
      default:
        return move satisfies never
    }
  })
