import { CommitSha, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { AgreementCitation, Evaluation, NotJudged, ObjectiveResult } from './evaluation.ts'
import { Timestamp } from './primitives.ts'
import { list } from './query.ts'

const OpenBreach = z.object({
  id: z.string(),
  objective: z.string(),
  opened_at: Timestamp,
  status: z
    .enum(['open', 'acknowledged', 'disputed', 'waived'])
    .describe('A disputed one counts until it is ruled; a waived one comes back where its waiver ends too early'),
})

const LastPeriod = z
  .object({
    objective: z.string(),
    period: z.string().describe('Local date on which it began'),
    label: z.string(),
    from: Timestamp,
    to: Timestamp.describe('Exclusive'),
    state: z
      .enum(['provisional', 'final'])
      .describe('What is told late still changes what is provisional; what is final nothing changes'),
    final_from: Timestamp.describe('When it becomes final, or became so at the latest, unless a dispute holds it open'),
    status: ObjectiveResult.shape.status,
    value: z.number().nullable(),
    display: z.string(),
    target: z.string(),
    samples: z.int(),
    agreement_version: z.int().nullable().describe('That judged it'),
    breach_id: z.exactOptional(z.string()),
  })
  .meta({ id: 'LastPeriod' })

export const ServiceStatus = z
  .object({
    service: ServiceName,
    provisional: z.boolean(),
    objectives: z
      .array(ObjectiveResult)
      .describe('Worst first: window objectives now, change objectives at the last merge'),
    previous: z
      .array(LastPeriod)
      .describe('Of objectives over calendar windows the last window that is over, where it has been judged'),
    not_judged: z.array(NotJudged),
    notes: Evaluation.shape.notes,
    last_merge: z
      .object({ evaluation_id: z.string(), commit_sha: CommitSha, at: Timestamp })
      .nullable()
      .describe('Where the change objectives were judged; null where nothing was merged yet'),
    open_breaches: z.array(OpenBreach),
  })
  .meta({ id: 'ServiceStatus' })
export type ServiceStatus = z.output<typeof ServiceStatus>

export const Status = z
  .object({
    engagement: z.string(),
    title: z.string(),
    at: Timestamp,
    agreement: AgreementCitation.nullable().describe('In force now; null where none is'),
    services: z.array(ServiceStatus).describe('Worst first'),
  })
  .meta({ id: 'Status' })
export type Status = z.output<typeof Status>

export const StatusQuery = z.strictObject({ service: list(ServiceName, 'Service') })
export type StatusQuery = z.output<typeof StatusQuery>
