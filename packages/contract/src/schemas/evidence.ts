import * as z from 'zod'
import { Party } from './primitives.ts'

const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type)

const Baseline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('base'), commit_sha: z.string() }),
  z.object({ kind: z.literal('ancestor'), commit_sha: z.string(), asked_for: z.string().nullable() }),
])

const EvidenceCase = z.object({
  events: z.array(z.string()),
  value: z.number().describe('In the unit of the result'),
  commit: optional(z.string()),
  pull_request: optional(z.int()),
})

/** Where a figure comes from, as it travels. */
export const Evidence = z
  .object({
    formula: z.string(),
    events: optional(z.array(z.string())).describe('References of the events counted: `GET /events/{reference}`'),
    more: optional(z.int()),
    failed: optional(
      z.array(
        z.object({
          deployment: z.string(),
          rule: z.enum(['named_by_incident', 'rolled_back_or_fixed', 'status', 'presumed']),
          by: z.array(z.string()),
        }),
      ),
    ),
    not_counted: optional(
      z.array(
        z.object({
          event: z.string(),
          reason: z.enum([
            'redeploy',
            'cancelled',
            'failed_before_production',
            'negative_span',
            'first_deployment',
            'start_unknown',
            'before_agreement',
            'incident_cancelled',
            'agreed_elsewhere',
            'reviewer_unknown',
            'unit_mismatch',
            'excluded',
            'overturned',
          ]),
        }),
      ),
    ),
    exclusions: optional(
      z.array(z.object({ id: z.string(), category: z.string(), from: z.string(), to: z.string(), reason: z.string() })),
    ).describe('Time that both parties took out of this window, oldest first'),
    presumed_until: optional(z.string()).describe(
      'Links that are presumed and can still be rebutted: until then they neither block nor cost anything',
    ),
    ungated: optional(z.array(z.object({ deployment: z.string(), commit: z.string().nullable() }))).describe(
      'Deployments with a commit that was not gated before the merge, and the first such commit',
    ),
    case: optional(EvidenceCase).describe('The case that the figure is: a percentile and the worst are real ones'),
    open: optional(z.array(EvidenceCase)).describe('Cases that go on past what was promised, counted with their age'),
    reported_by: optional(z.array(Party)).describe('Self-reported, by these'),
    uncovered: optional(z.array(z.object({ path: z.string(), lines: z.array(z.int()) }))),
    carried_forward: optional(z.array(z.object({ flag: z.string(), commit_sha: z.string().nullable() }))).describe(
      'Flags in the figure that were measured at another commit',
    ),
    baseline: optional(Baseline),
    pooled: optional(z.array(z.object({ from: z.string(), to: z.string(), samples: z.number() }))),
  })
  .meta({ id: 'Evidence' })
