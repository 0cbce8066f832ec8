import * as z from 'zod'
import { DEPLOYMENT_STATUSES, INCIDENT_ACTIONS } from '../words.ts'
import { CommitSha, ServiceName, Severity, Time, text, Url } from './parts.ts'

const Commit = z.strictObject({ sha: CommitSha, committed_at: Time, merge: z.boolean().optional() })

export const Deployment = z
  .strictObject({
    deployment_id: text().describe('Names the deployment within its service and environment'),
    status: z.enum(DEPLOYMENT_STATUSES),
    started_at: Time.optional(),
    finished_at: Time.describe('The deployment belongs to the window of this instant'),
    commit_sha: CommitSha.optional().describe('Required, unless `version` says what was deployed'),
    commits: z.array(Commit).max(250).optional().describe('What this deployment ships for the first time'),
    version: text().optional().describe('What is running afterwards; without it the commit tells'),
    rolls_back: text()
      .optional()
      .describe('deployment_id of the deployment being undone, or `previous`: the last successful one there before'),
    fixes_incident: text().optional().describe('incident_id this deployment remedies'),
    reached_production: z
      .boolean()
      .optional()
      .describe('Default true; false for a pipeline that failed before production'),
    planned: z
      .boolean()
      .optional()
      .describe('Default true, but false for what rolls back or fixes: unplanned ones of those are rework'),
    work_items: z.array(text(100)).max(100).optional(),
    url: Url.optional(),
  })
  .refine((value) => value.commit_sha !== undefined || (value.version !== undefined && value.commits === undefined), {
    message: 'is required, unless `version` is given and `commits` are not',
    path: ['commit_sha'],
  })

export const Incident = z.strictObject({
  incident_id: text().describe('Joins the actions of one incident, in any order of arrival'),
  severity: Severity.describe('How bad it is by what is known at this action; the worst ever said counts'),
  action: z
    .enum(INCIDENT_ACTIONS)
    .describe(
      'What happened to it; the other party agrees to a milder severity, to `cancelled` or to an attribution by sending the same',
    ),
  at: Time.describe('When the action happened'),
  reason: text()
    .optional()
    .describe(
      'Why; needed where no deployment caused it, or where it pauses: there one of the agreement’s `pause_reasons`',
    ),
  caused_by_deployment: text()
    .optional()
    .describe('deployment_id that caused it, or `none` (with a reason) where no deployment did'),
  affects: z.array(ServiceName).max(20).optional().describe('Other services this incident concerns'),
  same_as: text().optional().describe('incident_id of the incident this one repeats'),
  attribution: z
    .enum(['vendor', 'client', 'third_party'])
    .optional()
    .describe(
      'Whose doing it was, in the eyes of the sender; blaming another takes the word of the other party, and a party withdraws its own by sending another',
    ),
  actor_kind: z.enum(['human', 'bot']).optional().describe('Default human; a bot’s acknowledgement does not count'),
  title: text().optional(),
  url: Url.optional(),
  actor: text(100).optional(),
})
