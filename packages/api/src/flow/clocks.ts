import type { Clock, ClockList, ClockQuery } from '@plumbline/contract'
import {
  type AcceptedVersion,
  clocksNeed,
  formatInstant,
  type Instant,
  inForceAt,
  type ListedClock,
  listClocks,
  type Stretch,
  subjectRef,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'

/** Stretches that one clock is explained by; years of it are better asked of `plumbline calendar`. */
const MOST_STRETCHES = 1_000

const duration = (ms: number): string => `${ms < 0 ? '-' : ''}PT${Math.abs(ms) / 1_000}S`
const time = (at: Instant | null): string | null => (at === null ? null : formatInstant(at))

const stretchView = ({ from, to, state, reason, countedMs, totalMs }: Stretch) => ({
  from: formatInstant(from),
  to: formatInstant(to),
  state,
  ...(reason === undefined ? {} : { reason }),
  counted: duration(countedMs),
  total: duration(totalMs),
})

/** What people call the incident, from the event it began with; its short form where that is gone. */
const calledBy = async (store: EngagementStore, { clock }: ListedClock) => {
  const began = clock.events.at(-1)
  const found = began === undefined ? [] : await store.eventsByRef(began)
  const event = found.map((stored) => stored.event).find(({ type }) => type === 'incident')
  return event?.type === 'incident'
    ? { incident: event.data.incident_id, incident_title: event.data.title ?? null }
    : { incident: clock.incident as string, incident_title: null }
}

const clockView = async (store: EngagementStore, one: ListedClock, explained: boolean): Promise<Clock> => {
  const { judging, clock } = one
  const { objective, version } = judging
  return {
    service: one.service,
    objective: objective.id,
    clause: objective.clause,
    title: objective.title,
    indicator: objective.indicator,
    agreement_version: version.version,
    ...(await calledBy(store, one)),
    run: clock.run,
    severity: `sev${clock.level}`,
    state: clock.state,
    overdue: one.overdue,
    owed_by: objective.owedBy,
    calendar: one.calendar.name,
    time_zone: one.calendar.timeZone,
    target: one.target,
    started_at: formatInstant(clock.start),
    started_from: clock.startFrom,
    due_at: time(clock.dueAt),
    breached_at: time(clock.breachedAt),
    ended_at: time(clock.endedAt),
    elapsed: duration(clock.elapsedMs),
    remaining: one.remainingMs === null ? null : duration(one.remainingMs),
    paused: duration(one.pausedMs),
    paused_since: time(clock.pausedSince),
    pause_reason: one.pauseReason,
    pending: clock.pending.map(({ what, to, at, until }) => ({
      what,
      to,
      at: formatInstant(at),
      accepted_at: time(until),
    })),
    events: [...clock.events],
    ...(explained ? { explanation: one.explain().slice(0, MOST_STRETCHES).map(stretchView) } : {}),
  }
}

const ofService = async (
  store: EngagementStore,
  state: EngagementState,
  versions: AcceptedVersion[],
  service: string,
  at: Instant,
  incident: string | undefined,
): Promise<ListedClock[]> => {
  const needed = clocksNeed(versions, service, at)
  if (!needed) return []
  const { facts, corrections } = await store.serviceFacts(service, needed.environments, needed.window, needed.families)
  const asked = incident === undefined ? null : subjectRef(incident)
  return listClocks({ versions, service, at, facts, corrections, standing: state.standing, incident: asked })
}

const wanted = ({ state }: ClockQuery, { overdue, clock }: ListedClock) =>
  state === undefined || (clock.endedAt === null && (state.includes('running') || overdue))

const due = ({ clock }: ListedClock) => clock.dueAt ?? Number.POSITIVE_INFINITY

/** The incident clocks of an engagement as they stand now. Writes nothing. */
export const readClocks = async (
  store: EngagementStore,
  state: EngagementState,
  versions: AcceptedVersion[],
  at: Instant,
  query: ClockQuery,
): Promise<ClockList> => {
  const services = query.service ?? [...(inForceAt(versions, at)?.terms.services.keys() ?? [])]
  const found = await Promise.all(
    [...new Set(services)].map((service) => ofService(store, state, versions, service, at, query.incident)),
  )
  const all = found.flat().filter((one) => wanted(query, one))
  const sorted = all.sort((a, b) => (query.sort === 'due_at' ? due(a) - due(b) : due(b) - due(a)) || 0)
  const shown = sorted.slice(0, query.limit)
  return {
    at: formatInstant(at),
    data: await Promise.all(shown.map((one) => clockView(store, one, query.explain === 'true'))),
    more: sorted.length - shown.length,
  }
}
