import type { BreachFilters } from '@plumbline/contract'
import {
  type AcceptedVersion,
  type CommitRef,
  DAY,
  formatInstant,
  type Instant,
  type NamedStop,
  type NameRef,
  nameRef,
  stoppedAtTheGate,
  type Window,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'

/** Gates are read so far back, at most: some 26 bytes each. */
export const MOST_DAYS = 400

/** A change that was held back in a period may have been held back before, or be merged after it. */
const LEAD_IN_MS = 31 * DAY

/** What the objectives of all versions are called; of one id the newest version's words count. */
const namesOf = (
  versions: readonly AcceptedVersion[],
): ReadonlyMap<NameRef, { objective: string; indicator: string }> =>
  new Map(
    versions.flatMap(({ terms }) =>
      terms.objectives.map(({ id, indicator }) => [nameRef(id), { objective: id, indicator }] as const),
    ),
  )

/** Filters that say nothing of a change that was stopped: it opened no breach. */
const tells = ({ environment, severity, status, agreement_version }: BreachFilters): boolean =>
  [environment, severity, status, agreement_version].every((filter) => filter === undefined)

export type Stops = {
  stops: NamedStop[] | null
  /** Gates before this were not looked at; null: all were. */
  truncatedBefore: string | null
}

type Reads = Pick<EngagementStore, 'gates' | 'serviceFacts'>

/** What pull requests became, so that a squashed merge is known as theirs. */
const mergedAs = async (store: Reads, service: string, window: Window): Promise<Map<CommitRef, number>> => {
  const { facts } = await store.serviceFacts(service, [], window, ['reviews'])
  return new Map(
    facts.flatMap((fact) =>
      fact.kind === 'review' && fact.mergeCommit !== null ? [[fact.mergeCommit, fact.pullRequest] as const] : [],
    ),
  )
}

const isAsked =
  ({ objective, indicator, pr, from, to }: BreachFilters, since: Instant) =>
  (stop: NamedStop): boolean =>
    (objective?.includes(stop.objective) ?? true) &&
    (indicator?.includes(stop.indicator ?? '') ?? true) &&
    (pr === undefined || (stop.pr !== null && pr.includes(stop.pr))) &&
    stop.at >= Math.max(since, from ?? since) &&
    (to === undefined || stop.at < to)

/**
 * Changes that the gate stopped, as far as the filters can tell; null where they ask for what such a change lacks. A
 * change belongs to the moment of its first stop.
 */
export const findStops = async (
  store: Reads,
  versions: readonly AcceptedVersion[],
  query: BreachFilters,
  { at, createdAt }: { at: Instant; createdAt: Instant },
): Promise<Stops> => {
  if (!tells(query)) return { stops: null, truncatedBefore: null }
  const services = query.service ?? [...new Set(versions.flatMap(({ terms }) => [...terms.services.keys()]))]
  const furthest = at - MOST_DAYS * DAY
  const wanted = Math.max(query.from ?? createdAt, createdAt)
  const since = Math.max(wanted, furthest)
  const window = { from: since - LEAD_IN_MS, to: at + 1 }
  const names = namesOf(versions)
  const found = await Promise.all(
    [...new Set(services)].map(async (service) => {
      const [gates, merges] = await Promise.all([store.gates(service, window), mergedAs(store, service, window)])
      return stoppedAtTheGate(gates, merges).map(
        ({ objective, pr, at: stoppedAt }): NamedStop => ({
          service,
          objective: names.get(objective)?.objective ?? objective,
          indicator: names.get(objective)?.indicator ?? null,
          pr,
          at: stoppedAt,
        }),
      )
    }),
  )
  return {
    stops: found.flat().filter(isAsked(query, since)),
    truncatedBefore: wanted < furthest ? formatInstant(furthest) : null,
  }
}
