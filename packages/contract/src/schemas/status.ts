import { CommitSha, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { AgreementCitation, Evaluation, NotJudged, ObjectiveResult } from './evaluation.ts'
import { Timestamp } from './primitives.ts'
import { list } from './query.ts'

const OpenBreach = z.object({
  id: z.string(),
  objective: z.string(),
  opened_at: Timestamp,
  status: z.enum(['open', 'acknowledged']),
})

export const ServiceStatus = z
  .object({
    service: ServiceName,
    provisional: z.boolean(),
    objectives: z
      .array(ObjectiveResult)
      .describe('Worst first: window objectives now, change objectives at the last merge'),
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
