import { ServiceName, Time, WAIVER_STATUSES } from '@plumbline/core'
import * as z from 'zod'
import { EngineBy, PartyBy, statement } from './decision.ts'
import { Timestamp } from './primitives.ts'
import { cursor, instant, limit, list } from './query.ts'

const WaiverStatus = z.enum(WAIVER_STATUSES).meta({ id: 'WaiverStatus' })

/** core's Waiver as it travels; `mirror.test.ts` fails to compile where the two differ. */
export const Waiver = z
  .object({
    kind: z.literal('waiver'),
    id: z.string(),
    at: Timestamp.describe('When it was asked for'),
    revision: z.int(),
    status: WaiverStatus,
    objective: z.string(),
    service: z.string().nullable().describe('Null: every service'),
    breach: z.string().nullable().describe('The one breach it is about; null: whatever goes wrong while it holds'),
    from: Timestamp.nullable().describe(
      'From when on it holds: not before it is approved, for a breach since that opened. Null until then',
    ),
    expires_at: Timestamp.describe('Exclusive'),
    ended_at: z.exactOptional(Timestamp).describe('When it ended: at its expiry, or when it was revoked before'),
    reason: z.string(),
    requested_by: PartyBy,
    timeline: z.array(
      z.object({
        at: Timestamp,
        kind: WaiverStatus,
        by: z.union([PartyBy, EngineBy]),
        note: z.exactOptional(z.string()),
      }),
    ),
  })
  .meta({ id: 'Waiver' })

const Name = z.string().min(1).max(100)

/** One breach, or an objective from now on. */
export const NewWaiver = z
  .strictObject({
    breach: z.string().min(1).max(200).optional().describe('Id of the one breach to waive; says objective and service'),
    objective: Name.optional().describe('Id of the objective; left out with `breach`'),
    service: ServiceName.optional().describe('Absent: every service; left out with `breach`'),
    from: Time.optional().describe('Absent: as soon as it is approved; left out with `breach`'),
    expires_at: Time.describe('In the future, and at most a year ahead'),
    reason: statement.describe('Why the other party should not count it'),
  })
  .meta({ id: 'NewWaiver' })
export type NewWaiver = z.output<typeof NewWaiver>

export const WaiverQuery = z.strictObject({
  status: list(WaiverStatus, 'Status'),
  objective: list(Name, 'Id of the objective'),
  service: list(ServiceName, 'Service; those for every service are about each of them'),
  breach: list(z.string().min(1).max(200), 'Id of the breach'),
  from: instant('Asked for at or after'),
  to: instant('Asked for before'),
  limit,
  cursor,
})
