import { type Admitted, parseInstant } from '@plumbline/core'
import type { EngagementStore } from '../port.ts'
import type { PageRequest, ReceivedRequest } from '../values.ts'

export const NEWEST: PageRequest = { limit: 100, after: null, descending: true }

export const timeOf = ({ event }: Admitted) => parseInstant(event.time) ?? 0

/** A list read page by page to its end: whose events, and in how many pages. */
export const listed = async (engagement: EngagementStore, request: ReceivedRequest) => {
  const identities: string[] = []
  for (let pages = 1, { after } = request; ; pages++) {
    const page = await engagement.received({ ...request, after })
    if (page.items.length > request.limit) throw new Error('a page holds more than it may')
    identities.push(...page.items.map(({ identity }) => identity))
    after = page.next
    if (after === null) return { identities, pages }
  }
}

/** The same list from the events themselves. */
export const listOf = (events: Admitted[], { descending, from, to, types, service }: ReceivedRequest): string[] => {
  const list = events
    .filter((event) => (from ?? 0) <= timeOf(event) && timeOf(event) < (to ?? Number.POSITIVE_INFINITY))
    .filter(({ event }) => types?.includes(event.type) ?? true)
    .filter(({ event }) => service === undefined || event.service === service)
    .sort((a, b) => timeOf(a) - timeOf(b) || (a.identity < b.identity ? -1 : 1))
    .map(({ identity }) => identity)
  return descending ? list.toReversed() : list
}
