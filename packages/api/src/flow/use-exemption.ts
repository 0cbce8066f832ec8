import {
  type Decided,
  type Evaluation,
  type ExemptionClaim,
  type ExemptionGrant,
  type ExemptionOutcome,
  parseInstant,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { decide } from './decide.ts'

type Valid = Extract<ExemptionClaim, { kind: 'valid' }>

const grantOf = ({ id, commit_sha, at }: Evaluation, { kind: _, ...claim }: Valid, used: number): ExemptionGrant => ({
  ...claim,
  used,
  evaluation: id,
  commit_sha,
  at,
})

const entryOf = ({ service }: Evaluation, { at, ...grant }: ExemptionGrant): Decided => ({
  at: parseInstant(at) ?? 0,
  body: { type: 'exemption_used', service, ...grant },
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
      const [before, changes] = await Promise.all([store.exemptionOf(change), store.exemptions(month)])
      if (before) return { value: { granted: true, used: before.used, before } }
      const used = changes.length
      // Of what an older version has let through only the name is kept.
      if (changes.includes(change)) return { value: { granted: true, used } }
      if (used >= max) return { value: { granted: false, used } }
      const grant = grantOf(judged, claim, used + 1)
      return {
        value: { granted: true, used: used + 1 },
        decided: [entryOf(judged, grant)],
        writes: [{ kind: 'use_exemption', grant }],
      }
    },
    read,
  )
