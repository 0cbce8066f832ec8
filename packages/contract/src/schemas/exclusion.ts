import { EXCLUSION_CATEGORIES, EXCLUSION_STATUSES, ServiceName, Time } from '@plumbline/core'
import * as z from 'zod'
import { PartyBy, statement } from './decision.ts'
import { Timestamp } from './primitives.ts'
import { cursor, instant, limit, list } from './query.ts'

const ExclusionStatus = z.enum(EXCLUSION_STATUSES).meta({ id: 'ExclusionStatus' })

const ExclusionCategory = z.enum(EXCLUSION_CATEGORIES).meta({
  id: 'ExclusionCategory',
  description: 'Announced maintenance, what the client caused, or what nobody could help',
})

/** core's Exclusion as it travels; `mirror.test.ts` fails to compile where the two differ. */
export const Exclusion = z
  .object({
    kind: z.literal('exclusion'),
    id: z.string(),
    at: Timestamp.describe('When it was proposed'),
    revision: z.int(),
    status: ExclusionStatus,
    category: ExclusionCategory,
    from: Timestamp,
    to: Timestamp.describe('Exclusive, as it was agreed'),
    ended_at: z
      .exactOptional(Timestamp)
      .describe('When it was revoked: it ended then where it had begun, and never was where it had not'),
    services: z.array(z.string()).nullable().describe('Null: every service'),
    objectives: z.array(z.string()).nullable().describe('Of a window or a clock; null: all of them'),
    reason: z.string(),
    with_notice: z
      .boolean()
      .describe('Proposed before it began; maintenance that nobody announced stays downtime in `availability`'),
    proposed_by: PartyBy,
    timeline: z.array(
      z.object({ at: Timestamp, kind: ExclusionStatus, by: PartyBy, note: z.exactOptional(z.string()) }),
    ),
  })
  .meta({ id: 'Exclusion' })

const Name = z.string().min(1).max(100)

export const NewExclusion = z
  .strictObject({
    category: ExclusionCategory,
    from: Time.describe('At most a year ago or ahead'),
    to: Time.describe('Exclusive; at most a year after `from`'),
    services: z.array(ServiceName).min(1).max(100).optional().describe('Absent: every service'),
    objectives: z.array(Name).min(1).max(100).optional().describe('Of a window or a clock; absent: all of them'),
    reason: statement.describe('Why both sides should leave this time out'),
  })
  .meta({ id: 'NewExclusion' })
export type NewExclusion = z.output<typeof NewExclusion>

export const ExclusionQuery = z.strictObject({
  status: list(ExclusionStatus, 'Status'),
  category: list(ExclusionCategory, 'Category'),
  service: list(ServiceName, 'Service; those for every service are about each of them'),
  objective: list(Name, 'Id of the objective; those for every objective are about each of them'),
  from: instant('Proposed at or after'),
  to: instant('Proposed before'),
  limit,
  cursor,
})
