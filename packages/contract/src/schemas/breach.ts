import {
  ATTRIBUTIONS,
  BREACH_STATUSES,
  DISPUTE_STATUSES,
  EnvironmentName,
  ROOT_CAUSES,
  ServiceName,
} from '@plumbline/core'
import * as z from 'zod'
import { Ruling, SettledBy, SpokenBy } from './decision.ts'
import { MissedClock, ObjectiveResult } from './evaluation.ts'
import { Hash, Timestamp } from './primitives.ts'

const BreachStatus = z.enum(BREACH_STATUSES).meta({ id: 'BreachStatus' })

export const RootCause = z
  .enum(ROOT_CAUSES)
  .meta({ id: 'RootCause', description: 'Kind of root cause, in the words of the party that states it' })

export const Attribution = z.enum(ATTRIBUTIONS).meta({
  id: 'Attribution',
  description: 'Whose doing it was, in the eyes of the party that says so; it settles nothing',
})

const BreachTransition = z
  .object({
    at: Timestamp,
    kind: z.enum([
      'opened',
      'reopened',
      'counted',
      'acknowledged',
      'noted',
      'root_cause',
      'resolved',
      'exempted',
      'waived',
      'waiver_ended',
      'disputed',
      'answered',
      'dispute_withdrawn',
      'ruling_stated',
      'ruled',
    ]),
    by: z.union([SpokenBy, z.object({ engine: z.literal(true) })]),
    evaluation_id: z.exactOptional(z.string()),
    value: z.exactOptional(z.number().nullable()),
    display: z.exactOptional(z.string()),
    note: z.exactOptional(z.string()).describe('What the party said; may have several lines'),
    cause: z
      .exactOptional(
        z.object({
          category: z.exactOptional(RootCause),
          attribution: z.exactOptional(Attribution),
          agrees_with: z
            .exactOptional(Timestamp)
            .describe('It is the other party’s statement of that instant, and this party agrees with it'),
        }),
      )
      .describe('With `root_cause`: what the party holds for the reason'),
    waiver: z.exactOptional(z.string()),
    dispute: z.exactOptional(z.string()),
    ruling: z.exactOptional(Ruling),
    settled_by: z.exactOptional(SettledBy),
  })
  .meta({ id: 'BreachTransition' })

/** core's Breach as it travels; `mirror.test.ts` fails to compile where the two differ. */
export const Breach = z
  .object({
    id: z.string(),
    objective: z.string(),
    title: z.string(),
    clause: z.string().nullable(),
    indicator: z.string(),
    scope: z.enum(['change', 'window', 'clock']),
    service: ServiceName,
    environment: EnvironmentName,
    severity: z.exactOptional(z.string()),
    status: BreachStatus,
    beneath: z
      .exactOptional(z.enum(['open', 'acknowledged', 'resolved', 'overturned']))
      .describe('What it is apart from the dispute or the waiver that `status` tells of'),
    waiver: z
      .exactOptional(z.object({ id: z.string(), expires_at: Timestamp }))
      .describe('The waiver that it is under'),
    dispute: z
      .exactOptional(
        z.object({
          id: z.string(),
          status: z.enum(DISPUTE_STATUSES),
          answer_due_at: Timestamp,
          agree_by: z.exactOptional(Timestamp),
          ruling: z.exactOptional(Ruling),
        }),
      )
      .describe('The last dispute about it'),
    contractual: z.boolean(),
    enforcement: z.enum(['observe', 'warn', 'block']),
    owed_by: z.enum(['client', 'vendor', 'both']),
    agreement_version: z.int(),
    agreement_hash: Hash,
    opened_at: Timestamp,
    acknowledged_at: z.exactOptional(Timestamp),
    resolved_at: z.exactOptional(Timestamp),
    window: ObjectiveResult.shape.window.unwrap().optional(),
    commit_sha: z.exactOptional(z.string()),
    pr: z.exactOptional(z.int()),
    value: z
      .number()
      .nullable()
      .describe('Of a clock as of now, or as it ended; of a window as it was judged last, once it is over'),
    display: z.string(),
    target: z.string(),
    opened_by: ObjectiveResult.describe('With the figure of the moment at which it became a breach'),
    clock: z.exactOptional(MissedClock).describe('The clock that it was opened for, as it is now'),
    timeline: z.array(BreachTransition).describe('Oldest first'),
  })
  .meta({ id: 'Breach' })

/** A row of the list: the breach without its evidence and timeline. */
export const BreachRow = Breach.omit({ opened_by: true, clock: true, timeline: true }).meta({ id: 'BreachRow' })
export type BreachRow = z.output<typeof BreachRow>
