import type { Store } from '../port.ts'
import type { Cost } from '../values.ts'

/** What a store spent on some work, if nothing else went on meanwhile. */
export const costOf = async (store: Store, work: () => Promise<unknown>): Promise<Cost> => {
  const before = store.cost()
  await work()
  const after = store.cost()
  return {
    readUnits: after.readUnits - before.readUnits,
    writeUnits: after.writeUnits - before.writeUnits,
    requests: after.requests - before.requests,
    retries: after.retries - before.retries,
    refused: after.refused - before.refused,
  }
}
