import { BREACH_STATUSES, EnvironmentName, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { ObjectiveResult } from './evaluation.ts'
import { Hash, line, Party, Timestamp } from './primitives.ts'
import { cursor, instant, limit, list } from './query.ts'

const BreachStatus = z.enum(BREACH_STATUSES).meta({ id: 'BreachStatus' })

const BreachTransition = z
  .object({
    at: Timestamp,
    kind: z.enum(['opened', 'reopened', 'acknowledged', 'resolved']),
    by: z.union([z.object({ party: Party, key: z.string(), name: z.string() }), z.object({ engine: z.literal(true) })]),
    evaluation_id: z.exactOptional(z.string()),
    value: z.exactOptional(z.number().nullable()),
    display: z.exactOptional(z.string()),
    note: z.exactOptional(z.string()),
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
    value: z.number().nullable(),
    display: z.string(),
    target: z.string(),
    opened_by: ObjectiveResult,
    timeline: z.array(BreachTransition).describe('Oldest first'),
  })
  .meta({ id: 'Breach' })

/** A row of the list: the breach without its evidence and timeline. */
export const BreachRow = Breach.omit({ opened_by: true, timeline: true }).meta({ id: 'BreachRow' })
export type BreachRow = z.output<typeof BreachRow>

const word = z.string().min(1).max(100)
const number = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)

export const BreachQuery = z.strictObject({
  service: list(ServiceName, 'Service'),
  environment: list(EnvironmentName, 'Environment'),
  indicator: list(word, 'Key of the indicator'),
  objective: list(word, 'Id of the objective in the agreement'),
  severity: list(z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']), 'Severity of the incident'),
  status: list(z.enum(BREACH_STATUSES), 'Status'),
  agreement_version: list(number, 'Version of the agreement that judged'),
  pr: list(number, 'Number of the pull request'),
  from: instant('Opened at or after'),
  to: instant('Opened before'),
  sort: z.enum(['-opened_at', 'opened_at']).default('-opened_at').meta({ description: '`-`: newest first' }),
  limit,
  cursor,
})
export type BreachQuery = z.output<typeof BreachQuery>

export const Acknowledge = z.strictObject({ note: line(1_000).optional() }).meta({ id: 'Acknowledge' })
