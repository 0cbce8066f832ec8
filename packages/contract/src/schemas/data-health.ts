import { EVENT_TYPES, EXCLUSION_CATEGORIES, FINDING_CODES, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { Party, Timestamp } from './primitives.ts'
import { instant, list } from './query.ts'

export const DataHealthQuery = z.strictObject({
  service: list(ServiceName, 'Service; default: those of the agreement and those that sent something'),
  from: instant('Default: 30 days before `to`'),
  to: instant('Default: now'),
})
export type DataHealthQuery = z.output<typeof DataHealthQuery>

const Count = z.int().min(0)
const Reference = z.string().describe('Reference of an event: `GET /events/{id}` shows it')

const ReceivedFrom = z.object({
  service: z.string(),
  type: z.enum(EVENT_TYPES),
  source: z.string(),
  count: Count,
  first: Timestamp,
  last: Timestamp,
})

const Linked = z
  .object({
    service: z.string(),
    deployments: z.object({
      total: Count,
      counted: Count.describe('Neither cancelled, nor a redeploy, nor failed before production'),
      failed: Count,
      by_rule: z.object({
        named_by_incident: Count,
        rolled_back_or_fixed: Count,
        status: Count,
        presumed: Count,
      }),
    }),
    incidents: z.object({
      total: Count,
      linked: Count.describe('Tied to a deployment by an event that names it'),
      presumed: Count.describe('Tied to the nearest earlier deployment, because nobody named one'),
      excused: Count.describe('Said, with a reason, to have been caused by no deployment'),
      unlinked: Count,
    }),
    not_counted: z.array(
      z.object({
        event: Reference,
        reason: z.enum(['redeploy', 'cancelled', 'failed_before_production', 'excluded', 'corrected', 'imported']),
        exclusion: z.exactOptional(z.string()).describe('With `excluded`: by which of them'),
      }),
    ),
    more: Count.describe('Not counted either, and not named here'),
    findings: z.array(z.object({ code: z.enum(FINDING_CODES), detail: z.string(), events: z.array(Reference) })),
  })
  .meta({ id: 'ServiceHealth' })

export const DataHealth = z
  .object({
    engagement: z.string(),
    at: Timestamp,
    from: Timestamp,
    to: Timestamp,
    complete_until: Timestamp.nullable().describe('Everything received before this instant is in `received`'),
    received: z.array(ReceivedFrom).describe('What came in the time asked about, by service, type and source'),
    services: z.array(Linked),
    excluded: z
      .array(
        z.object({
          id: z.string(),
          category: z.enum(EXCLUSION_CATEGORIES),
          from: Timestamp,
          to: Timestamp,
          services: z.array(z.string()).nullable().describe('Null: every one'),
          objectives: z.array(z.string()).nullable().describe('Null: every one with a window'),
          reason: z.string(),
          proposed_by: Party.nullable(),
          approved_by: Party.nullable(),
        }),
      )
      .describe('Time that both parties took out of the one asked about: silence in it is no finding'),
    silent: z
      .array(ReceivedFrom.extend({ usual_interval: z.string().describe('ISO 8601') }))
      .describe('Sources that have been silent for much longer than they usually are, in the last 90 days'),
    never_received: z
      .array(
        z.object({
          service: z.string(),
          objective: z.string(),
          events: z.array(z.string()).describe('Types its indicator reads'),
          owed_by: z.union([Party, z.literal('both')]),
        }),
      )
      .describe('Agreed objectives that no event was received for in the last 90 days'),
  })
  .meta({ id: 'DataHealth' })
export type DataHealth = z.output<typeof DataHealth>
