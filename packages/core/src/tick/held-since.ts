import type { Instant } from '../time/instant.ts'

/** Moments looked through: each is a judgement of its own. */
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
 * When something held for the first time, where it holds at `until`: at a moment given, or by the clock between two of
 * them. The same for every later `until`. After the most moments looked at it is taken to have begun once and lasted.
 * @param moments when something happened, the earliest first
 */
export const firstHeld = (
  from: Instant,
  moments: readonly Instant[],
  until: Instant,
  holds: (at: Instant) => boolean,
): Instant => {
  const starts = [from, ...moments.filter((at) => at > from && at < until)]
  for (const [i, start] of starts.slice(0, MOST_LOOKED_AT).entries()) {
    if (holds(start)) return start
    const next = starts[i + 1] ?? until
    // Just before what happened next: that may have mended it.
    if (next - 1 > start && holds(next - 1)) return firstIn(start, next - 1, holds)
  }
  return firstIn(starts[MOST_LOOKED_AT] ?? starts.at(-1) ?? from, until, holds)
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
