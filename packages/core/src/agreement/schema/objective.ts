import * as z from 'zod'
import { FINDING_CATEGORIES, FINDING_SEVERITIES, SEVERITIES } from '../../events/words.ts'
import {
  DEFAULT_BREACH_FLOOR,
  DEFAULT_CLOCK_STATISTIC,
  DEFAULT_ENFORCEMENT,
  DEFAULT_INCIDENT_RULES,
  DEFAULT_MIN_LINES,
  DEFAULT_OWED_BY,
  DEFAULT_REOPEN_WINDOW,
  DEFAULT_STARTS,
  DEFAULT_WINDOW_STATISTIC,
} from '../defaults.ts'
import { DurationText, line, Name, PercentText, ServiceName, TargetText, ThresholdText } from './text.ts'

export { SEVERITIES }
export const Severity = z.enum(SEVERITIES)
export const Stage = z.enum(['build', 'launch', 'live'])
export const STARTS = ['started', 'detected', 'reported', 'first-known'] as const
export const BLOCK_ON = ['pull_request', 'merge_group', 'push', 'deployment'] as const

const RELEASE_FORMS = 'acknowledged, next_window or { good_deployments: N }'

export const Release = z.union(
  [
    z.enum(['acknowledged', 'next_window']),
    z.strictObject({
      good_deployments: z
        .int()
        .min(1, 'has to be at least 1')
        .max(1_000, 'is more than 1000')
        .describe('Successful deployments in a row after it'),
    }),
  ],
  { error: `is no release; write ${RELEASE_FORMS}` },
)

const CreditTier = z.strictObject({
  worse_than: ThresholdText.describe('In the target’s unit. A value worse than this earns the credit'),
  credit: PercentText.describe('Share of the month’s fee'),
})

const BonusTier = z.strictObject({
  better_than: ThresholdText.describe('In the target’s unit. A value better than this earns the bonus'),
  bonus: PercentText.describe('Share of the month’s fee'),
})

const STATISTIC = /^(?:mean|median|each|p[5-9]\d)$/

