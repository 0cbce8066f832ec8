import type { Evaluation, MissedClock, ObjectiveResult } from '../evaluation/evaluation.ts'
import type { OpenBreachView } from '../evaluation/input.ts'
import { parseInstant } from '../time/instant.ts'
import type { Breach } from './breach.ts'
import { clockIdentity, isOfClock } from './identity.ts'
import { type BreachMove, breachOf, counts, transition, waived } from './move.ts'

/*
 * Where every single clock must hold, each that was too late is a breach of its own: it opened when it was late, and
 * nothing that happens to the incident later clears it. It ends when a party says that it is dealt with, or when
 * something that was told late shows that the clock was in time after all.
 */

type ClockByClock = ObjectiveResult & { clocks: MissedClock[]; window: NonNullable<ObjectiveResult['window']> }

export const isClockByClock = (result: ObjectiveResult): result is ClockByClock =>
  result.clocks !== undefined && result.window !== undefined

/** The result as it is for one clock: its own figure, and the events that tell it. */
const ofClock = ({ more_clocks: _, ...result }: ClockByClock, clock: MissedClock): ObjectiveResult => ({
  ...result,
  ...clock.judged_by,
  value: clock.value,
  display: clock.display,
  margin: clock.margin,
  samples: 1,
  clocks: [clock],
  evidence: {
    formula: 'one clock, counted until it was late',
    events: clock.events,
    case: { events: clock.events, value: clock.value },
  },
})

const opening = (evaluation: Evaluation, result: ClockByClock, clock: MissedClock): BreachMove => {
  const [incident = ''] = clock.incident
  const identity = clockIdentity(result.id, incident, clock.run)
  // It began when the clock was late, whoever noticed it when.
  const then = { ...evaluation, at: clock.breached_at }
  const breach: Breach = { ...breachOf(then, ofClock(result, clock), identity), severity: clock.severity }
  return { kind: 'open', identity, breach }
}

/** Opened in this window, and no clock of it is late any more: what came late has shown that it was in time. */
const mistaken = (result: ClockByClock, open: readonly OpenBreachView[]): OpenBreachView[] => {
  const { from, to } = result.window
  const [begin, end] = [parseInstant(from) ?? 0, parseInstant(to) ?? 0]
  // One that is not told may be late still; the tick looks through all of them.
  if (result.more_clocks !== undefined) return []
  return open.filter(
    ({ objective, identity, openedAt }) =>
      objective === result.id &&
      openedAt >= begin &&
      openedAt < end &&
      !result.clocks.some((clock) => isOfClock(identity, result.id, clock)),
  )
}

export const clockMoves = (
  evaluation: Evaluation,
  result: ClockByClock,
  open: readonly OpenBreachView[],
): BreachMove[] => {
  if (evaluation.local || !['met', 'at_risk', 'breached', 'waived'].includes(result.status)) return []
  const late = result.clocks.flatMap((clock): BreachMove[] => {
    const known = open.find(({ identity }) => isOfClock(identity, result.id, clock))
    if (clock.waiver) return waived(clock.waiver, known)
    return known ? counts(evaluation, ofClock(result, clock), known) : [opening(evaluation, result, clock)]
  })
  return [
    ...late,
    ...mistaken(result, open).map(
      ({ id }): BreachMove => ({ kind: 'resolve', id, transition: transition(evaluation, 'resolved', result) }),
    ),
  ]
}
