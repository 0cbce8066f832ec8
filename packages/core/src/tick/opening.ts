import type { BreachMove } from '../breach/move.ts'
import type { ClosedWindow } from '../periods/due.ts'
import { happenedAt, type PeriodGround, standingOf } from '../periods/judge.ts'
import type { Instant } from '../time/instant.ts'
import { heldSince } from './held-since.ts'
import { movesOf } from './telling.ts'

type Opening = Extract<BreachMove, { kind: 'open' }>

/**
 * The same breach as of the instant since which its window has been missed: so it is the same whenever it is noticed.
 * A clock has opened when it was late already; a rolling window has no beginning that could be told.
 * @param until when it is known to be missed
 */
export const sinceMissed = (move: Opening, ground: PeriodGround, window: ClosedWindow, until: Instant): Opening => {
  const missed = (by: Instant) => standingOf(ground, window, by)?.status === 'breached'
  const from = window.window.from
  const at = heldSince(from, happenedAt(ground, from, until), until, missed)
  const told = standingOf(ground, window, at)
  const dated =
    told && movesOf({ service: window.service, at, results: [told] }, []).find(({ kind }) => kind === 'open')
  return dated?.kind === 'open' ? dated : move
}
