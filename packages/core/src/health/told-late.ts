import type { EventRef } from '../events/identity.ts'
import type { IncidentFact, WindowFact } from '../facts/facts.ts'
import { HOUR, type Instant } from '../time/instant.ts'

/** When events were received, by what their facts name them by; of older ones nobody knows. */
export type Receipts = ReadonlyMap<EventRef, Instant>

/** What is told on time comes within minutes, by a person's hand within the hour. */
const LATE_MS = HOUR

/** They stop a clock, or let it stand still: told for an earlier time, they take time off it that had passed. */
const STOPS: readonly IncidentFact['action'][] = [
  'acknowledged',
  'responded',
  'paused',
  'mitigated',
  'resolved',
  'cancelled',
]

/** Actions that stop or pause a clock and came much later than they say, and how late the latest was. */
export const toldLate = (facts: readonly WindowFact[], receipts: Receipts): { events: EventRef[]; detail: string } => {
  const late = facts.flatMap((fact) => {
    if (fact.kind !== 'incident' || !STOPS.includes(fact.action)) return []
    const lateMs = (receipts.get(fact.event) ?? fact.at) - fact.at
    return lateMs > LATE_MS ? [{ event: fact.event, lateMs }] : []
  })
  const latestMs = late.reduce((latest, { lateMs }) => Math.max(latest, lateMs), 0)
  const detail = `stop or pause a clock, and were received up to ${Math.floor(latestMs / HOUR)} h after they are said to have happened`
  return { events: late.map(({ event }) => event), detail }
}
