import { type Instant, movesOf, type ObjectiveResult, type PeriodGround } from '@plumbline/core'
import { requireState } from '../agreed.ts'
import { openBreachesOf } from '../breach-identity.ts'
import { applyMoves } from '../move-breaches.ts'
import type { TickContext } from './context.ts'

/** Results of one service at an instant, with the facts that they come from. */
export type Told = {
  service: string
  at: Instant
  results: readonly ObjectiveResult[]
  ground: PeriodGround
  /** Told with a breach that ends by it. */
  why?: string
}

/** Opens and ends what follows for the breaches of a service; answers how many were moved. */
export const tell = async (context: TickContext, told: Told): Promise<number> => {
  const { store, inTurn } = context
  const { service, at, results, ground, why } = told
  const open = ground.window?.openBreaches ?? []
  const moves = movesOf({ service, at, results }, open, why)
  if (moves.length === 0) return 0
  const { moved } = await inTurn(async () =>
    applyMoves(store, service, moves, await requireState(store), { ground, at }),
  )
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
