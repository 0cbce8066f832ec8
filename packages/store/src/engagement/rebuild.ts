import type { Instant } from '@plumbline/core'
import { withdraw } from '../blocks/compact.ts'
import { isPacked } from '../blocks/keys.ts'
import { attachCorrection } from '../events/items.ts'
import { type Adapter, missing } from '../events/record.ts'
import { isDigests, startOfBucketIn } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { isAskedFor } from '../rebuild/asked-for.ts'
import { difference } from '../rebuild/sets.ts'
import { takeSnapshot } from '../rebuild/snapshot.ts'
import { type Addition, byBucket } from '../summaries/chunks.ts'
import { registration } from './registry.ts'
import { readState } from './state.ts'

export const rebuildStore = (adapter: Adapter, now: () => Instant) =>
  ({
    rebuild: async ({ dryRun }) => {
      const { events, expected, listed, present, unattached } = await takeSnapshot(adapter)
      const absent = await missing(adapter.chunks, difference(expected, present))
      const surplus: Addition[] = []
      // A digest too many is for the other party to see: what was once received is never taken out of its day.
      for (const addition of difference(present, expected, listed))
        if (!isDigests(addition.bucket) && !(await isAskedFor(adapter, addition))) surplus.push(addition)
      if (!dryRun) {
        for (const { target, correction } of unattached)
          await attachCorrection(adapter.db, adapter.keys, target, correction)
        // Lines the log lacks are no drift: the sweeper writes them when it comes to their events.
        const unlisted = await missing(adapter.chunks, difference(listed, present))
        await adapter.chunks.add([...absent, ...unlisted])
        for (const { bucket, elements } of byBucket(surplus)) {
          await adapter.chunks.remove(bucket, elements)
          const start = isPacked(bucket) ? startOfBucketIn(bucket.prefix) : null
          const packed = start === null ? [] : elements.map((element) => ({ start, element }))
          await withdraw(adapter.db, bucket.pk, packed, now)
        }
        // It may have been made by a version that kept no list of engagements.
        const state = await readState(adapter)
        if (state) await adapter.db.put(registration(state).put)
      }
      return { events, missing: absent.length + unattached.length, surplus: surplus.length }
    },
  }) satisfies Partial<EngagementStore>
