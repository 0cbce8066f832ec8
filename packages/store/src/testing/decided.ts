import { appendToLedger, type Breach, type Decided } from '@plumbline/core'
import type { EngagementStore } from '../port.ts'
import type { CommitWrite, EngagementState } from '../values.ts'
import { engagementState } from './records.ts'

/** Writes what was decided on the state as it is; an engagement that isn't there yet is made. */
export const commitNow = async (
  engagement: EngagementStore,
  writes: CommitWrite[],
  decided: Decided[] = [],
  changes: Partial<EngagementState> = {},
): Promise<'written' | 'stale'> => {
  const stored = await engagement.state()
  const read = stored ?? engagementState(engagement.engagement)
  if (!stored) await engagement.createEngagement(read)
  const { entries, head } = appendToLedger(read.ledger, decided)
  const state = { ...read, ...changes, ledger: head, revision: read.revision + 1 }
  return engagement.commit({ state, readRevision: read.revision, entries, writes })
}

export const putBreach = (engagement: EngagementStore, breach: Breach, identity: string) =>
  commitNow(engagement, [{ kind: 'open_breach', breach, identity }])
