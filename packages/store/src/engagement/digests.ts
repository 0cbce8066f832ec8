import { toHex } from '../codec/bytes.ts'
import { keyOf } from '../dynamo/attributes.ts'
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
      return { day, digests: (await chunks.elements(keys.receivedOn(day))).map(toHex) }
    },
  }) satisfies Partial<EngagementStore>
