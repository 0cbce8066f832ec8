import { disputeAt, type Instant, waiverAt } from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { decide } from '../decide.ts'
import { disputeDecision } from './disputes.ts'
import { followWaiver } from './follow-waiver.ts'
import { waiverDecision } from './waivers.ts'

/** What fell due, of what stands: waivers that have run out, and disputes whose answer never came. */
const dueIn = ({ standing }: EngagementState, now: Instant) => ({
  waivers: standing.waivers.filter(({ until, ended }) => !ended && until <= now).map(({ id }) => id),
  disputes: standing.disputes.filter(({ dueAt }) => dueAt !== null && dueAt <= now).map(({ id }) => id),
})

/**
 * Writes what came about by itself until now, as of the moment it did: one commit for each. Doing it again, or late,
 * writes nothing else.
 * @returns how many things were written, and the state with them
 */
export const settleDecisions = async (
  store: EngagementStore,
  read: EngagementState,
  now: Instant,
): Promise<{ settled: number; state: EngagementState }> => {
  const { waivers, disputes } = dueIn(read, now)
  let state = read
  let settled = 0
  const count = (wrote: { value: unknown; state: EngagementState }) => {
    if (wrote.state !== state) settled += 1
    state = wrote.state
  }
  for (const id of disputes)
    count(
      await decide(
        store,
        async ({ standing }) => {
          const stored = await store.keptRecord('dispute', id)
          const dispute = stored && disputeAt(stored, now)
          const breach = stored && (await store.breach(stored.breach))
          if (!dispute || !breach || dispute === stored) return { value: null }
          return { ...disputeDecision(standing, dispute, breach, now), value: null }
        },
        state,
      ),
    )
  for (const id of waivers) {
    const wrote = await decide(
      store,
      async ({ standing }) => {
        const stored = await store.keptRecord('waiver', id)
        const waiver = stored && waiverAt(stored, now)
        if (!waiver || waiver === stored) return { value: null }
        const ended = (waiver.ended_at && Date.parse(waiver.ended_at)) || now
        return { ...(await waiverDecision(store, standing, waiver, ended)), value: waiver }
      },
      state,
    )
    count(wrote)
    if (wrote.value) state = await followWaiver(store, wrote.value, now, state)
  }
  return { settled, state }
}
