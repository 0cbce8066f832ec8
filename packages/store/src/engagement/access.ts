import type { Instant, Party } from '@plumbline/core'
import { canonical } from '../codec/body.ts'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementState, EngagementStore, KeyRecord } from '../port.ts'
import { atRevision, readState, stateItem } from './state.ts'

/** Times a claim is tried again because the state moved in between. */
const CLAIM_ATTEMPTS = 8

const recordOf = (item: Item): KeyRecord => {
  const record = bodyOf<KeyRecord>(item)
  const revoked = item.v?.N
  return revoked === undefined ? record : { ...record, revokedAt: Number(revoked) }
}

const holderOf = (state: EngagementState, claimHash: string): Party | null =>
  (['client', 'vendor'] as const).find((party) => state.claims[party] === claimHash) ?? null

const without = (state: EngagementState, party: Party): EngagementState => {
  const claims = { ...state.claims }
  delete claims[party]
  return { ...state, claims, revision: state.revision + 1 }
}

export const accessStore = (adapter: Adapter) => {
  const { db, keys } = adapter
  const keyItem = (key: KeyRecord): Item => ({ ...keyValue(keys.accessKey(key.id)), ...body(key) })
  const isStored = async (key: KeyRecord) => {
    const item = await db.get(keys.accessKey(key.id))
    return item !== null && canonical(bodyOf<KeyRecord>(item)) === canonical(key)
  }

  return {
    putKey: async (key) => {
      const written = await db.put(keyItem(key), { expression: 'attribute_not_exists(pk)' })
      if (written.ok) return 'created'
      return written.attempts > 1 && canonical(bodyOf<KeyRecord>(written.existing)) === canonical(key)
        ? 'created'
        : 'exists'
    },

    key: async (id) => {
      const item = await db.get(keys.accessKey(id), 'eventual')
      return item && recordOf(item)
    },

    keys: async () => (await db.range(keys.accessKeys)).map(recordOf),

    revokeKey: async (id: string, at: Instant) => {
      // The first revocation is the one that counts.
      const written = await db.update(keys.accessKey(id), {
        update: 'SET v = if_not_exists(v, :v)',
        condition: 'attribute_exists(pk)',
        values: { ':v': { N: String(at) } },
      })
      return written.ok ? 'revoked' : 'absent'
    },

    takeClaim: async (claimHash, key) => {
      for (let attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt++) {
        const state = await readState(adapter)
        const party = state && holderOf(state, claimHash)
        // Taken: by our own earlier try, whose answer was lost, or by someone else.
        if (!party) return (await isStored(key)) ? 'taken' : 'absent'
        if (party !== key.party) return 'absent'
        const next = stateItem(keys, without(state, party))
        const { expression, values } = atRevision(state.revision)
        const taken = await db.transact([
          { put: next, when: expression, values },
          { put: keyItem(key), when: 'attribute_not_exists(pk)' },
        ])
        if (taken.ok) return 'taken'
        if (taken.existing[1] && !(await isStored(key))) return 'absent'
      }
      return 'absent'
    },
  } satisfies Partial<EngagementStore>
}
