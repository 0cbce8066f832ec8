import type { Instant } from '../time/instant.ts'

/** Moments looked back through; who went wrong longer ago than that is told to have gone wrong then. */
const MOST_LOOKED_AT = 400

/** The first instant of (low, high] at which it holds; it holds at `high`, and from some instant on without a break. */
const firstIn = (low: Instant, high: Instant, holds: (at: Instant) => boolean): Instant => {
  if (high - low <= 1 || !holds(high - 1)) return high
  let [no, yes] = [low, high - 1]
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

/**
 * Since when something has held without a break, where it holds at `until`. It is asked at the moments given and
 * followed to the millisecond between the last of them at which it did not hold and the one after: what comes due
 * between two events comes due by the clock.
 * @param moments when something happened, the earliest first; none before `from`
 */
export const heldSince = (
  from: Instant,
  moments: readonly Instant[],
  until: Instant,
  holds: (at: Instant) => boolean,
): Instant => {
  let since = until
  for (const moment of [from, ...moments.filter((at) => at > from && at < until)].slice(-MOST_LOOKED_AT).reverse()) {
    if (!holds(moment)) return firstIn(moment, since, holds)
    since = moment
  }
  return since
}
