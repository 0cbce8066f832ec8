import type { Breach } from '@plumbline/core'
import { bodyOf, numberOf, textOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { Key } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import { pageOf } from './evaluations.ts'

export const breachStore = ({ db, keys }: Adapter) => {
  const follow = async (pointer: Key): Promise<Breach | null> => {
    const found = await db.get(pointer)
    const item = found && (await db.get(keys.breach(numberOf(found, 't'), textOf(found, 'k'))))
    return item && bodyOf<Breach>(item)
  }

  return {
    breach: (id) => follow(keys.breachById(id)),
    breachByIdentity: (identity) => follow(keys.breachByIdentity(identity)),

    breaches: async ({ limit, after, descending, from, to }) => {
      const range = keys.breaches({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
      return pageOf(
        await db.rangePage(range, { descending, after, limit: limit + 1 }),
        (item: Item) => bodyOf<Breach>(item),
        limit,
      )
    },
  } satisfies Partial<EngagementStore>
}
