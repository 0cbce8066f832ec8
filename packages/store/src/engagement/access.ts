import type { Instant } from '@plumbline/core'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import type { KeyRecord } from '../values.ts'

const SILENT = { kind: 'key', role: null } satisfies Partial<KeyRecord>

const recordOf = (item: Item): KeyRecord => {
  // Keys made before people had roles say neither.
  const record: KeyRecord = { ...SILENT, ...bodyOf<Omit<KeyRecord, keyof typeof SILENT>>(item) }
  const revoked = item.v?.N
  return revoked === undefined ? record : { ...record, revokedAt: Number(revoked) }
}

const keyItem = (keys: EngagementKeys, key: KeyRecord): Item => ({ ...keyValue(keys.accessKey(key.id)), ...body(key) })

export const keyPart = (keys: EngagementKeys, key: KeyRecord): TransactionPart => ({
  put: keyItem(keys, key),
  when: 'attribute_not_exists(pk)',
})

export const keyEnds = (keys: EngagementKeys, id: string, at: Instant): TransactionPart => ({
  update: keys.accessKey(id),
  set: 'SET v = :v',
  condition: 'attribute_exists(pk) AND attribute_not_exists(v)',
  values: { ':v': { N: String(at) } },
})

export const accessStore = ({ db, keys }: Adapter) =>
  ({
    keys: async () => (await db.range(keys.accessKeys)).map(recordOf),

    key: async (id) => {
      const item = await db.get(keys.accessKey(id), 'eventual')
      return item && recordOf(item)
    },
  }) satisfies Partial<EngagementStore>
