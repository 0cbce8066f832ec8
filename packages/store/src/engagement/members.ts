import type { Instant, Party } from '@plumbline/core'
import { canonical } from '../codec/body.ts'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { RepositoryMember } from '../values.ts'

const memberOf = (item: Item): RepositoryMember => {
  const member = bodyOf<RepositoryMember>(item)
  const removed = item.v?.N
  return removed === undefined ? member : { ...member, removedAt: Number(removed) }
}

/** Repositories. One that was removed is kept until it is bound again: what it sent names it. */
export const memberStore = ({ db, keys }: Adapter) =>
  ({
    putMember: async (member) => {
      const item = { ...keyValue(keys.member(member.id)), ...body(member), p: { S: member.party } }
      const written = await db.put(item, { expression: 'attribute_not_exists(pk) OR attribute_exists(v)' })
      if (written.ok) return 'created'
      // Refused by what an earlier try of our own wrote, whose answer was lost, it is made.
      return written.attempts > 1 && canonical(memberOf(written.existing)) === canonical(member) ? 'created' : 'exists'
    },

    member: async (id) => {
      const item = await db.get(keys.member(id), 'eventual')
      return item && memberOf(item)
    },

    members: async () => (await db.range(keys.members)).map(memberOf).filter(({ removedAt }) => removedAt === null),

    removeMember: async (id: string, party: Party, at: Instant) => {
      const written = await db.update(keys.member(id), {
        update: 'SET v = if_not_exists(v, :v)',
        condition: 'p = :p',
        values: { ':v': { N: String(at) }, ':p': { S: party } },
      })
      return written.ok ? 'removed' : 'absent'
    },
  }) satisfies Partial<EngagementStore>
