import { CommitSha, EnvironmentName, GATE_EVENTS, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { Evaluation } from './evaluation.ts'
import { EventResult, Events } from './event.ts'
import { line, tidied } from './primitives.ts'
import { cursor, instant, limit, list } from './query.ts'

const Label = line(100)

export const GateBody = z
  .strictObject({
    service: ServiceName,
    event: z.enum(GATE_EVENTS).describe('What in CI asks'),
    commit_sha: CommitSha,
    base_sha: CommitSha.optional(),
    ancestors: z.array(CommitSha).max(20).optional().describe('First parents of the base, nearest first'),
    ref: line(250).optional(),
    default_branch: line(250).optional().describe('Branch whose pushes are merges; absent: main or master'),
    environment: EnvironmentName.optional(),
    pull_request: z
      .strictObject({
        number: z.int().min(1).max(1_000_000_000),
        title: tidied(300),
        author: line(100),
        labels: z.array(tidied(100)).max(64).default([]),
      })
      .optional(),
    exempt: z
      .strictObject({ reason: line(500).optional(), label: Label.optional(), set_by: line(100).optional() })
      .optional(),
    rolls_back: line(300).optional().describe('deployment_id being undone: never blocked'),
    fixes_incident: line(300).optional().describe('incident_id being remedied: never blocked'),
    expect: z
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe('Uploads of this commit and service in all, each a flag or the one without: fewer judge nothing yet'),
    finalize: z
      .boolean()
      .optional()
      .describe('No more uploads come: where fewer than `expect` are there, `on_no_data` decides'),
    carry_forward: z
      .union([z.literal(true), z.array(line(64)).min(1).max(64)])
      .optional()
      .describe(
        'Flags whose coverage is taken from the base, where this commit did not upload them; `true`: all that are known',
      ),
    run: line(200).optional().describe('Names the CI run; the same again answers the same evaluation'),
    events: Events.optional(),
  })
  .meta({ id: 'GateRequest' })
export type GateBody = z.output<typeof GateBody>

export const GateAnswer = Evaluation.extend({
  events: z.array(EventResult).describe('What became of the events in the request, in order'),
  markdown: z.string().describe('The verdict as a pull request comment'),
}).meta({ id: 'GateAnswer' })
export type GateAnswer = z.output<typeof GateAnswer>

export const EvaluationRow = Evaluation.omit({ objectives: true, exempted: true, not_judged: true, notes: true })
  .extend({
    objectives: z.array(
      Evaluation.shape.objectives.element.pick({ id: true, status: true, blocking: true, display: true, target: true }),
    ),
  })
  .meta({ id: 'EvaluationRow' })
export type EvaluationRow = z.output<typeof EvaluationRow>

export const EvaluationQuery = z.strictObject({
  service: list(ServiceName, 'Service'),
  verdict: list(z.enum(['pass', 'warn', 'fail']), 'Verdict'),
  event: list(z.enum(GATE_EVENTS), 'What asked'),
  from: instant('Judged at or after'),
  to: instant('Judged before'),
  sort: z.enum(['-at', 'at']).default('-at').meta({ description: '`-`: newest first' }),
  limit,
  cursor,
})

export type EvaluationQuery = z.output<typeof EvaluationQuery>
