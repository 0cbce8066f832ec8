import type { AcceptedVersion, Instant } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'

/** Stands where nobody asked about a commit; it is shown nowhere. */
export const NO_COMMIT = '0'.repeat(40)

/** What a step of the tick works on. Each reads the state anew where it decides. */
export type TickContext = {
  store: EngagementStore
  state: EngagementState
  versions: AcceptedVersion[]
  now: Instant
  /** What of the state had been decided by `now`: all of it, where the tick is on time. */
  asOf: (state: EngagementState) => EngagementState
  /** Look through windows that are final, too, although it was done today. */
  everything: boolean
  /** Does one thing after the other: decisions about one engagement made side by side only hold each other up. */
  inTurn: <T>(decide: () => Promise<T>) => Promise<T>
}

/** On time everything there is counts. */
export const asItIs: TickContext['asOf'] = (state) => state

export const taking = (): TickContext['inTurn'] => {
  let last: Promise<unknown> = Promise.resolve()
  return (decide) => {
    const next = last.then(decide, decide)
    last = next
    return next
  }
}

/** Services looked at side by side: the store waits for the network most of the time. */
const SIDE_BY_SIDE = 8

/**
 * One after another, a few at a time. What fails holds up none of the others.
 * @returns what failed
 */
export const each = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<unknown[]> => {
  const failed: unknown[] = []
  for (let from = 0; from < all.length; from += SIDE_BY_SIDE) {
    const some = await Promise.allSettled(all.slice(from, from + SIDE_BY_SIDE).map(work))
    for (const one of some) if (one.status === 'rejected') failed.push(one.reason)
  }
  return failed
}
