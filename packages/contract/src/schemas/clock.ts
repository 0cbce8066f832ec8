import { ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { Party, Timestamp } from './primitives.ts'
import { cursor, limit, list } from './query.ts'

const Duration = z.string().describe('ISO 8601')

const Stretch = z
  .object({
    from: Timestamp,
    to: Timestamp,
    state: z
      .enum(['open', 'special', 'closed', 'holiday', 'break', 'paused', 'stopped', 'excluded'])
      .describe('Only `open` and `special` (open by special hours) count'),
    reason: z.exactOptional(z.string()),
    counted: Duration,
    total: Duration.describe('What had counted when it ended'),
  })
  .meta({ id: 'Stretch' })

const Pending = z.object({
  what: z.enum(['severity', 'cancelled', 'attribution']),
  to: z.string(),
  at: Timestamp,
  accepted_at: Timestamp.nullable().describe('When silence accepts it'),
})

export const Clock = z
  .object({
    service: ServiceName,
    objective: z.string(),
    clause: z.string().nullable(),
    title: z.string(),
    indicator: z.string(),
    agreement_version: z.int().nullable(),
    incident: z.string().describe('As it was called when it began'),
    incident_title: z.string().nullable(),
    run: z.int().describe('0, or one more for every opening after the reopen window'),
    severity: z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']),
    state: z
      .enum(['running', 'paused', 'stopped', 'called_off', 'elsewhere'])
      .describe('`elsewhere`: agreed to be of another severity, or somebody else’s doing'),
    overdue: z.boolean().describe('It was too late, whatever happened since'),
    owed_by: z.union([Party, z.literal('both')]),
    calendar: z.string(),
    time_zone: z.string(),
    target: z.string(),
    started_at: Timestamp,
    started_from: z
      .enum(['agreed', 'next_known', 'reopened'])
      .describe('`next_known`: the agreed start was never told'),
    due_at: Timestamp.nullable().describe('While it is paused: as if it went on now'),
    breached_at: Timestamp.nullable(),
    ended_at: Timestamp.nullable(),
    elapsed: Duration,
    remaining: Duration.nullable().describe('Open time until it is due; below zero since it was'),
    paused: Duration,
    paused_since: Timestamp.nullable(),
    pause_reason: z.string().nullable(),
    pending: z.array(Pending).describe('What the other party has not agreed to yet; until then nothing changes'),
    events: z.array(z.string()).describe('References: what ended it, if anything, then what began it'),
    ended_too_early: z
      .exactOptional(z.array(z.string()))
      .describe('Events that tell an end before it began: one of the two times is wrong, and they end nothing'),
    explanation: z.exactOptional(z.array(Stretch)).describe('Where it was asked for: how its time came about'),
  })
  .meta({ id: 'Clock' })
export type Clock = z.output<typeof Clock>

export const ClockList = z
  .object({
    at: Timestamp,
    data: z.array(Clock),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'ClockList' })
export type ClockList = z.output<typeof ClockList>

export const ClockQuery = z.strictObject({
  state: list(
    z.enum(['running', 'overdue']),
    '`running`: those that go on, paused and overdue ones among them; `overdue`: those of them that are past due',
  ),
  service: list(ServiceName, 'Service'),
  incident: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .meta({ description: 'Only of this incident, and then those that have ended too' }),
  explain: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`true`: with how the time of each came about, interval by interval' }),
  sort: z.enum(['due_at', '-due_at']).default('due_at').meta({ description: '`-`: latest first' }),
  limit,
  cursor,
})
export type ClockQuery = z.output<typeof ClockQuery>
