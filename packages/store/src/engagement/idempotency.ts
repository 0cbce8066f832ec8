import { DAY, type Instant, SECOND } from '@plumbline/core'
import { body, bodyOf, keyValue, numberOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { Reservation } from '../values.ts'

const REMEMBERED_MS = DAY

/** `answer` is null while somebody is still making it. */
type Kept = { requestHash: string; answer: string | null }

const seconds = (at: Instant) => Math.floor(at / SECOND)

/** The table removes what has expired days late; until then it must not be in the way. */
const FREE = 'attribute_not_exists(pk) OR x <= :now OR l <= :nowMs'

const found = (item: Item): Reservation => {
  const { requestHash, answer } = bodyOf<Kept>(item)
  return answer === null
    ? { kind: 'under_way', requestHash, until: numberOf(item, 'l') }
    : { kind: 'answered', requestHash, answer }
}

export const idempotencyStore = ({ db, keys }: Adapter) => {
  const item = (key: string, kept: Kept, now: Instant): Item => ({
    ...keyValue(keys.remembered(key)),
    ...body(kept),
    x: { N: String(seconds(now + REMEMBERED_MS)) },
  })
  const heldBy = (holder: string) => ({ expression: 'h = :h', values: { ':h': { S: holder } } })

  return {
    reserve: async (key, { requestHash, holder, leaseMs, now }) => {
      const lease = { h: { S: holder }, l: { N: String(now + leaseMs) } }
      const written = await db.put(
        { ...item(key, { requestHash, answer: null }, now), ...lease },
        { expression: FREE, values: { ':now': { N: String(seconds(now)) }, ':nowMs': { N: String(now) } } },
      )
      // Refused by our own earlier try, whose answer was lost, it is ours.
      if (written.ok || written.existing.h?.S === holder) return { kind: 'reserved' }
      return found(written.existing)
    },

    remember: async (key, { requestHash, holder, answer, now }) => {
      await db.put(item(key, { requestHash, answer }, now), heldBy(holder))
    },

    release: async (key, holder) => {
      await db.remove(keys.remembered(key), heldBy(holder))
    },
  } satisfies Partial<EngagementStore>
}
