import type { Window } from '../time/instant.ts'
import type { IncidentFact } from './facts.ts'

export const START_ACTIONS: IncidentFact['action'][][] = [['started'], ['detected', 'reported']]
const BEGINNINGS = START_ACTIONS.flat()

export const isBeginning = ({ action }: IncidentFact) => BEGINNINGS.includes(action)
export const isEnd = ({ action }: IncidentFact) => action === 'resolved' || action === 'cancelled'

/** Of what happened at one moment the end comes first (PRODUCT.md, rule 10): reopened at once it is open. */
export const endsFirst = (a: IncidentFact, b: IncidentFact) => a.at - b.at || Number(isEnd(b)) - Number(isEnd(a))

/** Of a name under which nothing ever began: it adds to whatever it is joined with. */
export const NO_LIFE: Window = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY }
const lives = ({ from }: Window) => from !== NO_LIFE.from

/** From where an incident began under a name to where that ended last; without an end where it is open. */
export const lifeOf = (actions: readonly IncidentFact[]): Window => {
  const inOrder = actions.toSorted(endsFirst)
  const first = inOrder.find(isBeginning)
  if (!first) return NO_LIFE
  let to = Number.POSITIVE_INFINITY
  for (const one of inOrder) {
    if (one.action === 'reopened') to = Number.POSITIVE_INFINITY
    // An end before the beginning is wrong, and ends nothing.
    else if (isEnd(one) && one.at >= first.at) to = Math.min(to, one.at)
  }
  return { from: first.at, to }
}

/** Two that go on at one moment are one life, as is one with what has none; null where one was over before the other began. */
export const together = (a: Window, b: Window): Window | null =>
  lives(a) && lives(b) && (a.from >= b.to || b.from >= a.to)
    ? null
    : { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }
