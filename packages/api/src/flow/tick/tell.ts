import {
  type BreachMove,
  type ClosedWindow,
  type Instant,
  movesOf,
  type ObjectiveResult,
  type PeriodGround,
  sinceMissed,
  windowIdentity,
} from '@plumbline/core'
import { requireState } from '../agreed.ts'
import { openBreachesOf, storedIdentity } from '../breach-identity.ts'
import { applyMoves } from '../move-breaches.ts'
import type { TickContext } from './context.ts'

/** Results of one service at an instant, with the windows and the facts that they come from. */
export type Told = {
  service: string
  at: Instant
  results: readonly ObjectiveResult[]
  ground: PeriodGround
  windows: readonly ClosedWindow[]
  /** Told with a breach that ends by it. */
  why?: string
}

/** A breach that is opened for the first time is told as of when it went wrong; one that there is goes on from now. */
const dated = async ({ store }: TickContext, told: Told, move: BreachMove): Promise<BreachMove> => {
  const { service, ground, windows, at } = told
  const window = move.kind === 'open' ? move.breach.window : undefined
  if (move.kind !== 'open' || !window) return move
  const closed = windows.find(({ judging }) => judging.objective.id === move.breach.objective)
  // A clock was late at an instant of its own already.
  const isOfWindow = move.identity === windowIdentity(move.breach.objective, window)
  if (!closed || !isOfWindow || (await store.breachByIdentity(storedIdentity(service, move.identity)))) return move
  return sinceMissed(move, ground, closed, at)
}

/** Opens and ends what follows for the breaches of a service; answers how many were moved. */
export const tell = async (context: TickContext, told: Told): Promise<number> => {
  const { store, inTurn } = context
  const { service, at, results, ground, why } = told
  const open = ground.window?.openBreaches ?? []
  const moves = movesOf({ service, at, results }, open, why)
  if (moves.length === 0) return 0
  const timely = await Promise.all(moves.map((move) => dated(context, told, move)))
  const { moved } = await inTurn(async () => applyMoves(store, service, timely, await requireState(store)))
  return moved.filter((one) => one !== null && one.writes.length > 0).length
}

/** With the breaches that are open now: something may have been told of them since the facts were read. */
export const withOpenBreaches = async (
  { store }: TickContext,
  service: string,
  environments: string[],
  ground: PeriodGround,
): Promise<PeriodGround> => {
  if (!ground.window) return ground
  const { openBreaches } = await store.serviceFacts(service, environments, { from: 0, to: 0 }, [])
  return { ...ground, window: { ...ground.window, openBreaches: openBreachesOf(service, openBreaches) } }
}
