import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { Event, EventQuery, EventsAnswer, MAX_EVENTS, ReceivedEvent } from '../schemas/event.ts'
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
    body: { check: 'parts', required: true, content: json(z.union([Event, z.array(Event).max(MAX_EVENTS)])) },
    answer: { status: 200, description: 'What became of each', content: json(EventsAnswer) },
    problems: ['invalid_event', 'id_reused', 'too_many_events'],
  },
  getEvent: {
    method: 'get',
    path: `${E}/events/{id}`,
    summary: 'An event as it was received',
    tag: 'Events',
    access: { scope: 'read' },
    params: IdParams,
    query: EventQuery,
    answer: { status: 200, description: 'The event', content: json(ReceivedEvent) },
    problems: [],
  },
} as const satisfies Record<string, Operation>
