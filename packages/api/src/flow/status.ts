import type { ServiceStatus, Status } from '@plumbline/contract'
import {
  type AcceptedVersion,
  type Evaluation,
  evaluate,
  formatInstant,
  type Instant,
  inForceAt,
  type ObjectiveResult,
  previousPeriods,
  type Standing,
  withFewClocks,
  worstFirst,
} from '@plumbline/core'
import type { EngagementState, EngagementStore, TrendPoint } from '@plumbline/store'
import { gather } from './gather.ts'

/** Stands where a status has no commit; it is shown nowhere. */
const NO_COMMIT = '0'.repeat(40)

/** What the last merge was judged at counts for a change objective that is still agreed. */
const asLastMerged = (result: ObjectiveResult, merged: Evaluation | null): ObjectiveResult =>
  result.scope !== 'change' || result.status === 'not_in_force'
    ? result
    : (merged?.objectives.find(({ id }) => id === result.id) ?? result)

const lastMergeOf = (point: TrendPoint | undefined): ServiceStatus['last_merge'] =>
  point ? { evaluation_id: point.evaluation_id, commit_sha: point.commit_sha, at: formatInstant(point.at) } : null

/** Told beside what is open: how the window before it ended. */
const previousOf = async (
  store: EngagementStore,
  service: string,
  versions: AcceptedVersion[],
  at: Instant,
): Promise<ServiceStatus['previous']> => {
  const asked = previousPeriods(versions, service, at)
  const found = await Promise.all(asked.map(({ id }) => store.keptRecord('period', id)))
  return found.flatMap((period) => {
    if (!period) return []
    const { objective, window, state, final_from, result, breach } = period
    return [
      {
        objective,
        period: window.period,
        label: window.label,
        from: window.from,
        to: window.to,
        state,
        final_from,
        status: result.status,
        value: result.value,
        display: result.display,
        target: result.target,
        samples: result.samples,
        agreement_version: result.agreement_version,
        ...(breach === undefined ? {} : { breach_id: breach }),
      },
    ]
  })
}

const serviceStatus = async (
  store: EngagementStore,
  service: string,
  versions: AcceptedVersion[],
  standing: Standing,
  at: Instant,
): Promise<{ status: ServiceStatus; agreement: Evaluation['agreement'] }> => {
  const [latest] = await store.latestTrend(service, 1)
  const request = { service, event: 'manual', commit_sha: latest?.commit_sha ?? NO_COMMIT } as const
  const [input, previous, merged] = await Promise.all([
    gather(store, { id: 'status', at, request, versions, standing }),
    previousOf(store, service, versions, at),
    latest ? store.evaluation(latest.evaluation_id) : null,
  ])
  const now = withFewClocks(evaluate(input))
  const objectives = worstFirst(now.objectives.map((result) => asLastMerged(result, merged)))
  return {
    agreement: now.agreement,
    status: {
      service,
      provisional: now.provisional,
      objectives,
      previous,
      not_judged: now.not_judged ?? [],
      notes: now.notes,
      last_merge: lastMergeOf(latest),
      open_breaches: (input.window?.openBreaches ?? []).map(({ id, objective, openedAt, status, aside }) => ({
        id,
        objective,
        opened_at: formatInstant(openedAt),
        status: aside ?? status,
      })),
    },
  }
}

/** Services by their worst objective; those with none come last, in the agreement's order. */
const servicesWorstFirst = (services: ServiceStatus[]): ServiceStatus[] => {
  const worst = new Map(services.flatMap((one) => (one.objectives[0] ? [[one.objectives[0], one] as const] : [])))
  const sorted = worstFirst([...worst.keys()]).flatMap((result) => worst.get(result) ?? [])
  return [...sorted, ...services.filter((one) => one.objectives.length === 0)]
}

/** Every objective now: window objectives as they stand, change objectives at the last merge. Writes nothing. */
export const statusOf = async (
  store: EngagementStore,
  state: EngagementState,
  versions: AcceptedVersion[],
  at: Instant,
  asked: string[] | undefined,
): Promise<Status> => {
  const services = asked ?? [...(inForceAt(versions, at)?.terms.services.keys() ?? [])]
  const found = await Promise.all(
    services.map((service) => serviceStatus(store, service, versions, state.standing, at)),
  )
  return {
    engagement: state.engagement,
    title: state.title,
    at: formatInstant(at),
    agreement: found[0]?.agreement ?? null,
    services: servicesWorstFirst(found.map(({ status }) => status)),
  }
}
