import * as z from 'zod'
import { parseInstant } from '../time/instant.ts'

const MAX_TEXT = 300

/** Names that come from outside and are shown again: one line, no control or direction-changing characters. */
const text = (max = MAX_TEXT) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u, 'must be one line without control characters')

export const Slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{1,62})[a-z0-9]$/, 'must be 3 to 64 of a-z, 0-9 and -, not starting or ending with -')

/** Names that become part of keys; `#` separates those. */
const keyPart = () =>
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,62}[A-Za-z0-9])?$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ / -')

export const ServiceName = keyPart()
export const EnvironmentName = keyPart()

/** RFC 3339 with an offset, e.g. `2026-12-01T09:30:00Z`. */
export const Time = z
  .string()
  .max(40)
  .refine(
    (value) => parseInstant(value) !== null,
    'must be an RFC 3339 time with its offset, e.g. 2026-12-01T09:30:00Z',
  )

export const CommitSha = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit SHA: 40 or 64 lowercase hex digits')

const Count = z.int().min(0).max(1_000_000_000)
const SourceId = text(200)

export const Covered = z
  .strictObject({ covered: Count, total: Count })
  .refine((value) => value.covered <= value.total, { message: 'covered must not exceed total', path: ['covered'] })

export const Severity = z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5'])

const Commit = z.strictObject({ sha: CommitSha, committed_at: Time, merge: z.boolean().optional() })

export const Deployment = z.strictObject({
  deployment_id: text().describe('Names the deployment within its service and environment'),
  status: z.enum(['success', 'failure', 'cancelled']),
  started_at: Time.optional(),
  finished_at: Time.describe('The deployment belongs to the window of this instant'),
  commit_sha: CommitSha,
  commits: z.array(Commit).max(250).optional().describe('What this deployment ships for the first time'),
  version: text().optional().describe('What is running afterwards; without it the commit tells'),
  rolls_back: text().optional().describe('deployment_id of the deployment being undone'),
  fixes_incident: text().optional().describe('incident_id this deployment remedies'),
  reached_production: z
    .boolean()
    .optional()
    .describe('Default true; false for a pipeline that failed before production'),
  planned: z.boolean().optional(),
  work_items: z.array(text(100)).max(100).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
})

export const INCIDENT_ACTIONS = [
  'started',
  'detected',
  'reported',
  'acknowledged',
  'unacknowledged',
  'responded',
  'paused',
  'resumed',
  'severity_changed',
  'reopened',
  'mitigated',
  'resolved',
  'cancelled',
] as const

export const Incident = z.strictObject({
  incident_id: text().describe('Joins the actions of one incident, in any order of arrival'),
  severity: Severity,
  action: z.enum(INCIDENT_ACTIONS),
  at: Time.describe('When the action happened'),
  reason: text().optional(),
  caused_by_deployment: text()
    .optional()
    .describe('deployment_id that caused it, or `none` (with a reason) where no deployment did'),
  affects: z.array(ServiceName).max(20).optional().describe('Other services this incident concerns'),
  same_as: text().optional().describe('incident_id of the incident this one repeats'),
  attribution: z.enum(['vendor', 'client', 'third_party']).optional(),
  actor_kind: z.enum(['human', 'bot']).optional().describe('Default human; a bot’s acknowledgement does not count'),
  title: text().optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  actor: text(100).optional(),
})

const Lines = z.array(z.int().min(1).max(10_000_000)).max(2_000)

export const Coverage = z.strictObject({
  commit_sha: CommitSha,
  base_sha: CommitSha.optional(),
  branch: text(250).optional(),
  flag: text(64).optional().describe('Names one of several uploads for a commit, e.g. `unit`'),
  lines: Covered,
  branches: Covered.optional(),
  functions: Covered.optional(),
  patch: z
    .strictObject({
      covered: Count,
      total: Count,
      uncovered: z
        .array(z.strictObject({ path: text(500), lines: Lines }))
        .max(200)
        .optional(),
    })
    .refine((value) => value.covered <= value.total, { message: 'covered must not exceed total', path: ['covered'] })
    .optional()
    .describe('Executable lines among the lines the change adds; `uncovered` may be shortened'),
  carried_forward: z.boolean().optional(),
})

export const TestRun = z
  .strictObject({
    commit_sha: CommitSha,
    flag: text(64).optional(),
    tests: Count,
    failures: Count.describe('Without errors'),
    errors: Count,
    skipped: Count,
    duration_ms: z.number().min(0).max(1e12).optional(),
  })
  .refine((value) => value.failures + value.errors + value.skipped <= value.tests, {
    message: 'failures, errors and skipped together must not exceed tests',
    path: ['tests'],
  })

const envelope = {
  id: SourceId.describe('Unique in its source, for ever: the same id again is the same event'),
  source: SourceId.describe('Who observed it, URI-like, e.g. `github.com/acme/checkout-api/actions`'),
  time: Time.describe('When it happened'),
  service: ServiceName,
  environment: EnvironmentName.optional().describe('Absent: production'),
  corrects: SourceId.optional().describe('id of the event of the same source that this one replaces'),
  origin: z.enum(['observed', 'reconstructed', 'self-reported']).optional(),
}

/** One observation as it is posted. Unknown fields are refused: a misspelt field would otherwise be lost unseen. */
export const Event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('deployment'), ...envelope, data: Deployment }),
  z.strictObject({ type: z.literal('incident'), ...envelope, data: Incident }),
  z.strictObject({ type: z.literal('coverage'), ...envelope, data: Coverage }),
  z.strictObject({ type: z.literal('test_run'), ...envelope, data: TestRun }),
])
export type Event = z.output<typeof Event>
export type DeploymentEvent = Extract<Event, { type: 'deployment' }>
export type IncidentEvent = Extract<Event, { type: 'incident' }>
export type CoverageEvent = Extract<Event, { type: 'coverage' }>
export type TestRunEvent = Extract<Event, { type: 'test_run' }>
