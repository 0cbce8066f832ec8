import { CLOUDEVENT, CLOUDEVENT_BATCH, MAX_EVENTS, type ProblemCode } from '@plumbline/contract'
import { type EventRef, eventIdentity } from '@plumbline/core'
import type { EngagementStore, StoredEvent } from '@plumbline/store'
import type { Reader } from '../../flow/check-event.ts'
import { recordEvents } from '../../flow/record-events.ts'
import { fromCloudEvent } from '../../foreign/cloudevents.ts'
import { parseJson } from '../../http/json.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'
import { receivedView } from './list.ts'

/** Rejections that a single event meets as a problem of that name. */
const OWN_CODES: ReadonlyMap<string, ProblemCode> = new Map(
  (['id_reused', 'service_not_bound', 'event_not_allowed'] as const).map((code) => [code, code]),
)

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

const READERS: Readonly<Record<string, Reader>> = {
  [CLOUDEVENT]: fromCloudEvent,
  [CLOUDEVENT_BATCH]: fromCloudEvent,
}

/** CloudEvents say in their media type whether one or several come. @throws Refusal `invalid_request` */
const requireForm = (mediaType: string, isBatch: boolean): void => {
  if ((mediaType === CLOUDEVENT && isBatch) || (mediaType === CLOUDEVENT_BATCH && !isBatch))
    throw new Refusal('invalid_request', `${mediaType} takes ${isBatch ? 'one event' : 'an array of events'}.`, {
      errors: [
        {
          pointer: '',
          code: 'wrong_type',
          detail: isBatch ? `must be one event; send several as ${CLOUDEVENT_BATCH}` : 'must be an array',
        },
      ],
    })
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
  postEvents: async ({ at, text, mediaType, principal, store }) => {
    const given = parseJson(text)
    const isBatch = Array.isArray(given)
    requireForm(mediaType, isBatch)
    const events = isBatch ? given : [given]
    requireFew(events, '')
    const { results } = await recordEvents(store, principal, at, events, READERS[mediaType])
    const [only] = results
    if (!isBatch && only?.reason) {
      throw new Refusal(OWN_CODES.get(only.reason.code) ?? 'invalid_event', only.reason.detail, {
        errors: only.errors ?? [only.reason],
      })
    }
    return { json: { results } }
  },

  getEvent: async ({ params, query, principal, store }) => {
    const found = await find(store, params.id, query.source)
    if (!found) throw notFound()
    return { json: receivedView(found, principal) }
  },
})
