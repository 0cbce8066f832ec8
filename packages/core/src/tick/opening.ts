import { windowIdentity } from '../breach/identity.ts'
import type { BreachMove } from '../breach/move.ts'
import { judgingsOf } from '../evaluation/judging.ts'
import type { ClosedWindow } from '../periods/due.ts'
import { happenedAt, type PeriodGround, standingAt, standingOf } from '../periods/judge.ts'
import { type Instant, parseInstant } from '../time/instant.ts'
import { windowAt } from '../time/window.ts'
import { firstHeld } from './held-since.ts'
import { movesOf } from './telling.ts'

type Opening = Extract<BreachMove, { kind: 'open' }>

/** The calendar window that a breach is about, with what judges it; null for a rolling one: it has no beginning. */
const windowOf = ({ breach }: Opening, { versions }: PeriodGround, until: Instant): ClosedWindow | null => {
  const { service, objective, window } = breach
  const at = Math.min(until, (parseInstant(window?.to ?? '') ?? until) - 1)
  const judging = judgingsOf(versions, service, at).judged.find((one) => one.objective.id === objective)
  const spec = judging?.objective.window
  if (!judging || spec?.kind !== 'calendar') return null
  return { id: '', service, judging, window: windowAt(spec, judging.version.terms.timeZone, at) }
}

/** When its window was missed first, and how it stood then. That it was met in between is another part of its story. */
const firstMissed = (move: Opening, ground: PeriodGround, until: Instant) => {
  const closed = windowOf(move, ground, until)
  if (!closed) return null
  const missed = (by: Instant) => standingOf(ground, closed, by)?.status === 'breached'
  const { from } = closed.window
  const at = firstHeld(from, happenedAt(ground, from, until), until, missed)
  return { at, told: standingOf(ground, closed, at) }
}

/** A clock was late at an instant of its own. */
const lateSince = ({ breach }: Opening, ground: PeriodGround, until: Instant) => {
  const at = parseInstant(breach.opened_at) ?? until
  return { at, told: standingAt(ground, breach.service, breach.objective, at) }
}

/**
 * The same breach as of the instant at which what happened made it one, with the figure of that instant: so it is the
 * same whoever notices it, and whenever.
 * @param until when it is known to be one
 */
export const asOpened = (move: Opening, known: PeriodGround, until: Instant): Opening => {
  const { service, objective, window } = move.breach
  if (!window) return move
  // Other breaches say nothing about this one.
  const ground = known.window ? { ...known, window: { ...known.window, openBreaches: [] } } : known
  const isOfWindow = move.identity === windowIdentity(objective, window)
  const then = isOfWindow ? firstMissed(move, ground, until) : lateSince(move, ground, until)
  if (!then?.told) return move
  return (
    movesOf({ service, at: then.at, results: [then.told] }, []).find(
      (one): one is Opening => one.kind === 'open' && one.identity === move.identity,
    ) ?? move
  )
}
