import type { EventRef, Instant } from '@plumbline/core'
import { decodeDigest } from '../codec/digest.ts'
import { byteSet, keyOf } from '../dynamo/attributes.ts'
import type { Adapter } from '../events/record.ts'
import { dayOfDigests } from '../keys.ts'
import type { EngagementStore } from '../port.ts'

/** Digests of what was received, by the day it came on; the sweeper keeps them. */
export const digestStore = ({ db, keys, chunks }: Adapter) =>
  ({
    dayReceived: async (from) => {
      const [first] = (await db.rangePage(keys.receivedOnSince(from), { limit: 1 })).items
      if (!first) return null
      const day = dayOfDigests(keyOf(first))
      const elements = await chunks.elements(keys.receivedOn(day))
      // One event may stand there twice: as an older version wrote it, and with its receipt.
      return { day, digests: [...new Set(elements.map((element) => decodeDigest(element, day).digest))] }
    },

    receipts: async ({ from, to }) => {
      const found = new Map<EventRef, Instant>()
      for (const item of await db.range(keys.receivedOnSince(from)))
        for (const element of byteSet(item, 'f')) {
          const { receipt } = decodeDigest(element, dayOfDigests(keyOf(item)))
          if (receipt && from <= receipt.at && receipt.at < to) found.set(receipt.event, receipt.at)
        }
      return found
    },
  }) satisfies Partial<EngagementStore>
