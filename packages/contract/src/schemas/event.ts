import { EVENT_TYPES, Event as EventSchema, MoneylessCost, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { Party, page, Timestamp } from './primitives.ts'
import { cursor, instant, limit, list } from './query.ts'

export const Event = EventSchema.meta({ id: 'Event' })

/** Most events in one body. */
export const MAX_EVENTS = 100

export const CLOUDEVENT = 'application/cloudevents+json'
export const CLOUDEVENT_BATCH = 'application/cloudevents-batch+json'

/** Looked into by the handler, event by event; here it only says what is meant. */
export const CloudEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.string().describe('`dev.plumbline.` and one of our types, or a CDEvent that an indicator reads'),
    time: z.string(),
    service: z.string().optional().describe('Extension; for our own types also `subject`'),
    environment: z.string().optional().describe('Extension'),
    data: z.unknown(),
  })
  .meta({ id: 'CloudEvent', description: 'CloudEvents 1.0, as JSON' })

const EventMistake = z.object({
  code: z.string(),
  detail: z.string(),
  pointer: z.string().describe('Inside the event'),
  allowed: z.exactOptional(z.array(z.string())).describe('What would have been right'),
})

export const EventResult = z
  .object({
    id: z.string().nullable().describe('Null where the event has none that can be read'),
    status: z.enum(['recorded', 'duplicate', 'rejected']),
    counted_in: z.array(z.string()).describe('Indicators that read it'),
    reason: z.exactOptional(EventMistake).describe('Why it was rejected'),
    errors: z.exactOptional(z.array(EventMistake)).describe('Every mistake, where there is more than one'),
  })
  .meta({ id: 'EventResult' })
export type EventResult = z.output<typeof EventResult>

export const EventsAnswer = z
  .object({ results: z.array(EventResult).describe('In the order sent') })
  .meta({ id: 'EventsAnswer' })
export type EventsAnswer = z.output<typeof EventsAnswer>

const WithoutMoney = MoneylessCost.meta({
  id: 'CostWithoutMoney',
  description: 'A `cost` event as keys without `finance:read` get it: its time and its hours',
})

export const ReceivedEvent = z
  .object({
    event: z.union([Event, WithoutMoney]).describe('As it was sent; without money for keys without `finance:read`'),
    reference: z.string().describe('Names the event in evidence'),
    received_at: Timestamp,
    received_from: z.object({ party: Party, key_id: z.string() }),
    counted_in: z.array(z.string()),
  })
  .meta({ id: 'ReceivedEvent' })
export type ReceivedEvent = z.output<typeof ReceivedEvent>

export const EventQuery = z.strictObject({
  source: z.string().min(1).max(200).optional().meta({
    description:
      'Source of the event; may be left out where the id is a reference of 16 hex digits, as evidence gives it',
  }),
})

export const EventListQuery = z.strictObject({
  type: list(z.enum(EVENT_TYPES), 'Type'),
  service: list(ServiceName, 'Service'),
  from: instant('Happened at or after'),
  to: instant('Happened before'),
  sort: z.enum(['-time', 'time']).default('-time').meta({ description: '`-`: newest first' }),
  limit,
  cursor,
})
export type EventListQuery = z.output<typeof EventListQuery>

/** The list is made from what was recorded, a little later: until when it is whole, it says itself. */
export const EventList = page(ReceivedEvent).extend({
  complete_until: Timestamp.nullable().describe(
    'Everything received before this instant is listed; null where nobody knows. What came later may be missing.',
  ),
})

/** Where events are given inside another body each is judged alone, so the body’s own schema takes anything. */
export const Events = z.array(z.unknown()).meta({
  description: 'Each is judged alone: one bad event never sinks the others',
  override: { maxItems: MAX_EVENTS, items: { $ref: '#/components/schemas/Event' } },
})
