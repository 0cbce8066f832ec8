import type { Party, Terms } from '../agreement/terms.ts'
import { indicatorInfo } from '../indicators/catalogue.ts'
import { DAY, type Instant } from '../time/instant.ts'

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

/** Sources that have been silent five times longer than they usually are, and for three days at least. */
export const silentSources = (received: readonly Received[], now: Instant): Silent[] =>
  received
    .filter(({ count }) => count >= LEAST_COUNT)
    .map((one) => ({ ...one, usualMs: Math.round((one.last - one.first) / (one.count - 1)) }))
    .filter(({ last, usualMs }) => now - last > Math.max(LEAST_MS, TIMES * usualMs))

/** Objectives whose indicator reads events none of which were received for the service. */
export const neverReceived = (terms: Terms, received: readonly Received[]): NeverReceived[] => {
  const known = new Set(received.map(({ service, type }) => `${service} ${type}`))
  return terms.objectives.flatMap((objective) => {
    const events = indicatorInfo(objective.indicator)?.events ?? []
    // The first type is what the indicator is about; the others only tell more of it.
    const [needed] = events
    if (needed === undefined) return []
    return [...terms.services.keys()]
      .filter((service) => objective.services?.includes(service) ?? true)
      .filter((service) => !known.has(`${service} ${needed}`))
      .map((service) => ({ service, objective: objective.id, events, owedBy: objective.owedBy }))
  })
}
