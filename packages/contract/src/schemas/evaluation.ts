import { CommitSha, EnvironmentName, GATE_EVENTS, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { Evidence } from './evidence.ts'
import { LedgerHead } from './ledger.ts'
import { Note, ReliefView } from './note.ts'
import { Party, Timestamp } from './primitives.ts'

/* core's Evaluation as it travels; `mirror.test.ts` fails to compile where the two differ. */

export const Verdict = z
  .enum(['pass', 'warn', 'fail'])
  .meta({ id: 'Verdict', description: 'A breach is no error: it is a 200 with `fail`' })

export const ObjectiveStatus = z
  .enum(['met', 'at_risk', 'breached', 'waived', 'excluded', 'no_data', 'not_in_force'])
  .meta({ id: 'ObjectiveStatus' })

const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type)

const WindowView = z
  .object({
    kind: z.union([
      z.enum(['calendar week', 'calendar month', 'calendar quarter']),
      z.templateLiteral(['rolling ', z.number(), 'd']),
    ]),
    from: Timestamp,
    to: Timestamp.describe('Exclusive'),
    period: z.string().describe('Local date that names it: its first day, or the day a rolling window ends on'),
    environments: z.array(EnvironmentName).describe('Counted: those that are production by the agreement'),
    label: z.string(),
    provisional: z.boolean().describe('The window has not ended, or late facts may still change it'),
    partial: z.boolean().describe('The objective came into force inside the window'),
  })
  .meta({ id: 'Window' })

const Release = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledged') }),
  z.object({ kind: z.literal('next_window') }),
  z.object({ kind: z.literal('good_deployments'), count: z.int() }),
])

const TargetBounds = z.union([
  z.object({ op: z.enum(['>=', '<=', '>', '<', '==']), value: z.number() }),
  z.object({ low: z.number(), high: z.number() }),
  z.object({ relative: z.string() }),
])
const WaiverView = z.object({ id: z.string(), expires_at: z.string(), reason: z.string() })

export const MissedClock = z
  .object({
    incident: z.array(z.string()).describe('Short forms of its names; the one it began under first'),
    run: z.int().describe('0, or one more for every opening after the reopen window'),
    severity: z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']),
    started_at: z.string(),
    due_at: z.string(),
    breached_at: z.string(),
    ended_at: z.string().nullable().describe('Null while it goes on'),
    value: z.number().describe('In the unit of the result'),
    display: z.string(),
    margin: z.string(),
    paused_seconds: z.number(),
    events: z.array(z.string()).describe('What ended it first, then what began it'),
    waiver: optional(WaiverView).describe('Permission not to count it'),
    judged_by: optional(
      z.object({
        agreement_version: z.int().nullable(),
        agreement_hash: optional(z.string()),
        target: z.string(),
        target_bounds: TargetBounds,
        enforcement: z.enum(['block', 'warn', 'observe']),
      }),
    ).describe('The version in force when its incident began, where that is not the one that the result cites'),
  })
  .meta({ id: 'MissedClock' })

export const BaselineView = z
  .object({
    id: z.string(),
    phase: z.string(),
    from: z.string(),
    until: z.string(),
    value: z.number().nullable().describe('In the unit of the result; null where it was too little to judge by'),
    display: z.string(),
    samples: z.number(),
    needed: optional(z.number()),
  })
  .meta({ id: 'BaselineView', description: 'The frozen figure that a relative target was made of' })

const Budget = z
  .object({
    unit: z.enum(['count', 's']).describe('Events, or seconds'),
    allowed: z.number(),
    used: z.number(),
    remaining: z.number().describe('Below 0 where more was used than was allowed'),
    remaining_percent: z.number().nullable().describe('Null where nothing was allowed'),
    burn_rate: z
      .number()
      .nullable()
      .describe('How many times faster than allowed it is being used in this window; null where nothing is allowed'),
    in_words: z.string(),
    burning: optional(
      z.object({
        long: z.string(),
        short: z.string(),
        factor: z.number(),
        long_rate: z.number(),
        short_rate: z.number(),
      }),
    ).describe('Used up too fast lately, over a longer and a shorter time: the result is `at_risk`'),
  })
  .meta({ id: 'Budget', description: 'How much failure the window still allows' })

