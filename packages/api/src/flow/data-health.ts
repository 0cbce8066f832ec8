import type { DataHealth } from '@plumbline/contract'
import {
  type AcceptedVersion,
  DAY,
  formatInstant,
  type Instant,
  inForceAt,
  neverReceived,
  productionOf,
  type Received,
  rulesAt,
  type Standing,
  serviceHealth,
  silentSources,
  type Window,
} from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'

/** How far back silence is looked for, whatever time is asked about. */
const SILENCE_DAYS = 90

export type HealthQuestion = {
  window: Window
  now: Instant
  versions: AcceptedVersion[]
  /** Undefined: those of the agreement, and those that sent something. */
  services: string[] | undefined
  /** What was recorded before is in the counts; null where nobody knows. */
  completeUntil: Instant | null
  standing: Pick<Standing, 'exclusions'>
}

const seconds = (ms: number) => `PT${Math.round(ms / 1_000)}S`

const receivedView = ({ service, type, source, count, first, last }: Received): DataHealth['received'][number] => ({
  service,
  // Only events that were checked are counted.
  type: type as DataHealth['received'][number]['type'],
  source,
  count,
  first: formatInstant(first),
  last: formatInstant(last),
})

const serviceView = async (
  store: EngagementStore,
  { window, now, versions, standing }: HealthQuestion,
  service: string,
  receipts: Awaited<ReturnType<EngagementStore['receipts']>>,
): Promise<DataHealth['services'][number]> => {
  const rules = rulesAt(versions)
  const link = rules(now).linkWindowMs
  const around = { from: window.from - link, to: window.to + link }
  const environments = productionOf(inForceAt(versions, now), service)
  const { facts, corrections } = await store.serviceFacts(service, environments, around, ['delivery', 'commits'])
  const pauseReasonsAt = (at: Instant) => inForceAt(versions, at)?.terms.clocks?.pauseReasons ?? null
  // What is taken out of some objectives only is still there for the others.
  const exclusions = standing.exclusions.filter(
    ({ services, objectives }) => objectives === null && (services?.includes(service) ?? true),
  )
  const known = { window, now, facts, corrections, rulesAt: rules, pauseReasonsAt, receipts, exclusions }
  return { service, ...serviceHealth(known) }
}

/** What both took out of the time asked about, and who agreed to it. */
const excludedView = async (
  store: EngagementStore,
  { window, standing, services }: HealthQuestion,
): Promise<DataHealth['excluded']> => {
  const touching = standing.exclusions
    .filter(({ from, to }) => from < window.to && to > window.from)
    .filter((one) => services?.some((service) => one.services?.includes(service) ?? true) ?? true)
    .toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
  return Promise.all(
    touching.map(async ({ id, category, from, to, services: of, objectives, reason }) => {
      const record = await store.keptRecord('exclusion', id)
      const approved = record?.timeline.find(({ kind }) => kind === 'approved')
      return {
        id,
        category,
        from: formatInstant(from),
        to: formatInstant(to),
        services: of && [...of],
        objectives: objectives && [...objectives],
        reason,
        proposed_by: record?.proposed_by.party ?? null,
        approved_by: approved?.by.party ?? null,
      }
    }),
  )
}

/** What was received, what of it counts, what is odd, and who is silent. Writes nothing. */
export const readDataHealth = async (
  store: EngagementStore,
  question: HealthQuestion,
): Promise<Omit<DataHealth, 'engagement'>> => {
  const { window, now, versions, completeUntil, standing } = question
  const wanted = ({ service }: { service: string }) => question.services?.includes(service) ?? true
  const lately = { from: now - SILENCE_DAYS * DAY, to: now + DAY }
  const [received, recent, receipts] = await Promise.all([
    store.receivedCounts(window),
    store.receivedCounts(lately),
    // What happened in the window may be told until now.
    store.receipts({ from: window.from, to: now + 1 }),
  ])
  const version = inForceAt(versions, now)
  const agreed = version?.terms ?? null
  const owed = { from: Math.max(lately.from, version?.inForceFrom ?? 0), to: now }
  const services = question.services ?? [
    ...new Set([...(agreed?.services.keys() ?? []), ...received.map(({ service }) => service)]),
  ]
  return {
    at: formatInstant(now),
    from: formatInstant(window.from),
    to: formatInstant(window.to),
    complete_until: completeUntil === null ? null : formatInstant(completeUntil),
    received: received.filter(wanted).map(receivedView),
    services: await Promise.all(services.map((service) => serviceView(store, question, service, receipts))),
    excluded: await excludedView(store, question),
    silent: silentSources(recent, now, { exclusions: standing.exclusions, terms: agreed })
      .filter(wanted)
      .map((one) => ({ ...receivedView(one), usual_interval: seconds(one.usualMs) })),
    never_received: agreed
      ? neverReceived(agreed, recent, owed, standing.exclusions)
          .filter(wanted)
          .map(({ service, objective, events, owedBy }) => ({ service, objective, events, owed_by: owedBy }))
      : [],
  }
}
