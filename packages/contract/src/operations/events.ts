import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { DataHealth, DataHealthQuery } from '../schemas/data-health.ts'
import {
  CLOUDEVENT,
  CLOUDEVENT_BATCH,
  CloudEvent,
  Event,
  EventList,
  EventListQuery,
  EventQuery,
  EventsAnswer,
  MAX_EVENTS,
  ReceivedEvent,
} from '../schemas/event.ts'
import { E, IdParams, json } from './parts.ts'

/** What was observed. */
export const eventsOperations = {
  postEvents: {
    method: 'post',
    path: `${E}/events`,
    summary: 'Record one event, or up to 100',
    description:
      'An array is always answered with one result each, in order, so that one bad event never sinks the others; ' +
      'a single event that is refused is answered with its own problem. The same event again is a duplicate and harmless.',
    tag: 'Events',
    access: { scope: 'events:write' },
    body: {
      check: 'parts',
      required: true,
      content: {
        ...json(z.union([Event, z.array(Event).max(MAX_EVENTS)])),
        [CLOUDEVENT]: CloudEvent,
        [CLOUDEVENT_BATCH]: z.array(CloudEvent).max(MAX_EVENTS),
      },
    },
    answer: { status: 200, description: 'What became of each', content: json(EventsAnswer) },
    problems: ['invalid_event', 'id_reused', 'too_many_events', 'service_not_bound', 'event_not_allowed'],
  },
  listEvents: {
    method: 'get',
    path: `${E}/events`,
    summary: 'What was received, newest first',
    description:
      'Commas are or, parameters are and. A page may be shorter than `limit` although more follows. The list follows ' +
      'what is recorded after a moment; `complete_until` says how far it is. As NDJSON each line is the event alone, as ' +
      'it was sent. Amounts of `cost` events are left out for keys without `finance:read`.',
    tag: 'Events',
    access: { scope: 'read' },
    query: EventListQuery,
    answer: {
      status: 200,
      description: 'A page of events',
      content: { ...json(EventList), 'application/x-ndjson': z.string() },
    },
    problems: ['invalid_cursor'],
  },
  getDataHealth: {
    method: 'get',
    path: `${E}/data-health`,
    summary: 'What was received, linked, counted and not counted, and who is silent',
    tag: 'Events',
    access: { scope: 'read' },
    query: DataHealthQuery,
    answer: { status: 200, description: 'The health of the data', content: json(DataHealth) },
    problems: [],
  },
  getEvent: {
    method: 'get',
    path: `${E}/events/{id}`,
    summary: 'An event as it was received',
    description: 'Amounts of a `cost` event are left out for keys without `finance:read`.',
    tag: 'Events',
    access: { scope: 'read' },
    params: IdParams,
    query: EventQuery,
    answer: { status: 200, description: 'The event', content: json(ReceivedEvent) },
    problems: [],
  },
} as const satisfies Record<string, Operation>
