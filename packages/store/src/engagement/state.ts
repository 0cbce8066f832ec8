import { LEDGER_START, NOTHING_STANDS } from '@plumbline/core'
import { canonical } from '../codec/body.ts'
import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementKeys } from '../keys.ts'
import type { EngagementStore } from '../port.ts'
import type { EngagementState } from '../values.ts'
import { entryPart } from './ledger.ts'
import { registration } from './registry.ts'

export const stateItem = (keys: EngagementKeys, state: EngagementState): Item => ({
  ...keyValue(keys.state),
  ...body(state),
  n: { N: String(state.revision) },
})

export const atRevision = (revision: number) => ({ expression: 'n = :n', values: { ':n': { N: String(revision) } } })

/** What a state of before there was a ledger lacks, and now begins with. */
const SINCE_LEDGER = {
  ledger: LEDGER_START,
  standing: NOTHING_STANDS,
  sealedUntil: 0,
} satisfies Partial<EngagementState>

type Since = keyof typeof SINCE_LEDGER
type Stored = Omit<EngagementState, Since> & Partial<Pick<EngagementState, Since>>

const filled = (stored: Stored): EngagementState => ({ ...SINCE_LEDGER, ...stored })

/**
 * The state. One that was stored before there was a ledger has an empty chain, and is not in the installation's list
 * of engagements: whoever reads it first writes it anew and enters it there.
 */
export const readState = async ({ db, keys }: Adapter): Promise<EngagementState | null> => {
  const item = await db.get(keys.state)
  if (!item) return null
  const stored = bodyOf<Stored>(item)
  const state = filled(stored)
  if (stored.ledger) return state
  const renewed = { ...state, revision: stored.revision + 1 }
  const { expression, values } = atRevision(stored.revision)
  const written = await db.transact([
    { put: stateItem(keys, renewed), when: expression, values },
    registration(renewed),
  ])
  if (written.ok) return renewed
  // Somebody else came first, and wrote it like this or went on from there.
  const now = await db.get(keys.state)
  return now && filled(bodyOf<Stored>(now))
}

export const stateStore = (adapter: Adapter) => {
  const { db, keys } = adapter
  return {
    state: () => readState(adapter),

    createEngagement: async (state, entries = []) => {
      if (state.engagement !== keys.engagement) throw new TypeError('the state of another engagement')
      const created = await db.transact([
        { put: stateItem(keys, state), when: 'attribute_not_exists(pk)' },
        ...entries.map((entry) => entryPart(keys, entry)),
        registration(state),
      ])
      if (created.ok) return 'created'
      const met = created.existing[0]
      // Ours, from a try whose answer was lost: nobody else’s has the same claims.
      return met?.b !== undefined && canonical(bodyOf<Stored>(met)) === canonical(state) ? 'created' : 'exists'
    },
  } satisfies Partial<EngagementStore>
}
