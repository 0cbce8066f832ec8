import type { Party, Terms } from '../agreement/terms.ts'
import { indicatorInfo } from '../indicators/catalogue.ts'
import type { StandingExclusion } from '../standing/standing.ts'
import { coveredMs } from '../time/cover.ts'
import { DAY, type Instant, type Window } from '../time/instant.ts'

/** Events of one type that one source sent about one service. */
export type Received = { service: string; type: string; source: string; count: number; first: Instant; last: Instant }

/** A source that used to send and has stopped. */
export type Silent = Received & { usualMs: number }

/** An agreed objective that no event was ever received for. */
export type NeverReceived = { service: string; objective: string; events: string[]; owedBy: Party | 'both' }

/** Silent at least so long, and so many times longer than usual. */
const LEAST_MS = 3 * DAY
const TIMES = 5
/** Fewer events tell no rhythm. */
const LEAST_COUNT = 3

/** What both parties took out, and what it is taken out of. */
export type LeftOut = { exclusions: readonly StandingExclusion[]; terms: Terms | null }

const NOTHING_LEFT_OUT: LeftOut = { exclusions: [], terms: null }

const named = (list: readonly string[] | null, name: string) => list === null || list.includes(name)

const readsOf = (indicator: string): readonly string[] => indicatorInfo(indicator)?.events ?? []

/** Time in which nobody had to send events of a type: taken out of every objective of the service that reads it. */
export const excusedOf = ({ exclusions, terms }: LeftOut, service: string, type: string): Window[] => {
  const reading = (terms?.objectives ?? [])
    .filter(({ services }) => named(services, service))
    .filter(({ indicator }) => readsOf(indicator).includes(type))
  return exclusions
    .filter(({ services }) => named(services, service))
    .filter(
      ({ objectives }) =>
        objectives === null || (reading.length > 0 && reading.every(({ id }) => objectives.includes(id))),
    )
}

/**
 * Sources that have been silent five times longer than they usually are, and for three days at least. Time that both
 * parties took out is no silence.
 */
export const silentSources = (received: readonly Received[], now: Instant, left = NOTHING_LEFT_OUT): Silent[] =>
  received
    .filter(({ count }) => count >= LEAST_COUNT)
    .map((one) => ({ ...one, usualMs: Math.round((one.last - one.first) / (one.count - 1)) }))
    .filter(({ service, type, last, usualMs }) => {
      const silent = { from: last, to: now }
      const owed = now - last - coveredMs(excusedOf(left, service, type), silent)
      return owed > Math.max(LEAST_MS, TIMES * usualMs)
    })

/**
 * Objectives whose indicator reads events none of which were received for the service, in a time of which not all was
 * taken out.
 * @param looked at for what was received
 */
export const neverReceived = (
  terms: Terms,
  received: readonly Received[],
  looked: Window,
  exclusions: readonly StandingExclusion[] = [],
): NeverReceived[] => {
  const known = new Set(received.map(({ service, type }) => `${service} ${type}`))
  return terms.objectives.flatMap((objective) => {
    const events = indicatorInfo(objective.indicator)?.events ?? []
    // The first type is what the indicator is about; the others only tell more of it.
    const [needed] = events
    if (needed === undefined) return []
    return [...terms.services.keys()]
      .filter((service) => objective.services?.includes(service) ?? true)
      .filter((service) => !known.has(`${service} ${needed}`))
      .filter((service) => {
        const own = exclusions.filter((one) => named(one.services, service) && named(one.objectives, objective.id))
        return coveredMs(own, looked) < looked.to - looked.from
      })
      .map((service) => ({ service, objective: objective.id, events, owedBy: objective.owedBy }))
  })
}
