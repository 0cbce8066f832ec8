import {
  type AcceptedVersion,
  type Baseline,
  type EvaluationInput,
  factsNeeded,
  type GateRequest,
  type Instant,
  inForceAt,
  productionOf,
  type Window,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import { openBreachesOf } from './breach-identity.ts'

export type Asked = {
  id: string
  at: Instant
  request: GateRequest
  versions: AcceptedVersion[]
  uncovered?: { path: string; lines: number[] }[] | undefined
}

const historyOf = async (store: EngagementStore, { versions, request, at }: Asked) => {
  const { service } = request
  const nothing = { environments: productionOf(inForceAt(versions, at), service), window: { from: at, to: at } }
  const { environments, window } = factsNeeded(versions, service, at) ?? nothing
  const { facts, corrections, openBreaches } = await store.serviceFacts(service, environments, window)
  return {
    facts,
    corrections,
    openBreaches: openBreachesOf(service, openBreaches),
    deployedBefore: await hasDeployedBefore(store, service, environments, window, facts),
  }
}

/** Asked of the store only where the facts at hand don't tell. */
const hasDeployedBefore = (
  store: EngagementStore,
  service: string,
  environments: string[],
  window: Window,
  facts: readonly { kind: string }[],
): Promise<boolean> =>
  facts.some(({ kind }) => kind === 'deployment') || window.from === window.to
    ? Promise.resolve(false)
    : store.deployedBefore(service, environments, window.from)

const baseOf = async (
  store: EngagementStore,
  { service, base_sha, ancestors = [] }: GateRequest,
): Promise<EvaluationInput['base']> => {
  const candidates = [...new Set([...(base_sha ? [base_sha] : []), ...ancestors])]
  const found = candidates.length > 0 ? await store.nearestCoverage(service, candidates) : null
  if (!found) return null
  const baseline: Baseline =
    found.commit_sha === base_sha
      ? { kind: 'base', commit_sha: base_sha }
      : { kind: 'ancestor', commit_sha: found.commit_sha, asked_for: base_sha ?? null }
  return { facts: found.facts, baseline }
}

/** Everything an evaluation depends on, read at once. */
export const gather = async (store: EngagementStore, asked: Asked): Promise<EvaluationInput> => {
  const { id, at, request, versions, uncovered } = asked
  const [window, head, base] = await Promise.all([
    historyOf(store, asked),
    store.change(request.service, request.commit_sha),
    baseOf(store, request),
  ])
  return { id, at, request, versions, window, head, base, uncovered }
}