export const Objective = z.strictObject({
  title: line(200)
    .optional()
    .describe('For people; default: the indicator’s title, and what tells those apart that would share it'),
  clause: line(60).optional().describe('Where the contract says it; always in quotes, so that "5.10" stays 5.10'),
  indicator: line(80).describe('What is measured: a key of the catalogue, or `reported:<name>`'),
  services: z
    .array(ServiceName)
    .min(1, 'is empty; leave it out for all services')
    .max(100, 'has more than 100 services')
    .optional()
    .describe('Which services it binds; default: all. Judged and shown for each'),
  severity: z
    .array(z.enum([...SEVERITIES, ...FINDING_SEVERITIES]))
    .min(1, 'is empty; leave it out for the default')
    .max(5, 'has more than 5 severities')
    .optional()
    .describe(
      'Which severities it is about: of incidents `sev1` to `sev5` (`time-to-restore`: default `sev1` and `sev2`), of `findings` `critical` to `info` (default all but `info`)',
    ),
  category: z.enum(FINDING_CATEGORIES).optional().describe('For `findings`: which kind of trouble counts; default all'),
  window: line(40)
    .optional()
    .describe(
      '`calendar week`, `calendar month`, `calendar quarter` or `rolling Nd`; needed unless it is judged on each change',
    )
    .meta({ pattern: '^(calendar (week|month|quarter)|rolling \\d+d)$' }),
  target: TargetText.describe('What has to hold'),
  warn: TargetText.optional().describe('Stricter than the target; between the two the objective is at risk'),
  statistic: z
    .string()
    .regex(STATISTIC, 'is no statistic; write mean, median, p50 to p99 or each')
    .optional()
    .describe(
      `For durations: \`mean\`, \`median\`, \`p50\` to \`p99\` (nearest rank) or \`each\`; default \`${DEFAULT_WINDOW_STATISTIC}\`, for clocks \`${DEFAULT_CLOCK_STATISTIC}\`. For reported numbers the mean by the weight of their samples, and counts add up, unless it says otherwise`,
    ),
  calendar: Name.optional().describe('Opening hours for its durations; default: the agreement’s `calendar`'),
  starts: z
    .enum(STARTS)
    .optional()
    .describe(
      `When an incident clock starts; \`first-known\` is the earlier of detected and reported; default \`${DEFAULT_STARTS}\``,
    ),
  min_samples: z
    .int()
    .min(1, 'has to be at least 1')
    .max(1_000_000, 'is more than 1000000')
    .optional()
    .describe('Least number of events for a rate; default: as many as it takes that one event alone cannot breach it'),
  min_lines: z
    .int()
    .min(1, 'has to be at least 1')
    .max(1_000_000, 'is more than 1000000')
    .optional()
    .describe(`Added executable lines below which a change is shown, but not judged; default ${DEFAULT_MIN_LINES}`),
  enforcement: z
    .enum(['observe', 'warn', 'block'])
    .optional()
    .describe(`\`observe\` shows, \`warn\` warns, \`block\` fails the gate; default \`${DEFAULT_ENFORCEMENT}\``),
  block_on: z
    .array(z.enum(BLOCK_ON))
    .min(1, 'is empty; leave it out for the default')
    .max(4, 'has more than 4 events')
    .optional()
    .describe(
      'Which events it may block. Judged on a change: default `pull_request`, `merge_group` and `push`. Judged over a window: nothing, or `deployment` with `release`',
    ),
  release: Release.optional().describe(
    'How a blocked deployment becomes free again: `acknowledged`, `next_window` or `{ good_deployments: 3 }`',
  ),
  on_no_data: z
    .enum(['pass', 'warn', 'fail'])
    .optional()
    .describe(
      'Verdict where nothing was measured; default: a change without its report fails on push and merge group and warns elsewhere, a window warns',
    ),
  owed_by: z
    .enum(['vendor', 'client', 'both'])
    .optional()
    .describe(`Who has to keep it; default \`${DEFAULT_OWED_BY}\``),
  measured_by: z
    .array(line(200))
    .min(1, 'is empty; leave it out for all sources')
    .max(20, 'has more than 20 sources')
    .optional()
    .describe('Sources that count; what others say is shown beside it'),
  phase: Name.optional().describe('Enforcement begins with this phase; before it the objective is observed'),
  stage: Stage.optional().describe('Judged only while the agreement is in this stage'),
  credits: z
    .array(CreditTier)
    .min(1, 'is empty')
    .max(10, 'has more than 10 tiers')
    .optional()
    .describe('Service credits; the highest tier that applies counts'),
  bonuses: z
    .array(BonusTier)
    .min(1, 'is empty')
    .max(10, 'has more than 10 tiers')
    .optional()
    .describe('The other way round: what better than agreed earns'),
  chronic_below: ThresholdText.optional().describe('A window below this counts as chronic, see `consequences.chronic`'),
  degraded_weight: z
    .number()
    .min(0, 'has to be from 0 to 1')
    .max(1, 'has to be from 0 to 1')
    .optional()
    .describe('For `availability`: how much of degraded time counts as down, 0 to 1; default 0'),
  full_minutes: z
    .boolean()
    .optional()
    .describe(
      'For `availability`: each outage, which is down and degraded time without a break, counts its whole minutes only: 59 s count nothing, 2 min 59 s count 2 min; default false',
    ),
})

/** `incidents:`; how deployments and incidents are linked, and how incident clocks run. */
export const Incidents = z.strictObject({
  link_window: DurationText.optional().describe(
    'How long after a deployment an incident is presumed to be its doing; around the clock; default `24h`',
  ),
  link_severities: z
    .array(Severity)
    .max(5, 'has more than 5 severities')
    .optional()
    .describe(`Which severities are presumed so; default ${DEFAULT_INCIDENT_RULES.linkSeverities.join(' and ')}`),
  rollback_blames: z
    .enum(['rolled-back', 'skipped-to-target'])
    .optional()
    .describe(
      `Rolling V3 back to V1 over V2 blames V3 (\`rolled-back\`) or V2 (\`skipped-to-target\`); default \`${DEFAULT_INCIDENT_RULES.rollbackBlames}\``,
    ),
  failed_pipelines_count: z
    .boolean()
    .optional()
    .describe('A pipeline that failed before production is a failed deployment; default false'),
  reopen_window: DurationText.optional().describe(
    `Reopened within this, the same clock goes on without the closed time; default \`${DEFAULT_REOPEN_WINDOW.text}\``,
  ),
  breach_floor: DurationText.optional().describe(
    `Least time left after a reopening or a raised severity; default \`${DEFAULT_BREACH_FLOOR.text}\``,
  ),
  mitigated_stops_resolve: z.boolean().optional().describe('`mitigated` stops time-to-resolve; default false'),
  pause_reasons: z
    .array(line(60))
    .max(20, 'has more than 20 reasons')
    .optional()
    .describe('Reasons for which a clock may pause; default: none'),
})
