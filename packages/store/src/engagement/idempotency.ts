import { DAY, type Instant, SECOND } from '@plumbline/core'
import { body, bodyOf, keyValue, numberOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'

const REMEMBERED_MS = DAY

type Answer = { requestHash: string; answer: string }

const seconds = (at: Instant) => Math.floor(at / SECOND)

/** The table removes what has expired days late; until then it must not be seen. */
const current = (item: Item, now: Instant) => numberOf(item, 'x') > seconds(now)

export const idempotencyStore = ({ db, keys }: Adapter) =>
  ({
    remember: async (key, requestHash, answer, now) => {
      const remembered: Answer = { requestHash, answer }
      const written = await db.put(
        { ...keyValue(keys.remembered(key)), ...body(remembered), x: { N: String(seconds(now + REMEMBERED_MS)) } },
        { expression: 'attribute_not_exists(pk) OR x <= :now', values: { ':now': { N: String(seconds(now)) } } },
      )
      return written.ok ? null : bodyOf<Answer>(written.existing)
    },

    remembered: async (key, now) => {
      const item = await db.get(keys.remembered(key))
      return item && current(item, now) ? bodyOf<Answer>(item) : null
    },
  }) satisfies Partial<EngagementStore>
