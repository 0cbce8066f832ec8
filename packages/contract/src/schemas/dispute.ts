import { DISPUTE_STATUSES, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { EngineBy, PartyBy, Ruling, SettledBy, SpokenBy } from './decision.ts'
import { Timestamp } from './primitives.ts'
import { cursor, instant, limit, list } from './query.ts'

const DisputeStatus = z.enum(DISPUTE_STATUSES).meta({ id: 'DisputeStatus' })

/** core's Dispute as it travels; `mirror.test.ts` fails to compile where the two differ. */
export const Dispute = z
  .object({
    kind: z.literal('dispute'),
    id: z.string(),
    at: Timestamp.describe('When the breach was disputed'),
    revision: z.int(),
    status: DisputeStatus,
    breach: z.string(),
    objective: z.string(),
    service: z.string(),
    opened_by: PartyBy,
    reason: z.string(),
    answer_due_at: Timestamp.describe('Until then the other party can answer; after it its silence counts'),
    silence: z.enum(['accepts', 'rejects']).describe('What silence on it means: the dispute is accepted, or rejected'),
    agree_by: z
      .exactOptional(Timestamp)
      .describe(
        'Until then both can give the same ruling, or the arbiter one; after it the breach stands. Absent in older ones',
      ),
    arbiter: z.string().nullable().describe('Who rules where the two don’t agree, by the agreement; null: nobody'),
    stated: z
      .object({
        client: z.exactOptional(Ruling),
        vendor: z.exactOptional(Ruling),
        arbiter: z.exactOptional(Ruling),
      })
      .describe('What each holds to be right, by its last word'),
    ruling: z.exactOptional(Ruling),
    settled_by: z.exactOptional(SettledBy),
    settled_at: z.exactOptional(Timestamp),
    timeline: z.array(
      z.object({
        at: Timestamp,
        kind: z.enum(['opened', 'answered', 'ruling_stated', 'ruled', 'withdrawn']),
        by: z.union([SpokenBy, EngineBy]),
        text: z.exactOptional(z.string()),
        ruling: z.exactOptional(Ruling),
        settled_by: z.exactOptional(SettledBy),
      }),
    ),
  })
  .meta({ id: 'Dispute' })

export const DisputeQuery = z.strictObject({
  status: list(DisputeStatus, 'Status'),
  objective: list(z.string().min(1).max(100), 'Id of the objective'),
  service: list(ServiceName, 'Service'),
  breach: list(z.string().min(1).max(200), 'Id of the breach'),
  from: instant('Disputed at or after'),
  to: instant('Disputed before'),
  limit,
  cursor,
})
