import type { LedgerEntry } from '@plumbline/core'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { pageOf } from './evaluations.ts'

/** An entry is put where there is none, and never again. */
export const entryPart = (keys: EngagementKeys, entry: LedgerEntry, signed: Item = {}): TransactionPart => ({
  put: { ...keyValue(keys.ledgerEntry(entry.seq)), ...body(entry), ...signed },
  when: 'attribute_not_exists(pk)',
})

export const ledgerStore = ({ db, keys }: Adapter) =>
  ({
    ledger: async ({ limit, after, descending }) =>
      pageOf(
        await db.rangePage(keys.ledger, { descending, after, limit: limit + 1 }),
        (item) => bodyOf<LedgerEntry>(item),
        limit,
      ),
  }) satisfies Partial<EngagementStore>
