import {
  changeOf,
  DAY,
  type Evaluation,
  type EvaluationInput,
  exempt,
  exemptAsBefore,
  exemptionClaim,
  inForceAt,
  isWithdrawn,
  mayStand,
  observedFacts,
  type Terms,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import { useExemption } from './use-exemption.ts'

type Judged = { judged: Evaluation; state: EngagementState }

/** A pull request is gated for so long at most before it is merged, and deployed so long after that. */
const REACH = 90 * DAY

/** How a change is called, and what its service is told to have gated and merged. */
const changeIn = async (store: EngagementStore, { request, at }: EvaluationInput, terms: Terms | null) => {
  const window = { from: at - REACH, to: at + DAY }
  const { facts, corrections } = await store.serviceFacts(request.service, [], window, ['reviews', 'gates'])
  const counted = observedFacts(facts, corrections)
  return { ...changeOf(request, counted, terms), facts: counted }
}

/**
 * What is done about a change that the agreement lets pass all the same. Its merge and its deployment stand as it was
 * let through before; else a claim is looked at, only where the change would fail, and used up only where it is valid.
 */
export const withExemption = async (
  store: EngagementStore,
  input: EvaluationInput,
  judged: Evaluation,
  state: EngagementState,
): Promise<Judged> => {
  const version = inForceAt(input.versions, input.at)
  const terms = version?.terms ?? null
  const stands = mayStand(judged) && input.versions.some(({ terms }) => terms.exempt !== null)
  if (judged.verdict !== 'fail' && !stands) return { judged, state }
  const { name, pullRequest, facts } = stands
    ? await changeIn(store, input, terms)
    : { ...changeOf(input.request, [], terms), facts: [] }
  const grant = stands ? await store.exemptionOf(name) : null
  if (grant && (pullRequest === null || !isWithdrawn(facts, pullRequest)))
    return { judged: exemptAsBefore(judged, grant), state }
  const claim = exemptionClaim(input.request, version, input.at, name)
  if (claim.kind !== 'valid' || judged.verdict !== 'fail') return { judged: exempt(judged, claim, null), state }
  const used = await useExemption(store, judged, claim, state)
  return { judged: exempt(judged, claim, used.value), state: used.state }
}
