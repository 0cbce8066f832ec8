import { type Actor, type VersionRecord, versionEntry } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { decide } from './decide.ts'

/**
 * Adds or replaces one version, decided on the state as it is when it is written.
 * @throws Refusal `unavailable`, and whatever `on` throws
 */
export const decideVersion = async (
  store: EngagementStore,
  by: Actor,
  on: (state: EngagementState) => Promise<VersionRecord>,
): Promise<{ state: EngagementState; record: VersionRecord }> => {
  const { value: record, state } = await decide(store, async (current) => {
    const next = await on(current)
    const others = current.versions.filter(({ version }) => version !== next.version)
    const versions = [...others, next].sort((a, b) => a.version - b.version)
    const at = next.decision?.at ?? next.proposed_at
    return { value: next, state: { versions }, decided: [{ at, body: versionEntry(next, by) }] }
  })
  return { state, record }
}
