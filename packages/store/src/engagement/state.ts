import { canonical } from '../codec/body.ts'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import type { EngagementState } from '../values.ts'

export const stateItem = (keys: EngagementKeys, state: EngagementState): Item => ({
  ...keyValue(keys.state),
  ...body(state),
  n: { N: String(state.revision) },
})

export const readState = async ({ db, keys }: Adapter): Promise<EngagementState | null> => {
  const item = await db.get(keys.state)
  return item && bodyOf<EngagementState>(item)
}

export const atRevision = (revision: number) => ({ expression: 'n = :n', values: { ':n': { N: String(revision) } } })

/** A refusal by what we wrote ourselves, when an earlier try's answer was lost, is none. */
const isOurs = (existing: Item, state: EngagementState) =>
  existing.b !== undefined && canonical(bodyOf<EngagementState>(existing)) === canonical(state)

export const stateStore = (adapter: Adapter) => {
  const { db, keys } = adapter
  const mustBeOurs = (state: EngagementState) => {
    if (state.engagement !== keys.engagement) throw new TypeError('the state of another engagement')
  }
  return {
    state: () => readState(adapter),

    createEngagement: async (state) => {
      mustBeOurs(state)
      const written = await db.put(stateItem(keys, state), { expression: 'attribute_not_exists(pk)' })
      return written.ok || (written.attempts > 1 && isOurs(written.existing, state)) ? 'created' : 'exists'
    },

    replaceState: async (next, readRevision) => {
      mustBeOurs(next)
      if (next.revision === readRevision) throw new TypeError('the next state needs a revision of its own')
      const written = await db.put(stateItem(keys, next), atRevision(readRevision))
      return written.ok || (written.attempts > 1 && isOurs(written.existing, next)) ? 'written' : 'stale'
    },
  } satisfies Partial<EngagementStore>
}
