import { MAX_EVENTS } from '@plumbline/contract'
import { admit, type EventRef, eventIdentity, eventRef, formatInstant } from '@plumbline/core'
import type { EngagementStore, StoredEvent } from '@plumbline/store'
import { recordEvents } from '../../flow/record-events.ts'
import { parseJson } from '../../http/json.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'

const REFERENCE = /^[0-9a-f]{16}$/

/** @throws Refusal `too_many_events` */
export const requireFew = (events: readonly unknown[], pointer: string): void => {
  if (events.length > MAX_EVENTS)
    throw new Refusal(
      'too_many_events',
      `${events.length} events; at most ${MAX_EVENTS} in one request. Nothing was recorded.`,
      {
        errors: [{ pointer, code: 'out_of_range', detail: `must be at most ${MAX_EVENTS} items` }],
      },
    )
}

const find = async (store: EngagementStore, id: string, source: string | undefined): Promise<StoredEvent | null> => {
  if (source !== undefined) return store.event(eventIdentity(source, id))
  if (REFERENCE.test(id)) return (await store.eventsByRef(id as EventRef))[0] ?? null
  throw new Refusal('invalid_request', 'An id is unique in its source only: name the source.', {
    errors: [
      { pointer: '/source', code: 'missing', detail: 'is required, unless the id is a reference from evidence' },
    ],
  })
}

export const eventRoutes = (): Family<'postEvents' | 'getEvent'> => ({
  postEvents: async ({ at, text, principal, store }) => {
    const given = parseJson(text)
    const events = Array.isArray(given) ? given : [given]
    requireFew(events, '')
    const { results } = await recordEvents(store, principal, at, events)
    const [only] = results
    if (!Array.isArray(given) && only?.reason) {
      const code = only.reason.code === 'id_reused' ? 'id_reused' : 'invalid_event'
      throw new Refusal(code, only.reason.detail, { errors: only.errors ?? [only.reason] })
    }
    return { json: { results } }
  },

  getEvent: async ({ params, query, store }) => {
    const found = await find(store, params.id, query.source)
    if (!found) throw notFound()
    const { event, identity, party, key, receivedAt } = found
    return {
      json: {
        event,
        reference: eventRef(identity),
        received_at: formatInstant(receivedAt),
        received_from: { party, key_id: key },
        counted_in: admit(event, party).countedIn,
      },
    }
  },
})
