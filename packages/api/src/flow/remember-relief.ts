import { type Evaluation, parseInstant, reliefRecord } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { decide } from './decide.ts'

/**
 * That a deployment passed a block stands in the ledger, once for each gate: it comes from the stored evaluation alone,
 * so that asking again completes what a crash left undone.
 */
export const rememberRelief = async (
  store: EngagementStore,
  evaluation: Evaluation,
  read: EngagementState,
): Promise<EngagementState> => {
  const { id, at, service, environment, commit_sha, relieved } = evaluation
  if (!relieved) return read
  const { state } = await decide(
    store,
    async () => {
      if (await store.keptRecord('relief', id)) return { value: null }
      const named = { service, ...(environment ? { environment } : {}), commit_sha, evaluation: id }
      return {
        value: null,
        decided: [{ at: parseInstant(at) ?? 0, body: { type: 'block_passed', ...named, ...relieved } }],
        writes: [{ kind: 'record', record: reliefRecord(evaluation) }],
      }
    },
    read,
  )
  return state
}
