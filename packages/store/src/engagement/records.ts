import type { AnyRecord, RecordKind, RecordOf } from '@plumbline/core'
import { body, bodyOf, keyValue, numberOf } from '../dynamo/attributes.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { instantOf } from '../time.ts'
import { pageOf } from './evaluations.ts'

/*
 * A record is one item in the list of its kind by time, and one that points to it by its id.
 */

/** Refused where the record is not any more what it was when it was read. */
export const recordParts = (keys: EngagementKeys, record: AnyRecord): TransactionPart[] => {
  const { kind, id, revision } = record
  const at = instantOf(record.at)
  const item = { ...keyValue(keys.record(kind, at, id)), ...body(record), n: { N: String(revision) } }
  if (revision > 1) return [{ put: item, when: 'n = :read', values: { ':read': { N: String(revision - 1) } } }]
  const pointer = { ...keyValue(keys.recordById(kind, id)), t: { N: String(at) } }
  return [
    { put: pointer, when: 'attribute_not_exists(pk)' },
    { put: item, when: 'attribute_not_exists(pk)' },
  ]
}

export const keptRecordStore = ({ db, keys }: Adapter) =>
  ({
    keptRecord: async <Kind extends RecordKind>(kind: Kind, id: string): Promise<RecordOf<Kind> | null> => {
      const found = await db.get(keys.recordById(kind, id))
      const item = found && (await db.get(keys.record(kind, numberOf(found, 't'), id)))
      return item && bodyOf<RecordOf<Kind>>(item)
    },

    keptRecords: async <Kind extends RecordKind>(
      kind: Kind,
      { limit, after, descending, from, to }: Parameters<EngagementStore['keptRecords']>[1],
    ) => {
      const window = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      const page = await db.rangePage(keys.records(kind, window), { descending, after, limit: limit + 1 })
      return pageOf(page, (item) => bodyOf<RecordOf<Kind>>(item), limit)
    },
  }) satisfies Partial<EngagementStore>
