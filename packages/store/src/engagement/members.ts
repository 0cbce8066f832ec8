import type { Instant } from '@plumbline/core'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import type { RepositoryMember } from '../values.ts'

const memberOf = (item: Item): RepositoryMember => {
  const member = bodyOf<RepositoryMember>(item)
  const removed = item.v?.N
  return removed === undefined ? member : { ...member, removedAt: Number(removed) }
}

/** One that was removed may be bound again. */
export const memberPart = (keys: EngagementKeys, member: RepositoryMember): TransactionPart => ({
  put: { ...keyValue(keys.member(member.id)), ...body(member) },
  when: 'attribute_not_exists(pk) OR attribute_exists(v)',
})

export const memberRemoved = (keys: EngagementKeys, id: string, at: Instant): TransactionPart => ({
  update: keys.member(id),
  set: 'SET v = :v',
  condition: 'attribute_exists(pk) AND attribute_not_exists(v)',
  values: { ':v': { N: String(at) } },
})

/** Repositories. One that was removed is kept until it is bound again: what it sent names it. */
export const memberStore = ({ db, keys }: Adapter) =>
  ({
    member: async (id) => {
      const item = await db.get(keys.member(id), 'eventual')
      return item && memberOf(item)
    },

    members: async () => (await db.range(keys.members)).map(memberOf).filter(({ removedAt }) => removedAt === null),
  }) satisfies Partial<EngagementStore>
