import { DAY, HOUR, type Instant } from '@plumbline/core'
import { compact } from '../blocks/compact.ts'
import { isPacked } from '../blocks/keys.ts'
import { GRACE_MS } from '../blocks/name.ts'
import { keyOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Dynamo } from '../dynamo/dynamo.ts'
import { bucketHolding } from '../keys.ts'

/** Most of what comes late has come by then. */
const PACK_AFTER_MS = DAY
/** A service is looked at so often at most. */
const AGAIN_AFTER_MS = 6 * HOUR
/** Services packed in one go: a function has minutes, and the next go is minutes away. */
const AT_ONCE = 50

/** Services whose deliveries a sweep saw change: their old days are worth looking at. Others have none that are new. */
export const createTouched = () => {
  const due = new Map<string, Instant>()
  const lookedAt = new Map<string, Instant>()

  return {
    note: (items: readonly Item[], now: Instant) => {
      for (const item of items) {
        const bucket = bucketHolding(keyOf(item))
        if (!bucket || !isPacked(bucket) || due.has(bucket.pk)) continue
        due.set(bucket.pk, Math.max(now, (lookedAt.get(bucket.pk) ?? 0) + AGAIN_AFTER_MS))
      }
    },

    compact: async (db: Dynamo, now: () => Instant): Promise<{ packed: number; removed: number }> => {
      const all = { packed: 0, removed: 0 }
      const ready = [...due].filter(([, at]) => at <= now()).slice(0, AT_ONCE)
      for (const [pk] of ready) {
        const { packed, removed, waiting } = await compact(db, pk, now() - PACK_AFTER_MS, now)
        all.packed += packed
        all.removed += removed
        lookedAt.set(pk, now())
        if (waiting) due.set(pk, now() + GRACE_MS)
        else due.delete(pk)
      }
      return all
    },
  }
}
