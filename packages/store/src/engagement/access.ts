import type { Instant, Party } from '@plumbline/core'
import { canonical } from '../codec/body.ts'
import { body, bodyOf, keyValue, numberOf } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { EngagementState, KeyRecord } from '../values.ts'
import { atRevision, readState, stateItem } from './state.ts'

/** Times a claim is tried again because the state moved in between. */
const CLAIM_ATTEMPTS = 8

const SILENT = { kind: 'key', role: null } satisfies Partial<KeyRecord>

const recordOf = (item: Item): KeyRecord => {
  // Keys made before people had roles say neither.
  const record: KeyRecord = { ...SILENT, ...bodyOf<Omit<KeyRecord, keyof typeof SILENT>>(item) }
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
  const stored = async (id: string): Promise<KeyRecord | null> => {
    const item = await db.get(keys.accessKey(id))
    return item && recordOf(item)
  }
  const isSame = (a: KeyRecord, b: KeyRecord) => canonical(a) === canonical({ ...b, revokedAt: a.revokedAt })

  /** Goes with every change of the keys: of two that were decided on the same keys only one is made. */
  const next = (readRevision: number): TransactionPart => ({
    update: keys.accessRevision,
    set: 'SET n = :next',
    ...(readRevision === 0
      ? { condition: 'attribute_not_exists(n)', values: { ':next': { N: '1' } } }
      : {
          condition: 'n = :n',
          values: { ':n': { N: String(readRevision) }, ':next': { N: String(readRevision + 1) } },
        }),
  })

  return {
    keyRing: async () => {
      // The revision is read first: a key that comes in between makes the write fail, never pass unseen.
      const revision = await db.get(keys.accessRevision)
      const items = await db.range(keys.accessKeys)
      return { keys: items.map(recordOf), revision: revision ? numberOf(revision, 'n') : 0 }
    },

    putKey: async (key, readRevision) => {
      const parts = [next(readRevision), { put: keyItem(key), when: 'attribute_not_exists(pk)' }]
      if ((await db.transact(parts)).ok) return 'created'
      // Refused by what an earlier try of our own wrote, whose answer was lost, it is made.
      const existing = await stored(key.id)
      if (!existing) return 'stale'
      return isSame(existing, key) ? 'created' : 'exists'
    },

    key: async (id) => {
      const item = await db.get(keys.accessKey(id), 'eventual')
      return item && recordOf(item)
    },

    revokeKey: async (id: string, at: Instant, readRevision: number) => {
      const written = await db.transact([
        next(readRevision),
        {
          update: keys.accessKey(id),
          // The first revocation is the one that counts.
          set: 'SET v = if_not_exists(v, :v)',
          condition: 'attribute_exists(pk)',
          values: { ':v': { N: String(at) } },
        },
      ])
      if (written.ok) return 'revoked'
      const existing = await stored(id)
      if (!existing) return 'absent'
      return existing.revokedAt === null ? 'stale' : 'revoked'
    },

    takeClaim: async (claimHash, key) => {
      const isTaken = async () => {
        const existing = await stored(key.id)
        return existing !== null && isSame(existing, key)
      }
      for (let attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt++) {
        const state = await readState(adapter)
        const party = state && holderOf(state, claimHash)
        // Taken: by our own earlier try, whose answer was lost, or by someone else.
        if (!party) return (await isTaken()) ? 'taken' : 'absent'
        if (party !== key.party) return 'absent'
        const { expression, values } = atRevision(state.revision)
        // Before it the party has no key, so that there is nothing that a revision of the keys would guard.
        const taken = await db.transact([
          { put: stateItem(keys, without(state, party)), when: expression, values },
          { put: keyItem(key), when: 'attribute_not_exists(pk)' },
        ])
        if (taken.ok) return 'taken'
        if (taken.existing[1] && !(await isTaken())) return 'absent'
      }
      return 'absent'
    },
  } satisfies Partial<EngagementStore>
}
