import { DAY, dayName, type Instant, MINUTE, sealedDayOf, sealOf } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { decide } from './decide.ts'
import { sealLate } from './seal-late.ts'

/** A day is sealed this long after its end: requests that began in it have ended, and clocks disagree by less. */
const SETTLED_MS = 15 * MINUTE

/**
 * Seals each UTC day that is over, of those on which events were received: one entry in the ledger for a day, over
 * everything that came in it. A day is sealed once, and only when the sweeper has seen all of it; run again, or by two
 * at once, nothing is sealed twice. What was listed later all the same is taken up with the next day. Reads no event.
 * @param everything look for such stragglers in every sealed day, and now
 * @returns how many days were sealed
 */
export const sealDays = async (
  { store }: Pick<Deps, 'store'>,
  engagement: string,
  now: Instant,
  everything = false,
): Promise<number> => {
  const own = store.forEngagement(engagement)
  const settled = Math.min(now, (await store.receivedUntil()) ?? 0) - SETTLED_MS
  for (let sealed = 0; ; sealed++) {
    const { value } = await decide(own, async ({ sealedUntil }) => {
      const received = await own.dayReceived(sealedUntil)
      if (!received) return { value: false }
      const { day, digests } = received
      const end = day + DAY
      if (end > settled) return { value: false }
      return {
        value: true,
        state: { sealedUntil: end },
        // As if it had been done at the very end of the day, whenever it is.
        decided: [{ at: end, body: sealOf(dayName(day), digests) }],
        writes: sealedDayOf(day, [...digests].sort()).map((record) => ({ kind: 'record', record }) as const),
      }
    })
    if (value) continue
    if (sealed > 0 || everything) await sealLate(own, now, everything)
    return sealed
  }
}
