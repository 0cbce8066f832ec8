import { type Admitted, type Instant, parseInstant } from '@plumbline/core'
import type { Connection } from '../../dynamo/connection.ts'
import { openStore } from '../../open.ts'
import type { EngagementStore, Store } from '../../port.ts'
import type { Cost, Sender } from '../../values.ts'
import { costOf } from '../cost.ts'
import { DAY_OF_50 } from '../history.ts'
import type { Place } from '../place.ts'
import { PATIENT } from '../suite/bench.ts'

/** One promise about capacity: what was measured, and what it may be at most. */
export type Figure = { name: string; measured: number; atMost: number; unit: 'write units' | 'read units' | 'reads' }

/** Midnight after the last day of every history here. */
export const END: Instant = parseInstant('2026-11-20T00:00:00Z') ?? 0
export const ENGAGEMENT = 'acme-checkout'
export const SERVICE = DAY_OF_50.service
export const sender: Sender = { party: 'vendor', key: 'vendor-ci', at: END }

export type Measured = {
  connection: Connection
  store: Store
  engagement: EngagementStore
  /** The same table as another process has it, by its own clock. */
  another: (now?: Instant) => Store
  spent: (work: () => Promise<unknown>) => Promise<Cost>
}

/** Work on a table of its own. */
export const measuring = async <T>(place: Place, work: (measured: Measured) => Promise<T>): Promise<T> => {
  const connection = await place.newTable()
  const stores: Store[] = []
  const another = (now = END) => {
    const store = openStore({ ...connection, now: () => now, retry: PATIENT })
    stores.push(store)
    return store
  }
  const store = another()
  try {
    return await work({
      connection,
      store,
      engagement: store.forEngagement(ENGAGEMENT),
      another,
      spent: (some) => costOf(store, some),
    })
  } finally {
    for (const one of stores) one.close()
  }
}

export const inBatches = (events: Admitted[], size: number): Admitted[][] =>
  Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size))

export const oneByOne = async (engagement: EngagementStore, events: Admitted[]) => {
  for (const event of events) await engagement.record([event], sender)
}
