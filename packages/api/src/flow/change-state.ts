import type { VersionRecord } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { Refusal } from '../problem/problem.ts'
import { requireState } from './agreed.ts'

const ATTEMPTS = 5

/**
 * Adds or replaces one version, decided on the state as it is when it is written.
 * @throws Refusal `unavailable` where others write all the time, and whatever `decide` throws
 */
export const changeState = async (
  store: EngagementStore,
  decide: (state: EngagementState) => Promise<VersionRecord>,
): Promise<{ state: EngagementState; record: VersionRecord }> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const read = await requireState(store)
    const record = await decide(read)
    const others = read.versions.filter(({ version }) => version !== record.version)
    const versions = [...others, record].sort((a, b) => a.version - b.version)
    const state = { ...read, versions, revision: read.revision + 1 }
    if ((await store.replaceState(state, read.revision)) === 'written') return { state, record }
  }
  throw new Refusal('unavailable', 'The engagement is being changed by others; ask again.', {
    headers: { 'Retry-After': '1' },
  })
}
