import { randomBytes } from 'node:crypto'
import type { Item } from '../dynamo/capacity.ts'
import type { TransactionPart } from '../dynamo/transaction.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { Commit } from '../values.ts'
import { partsOf } from './commit-parts.ts'
import { entryPart } from './ledger.ts'
import { registration } from './registry.ts'
import { atRevision, stateItem } from './state.ts'

/** What one transaction of the table may hold. */
const MOST_PARTS = 100
const WRITER_BYTES = 8

/** @throws TypeError for what no decision may ask for */
const mustFit = ({ state, readRevision, entries }: Commit, engagement: string): void => {
  if (state.engagement !== engagement) throw new TypeError('the state of another engagement')
  if (state.revision !== readRevision + 1) throw new TypeError('the next state has the next revision')
  const last = entries.at(-1)
  if (last && (last.seq !== state.ledger.seq || last.hash !== state.ledger.head))
    throw new TypeError('the state’s head is not that of the last entry')
}

export const commitStore = (adapter: Adapter) => {
  const { keys, db } = adapter

  /** Refused by what an earlier try of our own wrote, whose answer was lost, it is written. */
  const isWritten = async ({ entries }: Commit, writer: string): Promise<boolean> => {
    const [first] = entries
    // The state may have moved on meanwhile; an entry stays what it is.
    const met = await db.get(first ? keys.ledgerEntry(first.seq) : keys.state)
    return met?.h?.S === writer
  }

  return {
    commit: async (commit) => {
      const { state, readRevision, entries, writes } = commit
      mustFit(commit, keys.engagement)
      const { expression, values } = atRevision(readRevision)
      // Two who decide the same at the same moment write the same: only this tells whose it is.
      const writer = randomBytes(WRITER_BYTES).toString('hex')
      const signed: Item = { h: { S: writer } }
      const parts: TransactionPart[] = [
        { put: { ...stateItem(keys, state), ...signed }, when: expression, values },
        ...entries.map((entry) => entryPart(keys, entry, signed)),
        // An engagement of before there was a registry gets into it with its first entry at the latest.
        ...(entries[0]?.seq === 1 ? [registration(state)] : []),
      ]
      for (const write of writes) {
        const own = await partsOf(adapter, write)
        if (own === null) return 'stale'
        parts.push(...own)
      }
      if (parts.length > MOST_PARTS) throw new RangeError(`${parts.length} parts are too many for one transaction`)
      const written = await db.transact(parts)
      return written.ok || (await isWritten(commit, writer)) ? 'written' : 'stale'
    },
  } satisfies Partial<EngagementStore>
}
