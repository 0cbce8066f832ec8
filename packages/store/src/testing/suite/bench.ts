import { randomUUID } from 'node:crypto'
import type { Connection } from '../../dynamo/connection.ts'
import { openStore } from '../../open.ts'
import type { EngagementStore, Store } from '../../port.ts'
import type { Cost, Sender } from '../../values.ts'
import { costOf } from '../cost.ts'

/** A busy machine may be slow: where time is not what is tested, it must not decide. */
export const PATIENT = { budgetMs: 60_000, attemptMs: 60_000 }

/** The present, as the store under test takes it. */
export const NOW = Date.parse('2026-11-20T00:00:00.000Z')

export type Opened = {
  engagement: EngagementStore
  store: Store
  spent: (work: () => Promise<unknown>) => Promise<Cost>
}

/** What every suite works with: engagements nobody has used yet, on one table. */
export type Bench = {
  sender: Sender
  connection: () => Connection
  open: () => Opened
  /** The same engagement from a store of its own, as another process would have it. */
  sameEngagement: (engagement: string) => EngagementStore
  close: () => void
}

export const createBench = (connection: () => Connection): Bench => {
  const stores: Store[] = []
  const opened = () => {
    const store = openStore({ ...connection(), now: () => NOW, retry: PATIENT })
    stores.push(store)
    return store
  }
  return {
    sender: { party: 'vendor', key: 'vendor-ci', at: NOW },
    connection,
    open: () => {
      const store = opened()
      return { store, engagement: store.forEngagement(`e-${randomUUID()}`), spent: (work) => costOf(store, work) }
    },
    sameEngagement: (engagement) => opened().forEngagement(engagement),
    close: () => {
      for (const store of stores) store.close()
    },
  }
}
