import type { Clock, ClockList, ClockQuery } from '@plumbline/contract'
import {
  type AcceptedVersion,
  clocksNeed,
  formatInstant,
  type Instant,
  inForceAt,
  isSubjectRef,
  type ListedClock,
  listClocks,
  type Stretch,
  subjectRef,
} from '@plumbline/core'
import type { EngagementState, EngagementStore } from '@plumbline/store'
import type { ReadAt } from './clocks-of-breaches.ts'

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
    ...(one.endedTooEarly.length > 0 ? { ended_too_early: one.endedTooEarly } : {}),
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
  const known = { versions, service, at, facts, corrections, standing: state.standing }
  if (incident === undefined) return listClocks({ ...known, incident: null })
  const named = listClocks({ ...known, incident: subjectRef(incident) })
  // The short form stands where the incident's name is not known, in evidence and in this very list.
  return named.length > 0 || !isSubjectRef(incident) ? named : listClocks({ ...known, incident })
}

const wanted = ({ state }: ClockQuery, { overdue, clock }: ListedClock) =>
  state === undefined || (clock.endedAt === null && (state.includes('running') || overdue))

/** How the time of one clock came about, as it stands now; empty where nothing in force judges it. */
export const explainClock = async (
  store: EngagementStore,
  { state, versions, at }: ReadAt,
  { service, objective, incident, run }: { service: string; objective: string; incident: string; run: number },
): Promise<Stretch[]> => {
  const found = await ofService(store, state, versions, service, at, incident)
  const meant = found.find(({ judging, clock }) => judging.objective.id === objective && clock.run === run)
  return meant?.explain() ?? []
}

/** Where a clock stands in the list: no two stand at one place, so that a page goes on behind the last one. */
type Place = [due: number | null, service: string, objective: string, incident: string, run: number]

const placeOf = ({ service, judging, clock }: ListedClock): Place => [
  clock.dueAt,
  service,
  judging.objective.id,
  clock.incident,
  clock.run,
]

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By when they are due, what is due never last; those of one moment by name, whichever way the list goes. */
const inOrder =
  ({ sort }: Pick<ClockQuery, 'sort'>) =>
  (a: Place, b: Place): number => {
    const [one, other] = [a[0] ?? Number.MAX_SAFE_INTEGER, b[0] ?? Number.MAX_SAFE_INTEGER]
    return (
      (sort === 'due_at' ? one - other : other - one) ||
      compareText(a[1], b[1]) ||
      compareText(a[2], b[2]) ||
      compareText(a[3], b[3]) ||
      a[4] - b[4]
    )
  }

/**
 * A page of the incident clocks of an engagement as they stand now. Writes nothing.
 * @param after where the page before ended, as it was given
 */
export const readClocks = async (
  store: EngagementStore,
  state: EngagementState,
  versions: AcceptedVersion[],
  at: Instant,
  query: ClockQuery,
  after: string | null,
): Promise<Omit<ClockList, 'next_cursor'> & { next: string | null }> => {
  const services = query.service ?? [...(inForceAt(versions, at)?.terms.services.keys() ?? [])]
  const found = await Promise.all(
    [...new Set(services)].map((service) => ofService(store, state, versions, service, at, query.incident)),
  )
  const order = inOrder(query)
  // Sealed by us, so that it has the form we gave it.
  const behind = after === null ? null : (JSON.parse(after) as Place)
  const left = found
    .flat()
    .filter((one) => wanted(query, one))
    .map((one) => ({ one, place: placeOf(one) }))
    .filter(({ place }) => behind === null || order(behind, place) < 0)
    .sort((a, b) => order(a.place, b.place))
  const shown = left.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    at: formatInstant(at),
    data: await Promise.all(shown.map(({ one }) => clockView(store, one, query.explain === 'true'))),
    next: last && left.length > shown.length ? JSON.stringify(last.place) : null,
  }
}
