import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'

/** A month's changes are a set; one that is in it uses no other exemption. */
export const exemptionPart = (keys: EngagementKeys, month: string, change: string): TransactionPart => ({
  update: keys.exemptions(month),
  set: 'ADD u :changes',
  condition: 'attribute_not_exists(u) OR NOT contains(u, :change)',
  values: { ':changes': { SS: [change] }, ':change': { S: change } },
})

export const exemptionStore = ({ db, keys }: Adapter) =>
  ({
    exemptions: async (month) => (await db.get(keys.exemptions(month)))?.u?.SS ?? [],
  }) satisfies Partial<EngagementStore>
