import {
  type Decided,
  type Evaluation,
  type ExemptionClaim,
  type ExemptionOutcome,
  parseInstant,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { decide } from './decide.ts'

type Valid = Extract<ExemptionClaim, { kind: 'valid' }>

const entryOf = (judged: Evaluation, claim: Valid, used: number): Decided => ({
  at: parseInstant(judged.at) ?? 0,
  body: {
    type: 'exemption_used',
    service: judged.service,
    change: claim.change,
    commit_sha: judged.commit_sha,
    evaluation: judged.id,
    month: claim.month,
    used,
    max: claim.max,
    how: claim.how,
    by: claim.by,
    detail: claim.detail,
  },
})

/** Uses one of a month's exemptions for a change, if there is one left; the same change again uses no other. */
export const useExemption = (
  store: EngagementStore,
  judged: Evaluation,
  claim: Valid,
  read: EngagementState,
): Promise<{ value: ExemptionOutcome; state: EngagementState }> =>
  decide<ExemptionOutcome>(
    store,
    async () => {
      const { month, change, max } = claim
      const changes = await store.exemptions(month)
      const used = changes.length
      if (changes.includes(change)) return { value: { granted: true, used } }
      if (used >= max) return { value: { granted: false, used } }
      return {
        value: { granted: true, used: used + 1 },
        decided: [entryOf(judged, claim, used + 1)],
        writes: [{ kind: 'use_exemption', month, change }],
      }
    },
    read,
  )
