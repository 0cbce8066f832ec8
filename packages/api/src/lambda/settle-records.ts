import { type Store, StoreUnavailable } from '@plumbline/store'
import type { StreamRecord } from './stream-event.ts'

export type Unsettled = { record: StreamRecord; error: unknown }
export type Settled = { seen: number; completed: number; unsettled: Unsettled[] }

const imagesOf = (records: StreamRecord[]) =>
  records.flatMap(({ dynamodb }) => (dynamodb.NewImage ? [dynamodb.NewImage] : []))

/**
 * Completes the events among these records. One that can't be (an item that nobody can read) is told apart by halving,
 * and holds up none of the others: they are settled whether or not the host gives up on it later.
 * @throws StoreUnavailable where it is not the records: the same batch may succeed later
 */
export const settleRecords = async (store: Pick<Store, 'settleImages'>, records: StreamRecord[]): Promise<Settled> => {
  try {
    return { ...(await store.settleImages(imagesOf(records))), unsettled: [] }
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    const [only] = records
    if (records.length <= 1) return { seen: 0, completed: 0, unsettled: only ? [{ record: only, error }] : [] }
    const middle = records.length >> 1
    const earlier = await settleRecords(store, records.slice(0, middle))
    const later = await settleRecords(store, records.slice(middle))
    return {
      seen: earlier.seen + later.seen,
      completed: earlier.completed + later.completed,
      unsettled: [...earlier.unsettled, ...later.unsettled],
    }
  }
}
