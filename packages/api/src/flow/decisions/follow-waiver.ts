import { type Instant, underWaiver, type Waiver } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { findAll } from '../breach-list.ts'
import { decide } from '../decide.ts'
import { movedTo } from '../move-breaches.ts'

/** Breaches of one commit: each may bring two entries. */
const MOST_AT_ONCE = 16

/**
 * Brings the breaches of an objective to where its waiver leaves them: waived from when it holds, and back at its end
 * where they can still change. One that names its breach has taken that with it. Again, or late, it writes nothing else;
 * what a crash left undone, the next gate or tick that judges the objective does.
 */
export const followWaiver = async (
  store: EngagementStore,
  waiver: Waiver,
  at: Instant,
  read: EngagementState,
): Promise<EngagementState> => {
  if (waiver.breach !== null) return read
  const { objective, service } = waiver
  const about = { objective: [objective], ...(service === null ? {} : { service: [service] }) }
  const { rows } = await findAll(store, about, (breach) => breach)
  const moving = rows.filter((breach) => underWaiver(breach, waiver, at) !== breach)
  const ids = moving.map(({ id }) => id).reverse()
  let state = read
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    const some = ids.slice(from, from + MOST_AT_ONCE)
    const done = await decide(
      store,
      async () => {
        const there = await Promise.all(some.map((id) => store.breach(id)))
        const moved = there.flatMap((breach) => (breach ? [movedTo(breach, underWaiver(breach, waiver, at))] : []))
        return {
          value: null,
          decided: moved.flatMap(({ decided }) => decided),
          writes: moved.flatMap(({ writes }) => writes),
        }
      },
      state,
    )
    state = done.state
  }
  return state
}
