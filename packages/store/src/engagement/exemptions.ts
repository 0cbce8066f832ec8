import type { ExemptionGrant } from '@plumbline/core'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'

/** A month's changes are a set; what each of them was let through with stands beside it, under the change's own name. */
export const exemptionParts = (keys: EngagementKeys, grant: ExemptionGrant): TransactionPart[] => [
  {
    update: keys.exemptions(grant.month),
    set: 'ADD u :changes',
    condition: 'attribute_not_exists(u) OR NOT contains(u, :change)',
    values: { ':changes': { SS: [grant.change] }, ':change': { S: grant.change } },
  },
  { put: { ...keyValue(keys.exemptionOf(grant.change)), ...body(grant) }, when: 'attribute_not_exists(pk)' },
]

export const exemptionStore = ({ db, keys }: Adapter) =>
  ({
    exemptions: async (month) => (await db.get(keys.exemptions(month)))?.u?.SS ?? [],

    exemptionOf: async (change) => {
      const item = await db.get(keys.exemptionOf(change))
      return item && bodyOf<ExemptionGrant>(item)
    },
  }) satisfies Partial<EngagementStore>
