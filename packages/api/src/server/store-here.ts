import { findEngine } from '@plumbline/store'
import { readEndpoint } from '../config.ts'

/** What a server started here would keep its data in; nothing of it is started. */
export type StoreHere = { kind: 'embedded' } | { kind: 'endpoint'; url: string } | { kind: 'none'; detail: string }

export const storeHere = (): StoreHere => {
  const url = readEndpoint()
  if (url !== null) return { kind: 'endpoint', url }
  try {
    findEngine()
    return { kind: 'embedded' }
  } catch (error) {
    return { kind: 'none', detail: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '' }
  }
}