export const ObjectiveResult = z
  .object({
    id: z.string(),
    clause: z.string().nullable(),
    title: z.string(),
    indicator: z.string(),
    unit: z.string(),
    scope: z.enum(['change', 'window', 'clock']),
    status: ObjectiveStatus,
    enforcement: z.enum(['observe', 'warn', 'block']).describe('After the phase’s cap'),
    blocking: z.boolean().describe('This objective alone makes the verdict `fail`'),
    not_blocking: optional(
      z.enum([
        'observed',
        'warns_only',
        'phase',
        'not_on_this_event',
        'released',
        'rollback_or_fix',
        'presumed_links_only',
        'first_introduction',
      ]),
    ),
    release: optional(Release).describe('How a block of deployments ends, where the agreement says so'),
    no_data_reason: optional(
      z.enum([
        'no_report',
        'not_in_report',
        'nothing_to_cover',
        'below_min_lines',
        'no_baseline',
        'no_tests',
        'no_events',
        'too_few_samples',
        'window_too_young',
        'not_watched',
        'partly_observed',
        'unreported',
        'no_target',
        'unit_mismatch',
        'needs_server',
        'uploads_awaited',
        'uploads_missing',
      ]),
    ),
    statistic: optional(z.string()).describe('How several cases were made into one figure; `each`: the worst of them'),
    value: z
      .number()
      .nullable()
      .describe('Unrounded, in `unit`; durations in seconds. Null where nothing was measured, or nothing happened'),
    display: z.string().describe('For people; `0 cases` where nothing happened'),
    target: z.string(),
    target_bounds: TargetBounds.describe(
      'The target for machines, in `unit`; a band has both ends; one that waits for its baseline is told as it was agreed',
    ),
    warn: optional(z.string()),
    baseline: optional(BaselineView),
    baseline_due: optional(z.object({ phase: z.string(), until: z.string() })).describe(
      'The target waits for the figures of this phase',
    ),
    margin: z.string(),
    samples: z.number(),
    needed: optional(z.number()),
    numerator: optional(z.number()),
    denominator: optional(z.number()),
    interval: optional(z.object({ low: z.number(), high: z.number() })).describe(
      'Wilson score interval at 95 %, in %, beside a rate of counted events',
    ),
    budget: optional(Budget),
    forecast: optional(z.object({ breaches_at: z.string(), in_words: z.string() })).describe(
      'Where it is going, if what happened lately goes on',
    ),
    window: optional(WindowView),
    clocks: optional(z.array(MissedClock)).describe(
      'Of incident clocks that must hold one by one: those that were too late in this window',
    ),
    more_clocks: optional(z.int()).describe('How many more there are than are told: each is a breach of its own'),
    trend: optional(z.array(z.object({ at: z.string(), value: z.number().nullable() }))),
    counter: optional(z.array(z.object({ indicator: z.string(), title: z.string(), display: z.string() }))),
    waiver: optional(WaiverView).describe('Missed, and permitted by the other party until then'),
    excluded: optional(
      z.object({
        by: z.enum(['exclusion', 'ruling']),
        ids: z.array(z.string()).describe('Exclusions, or the dispute'),
        reason: optional(z.string()),
        breach_id: optional(z.string()),
      }),
    ).describe('With the status `excluded`: by what'),
    owed_by: z.enum(['client', 'vendor', 'both']),
    agreement_version: z.int().nullable(),
    agreement_hash: optional(z.string()).describe('Of the version that judged, where that is not the cited one'),
    breach_id: optional(z.string()),
    evidence: Evidence,
    evidence_url: optional(z.string()),
  })
  .meta({ id: 'ObjectiveResult' })

export const AgreementCitation = z
  .object({
    version: z.int().nullable(),
    hash: z.string(),
    title: z.string(),
    phase: z.object({ name: z.string(), until: z.string().nullable() }).nullable(),
    parties: z.record(Party, z.string()),
    time_zone: z.string(),
    exempt_label: optional(z.string()).describe('Lets a change pass, where somebody else than its author set it'),
  })
  .meta({ id: 'AgreementCitation' })

const ExemptionView = z
  .discriminatedUnion('status', [
    z.object({
      status: z.literal('granted'),
      by: z.string(),
      how: z.enum(['label', 'reason']),
      detail: z.string(),
      used: z.int().nullable(),
      max: z.int(),
      follow_up_by: optional(Timestamp).describe('What was skipped is made up for until then'),
      since: optional(z.object({ evaluation: z.string(), commit_sha: CommitSha, at: Timestamp })).describe(
        'Used before, for the same change and mostly another commit of it: this gate uses none',
      ),
    }),
    z.object({
      status: z.literal('refused'),
      reason: z.enum(['set_by_author', 'set_by_unknown', 'wrong_label', 'none_left', 'not_agreed']),
      detail: z.string(),
    }),
  ])
  .meta({ id: 'Exemption' })

export const NotJudged = z.object({
  id: z.string(),
  indicator: z.string(),
  reason: z.enum(['indicator_not_available']),
})

export const Evaluation = z
  .object({
    id: z.string(),
    at: Timestamp,
    service: ServiceName,
    event: z.enum(GATE_EVENTS),
    commit_sha: CommitSha,
    environment: optional(EnvironmentName),
    production: optional(z.literal(false)).describe('Only where the environment asked about is not production'),
    ref: optional(z.string()),
    pull_request: optional(z.object({ number: z.int(), title: z.string(), author: z.string() })),
    run: optional(z.string()),
    merged: z.boolean().describe('The change is on the default branch: a miss of it is a breach'),
    verdict: Verdict,
    verdict_without_exemption: optional(Verdict),
    provisional: z.boolean().describe('Some window in it can still change, or not all uploads are there'),
    uploads: optional(
      z.object({
        received: z.array(z.string()).describe('Flags; the empty one is the upload without a flag'),
        expected: z.int(),
        state: z.enum(['complete', 'awaited', 'missing']),
      }),
    ).describe('Of those that the gate was told to expect'),
    agreement: AgreementCitation.nullable(),
    objectives: z.array(ObjectiveResult).describe('Worst first'),
    not_judged: optional(z.array(NotJudged)),
    exempted: optional(ExemptionView),
    relieved: optional(ReliefView),
    local: optional(z.boolean()),
    notes: z.array(Note),
    ledger: optional(LedgerHead).describe('With what this gate decided; only in the answer to a gate'),
    url: optional(z.string()),
  })
  .meta({ id: 'Evaluation' })
