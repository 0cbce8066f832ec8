import type { Breach } from '@plumbline/core'
import type { CommitWrite, EngagementStore } from '@plumbline/store'
import { decide } from '../flow/decide.ts'

/** Writes something as if it had been decided, but without a word in the ledger. */
export const put = async (store: EngagementStore, ...writes: CommitWrite[]): Promise<void> => {
  await decide(store, () => ({ value: null, writes }))
}

export const putBreach = (store: EngagementStore, breach: Breach, identity: string): Promise<void> =>
  put(store, { kind: 'open_breach', breach, identity })
