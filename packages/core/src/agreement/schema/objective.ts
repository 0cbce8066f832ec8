import * as z from 'zod/mini'
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
import {
  DurationText,
  described,
  line,
  Name,
  optional,
  PercentText,
  ServiceName,
  TargetText,
  ThresholdText,
} from './text.ts'

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
      good_deployments: described(
        z.int().check(z.minimum(1, 'has to be at least 1'), z.maximum(1_000, 'is more than 1000')),
        'Successful deployments in a row after it',
      ),
    }),
  ],
  { error: `is no release; write ${RELEASE_FORMS}` },
)

const CreditTier = z.strictObject({
  worse_than: described(ThresholdText, 'In the target’s unit. A value worse than this earns the credit'),
  credit: described(PercentText, 'Share of the month’s fee'),
})

const BonusTier = z.strictObject({
  better_than: described(ThresholdText, 'In the target’s unit. A value better than this earns the bonus'),
  bonus: described(PercentText, 'Share of the month’s fee'),
})

const STATISTIC = /^(?:mean|median|each|p[5-9]\d)$/

export const Objective = z.strictObject({
  title: optional(
    line(200),
    'For people; default: the indicator’s title, and what tells those apart that would share it',
  ),
  clause: optional(line(60), 'Where the contract says it; always in quotes, so that "5.10" stays 5.10'),
  indicator: described(line(80), 'What is measured: a key of the catalogue, or `reported:<name>`'),
  services: optional(
    z
      .array(ServiceName)
      .check(z.minLength(1, 'is empty; leave it out for all services'), z.maxLength(100, 'has more than 100 services')),
    'Which services it binds; default: all. Judged and shown for each',
  ),
  severity: optional(
    z
      .array(z.enum([...SEVERITIES, ...FINDING_SEVERITIES]))
      .check(z.minLength(1, 'is empty; leave it out for the default'), z.maxLength(5, 'has more than 5 severities')),
    'Which severities it is about: of incidents `sev1` to `sev5` (`time-to-restore`: default `sev1` and `sev2`), of `findings` `critical` to `info` (default all but `info`)',
  ),
  category: optional(z.enum(FINDING_CATEGORIES), 'For `findings`: which kind of trouble counts; default all'),
  window: optional(
    line(40),
    '`calendar week`, `calendar month`, `calendar quarter` or `rolling Nd`; needed unless it is judged on each change',
    { pattern: '^(calendar (week|month|quarter)|rolling \\d+d)$' },
  ),
  target: described(TargetText, 'What has to hold'),
  warn: optional(TargetText, 'Stricter than the target; between the two the objective is at risk'),
  statistic: optional(
    z.string().check(z.regex(STATISTIC, 'is no statistic; write mean, median, p50 to p99 or each')),
    `For durations: \`mean\`, \`median\`, \`p50\` to \`p99\` (nearest rank) or \`each\`; default \`${DEFAULT_WINDOW_STATISTIC}\`, for clocks \`${DEFAULT_CLOCK_STATISTIC}\`. For reported numbers the mean by the weight of their samples, and counts add up, unless it says otherwise`,
  ),
  calendar: optional(Name, 'Opening hours for its durations; default: the agreement’s `calendar`'),
  starts: optional(
    z.enum(STARTS),
    `When an incident clock starts; \`first-known\` is the earlier of detected and reported; default \`${DEFAULT_STARTS}\``,
  ),
  min_samples: optional(
    z.int().check(z.minimum(1, 'has to be at least 1'), z.maximum(1_000_000, 'is more than 1000000')),
    'Least number of events for a rate; default: as many as it takes that one event alone cannot breach it',
  ),
  min_lines: optional(
    z.int().check(z.minimum(1, 'has to be at least 1'), z.maximum(1_000_000, 'is more than 1000000')),
    `Added executable lines below which a change is shown, but not judged; default ${DEFAULT_MIN_LINES}`,
  ),
  enforcement: optional(
    z.enum(['observe', 'warn', 'block']),
    `\`observe\` shows, \`warn\` warns, \`block\` fails the gate; default \`${DEFAULT_ENFORCEMENT}\``,
  ),
  block_on: optional(
    z
      .array(z.enum(BLOCK_ON))
      .check(z.minLength(1, 'is empty; leave it out for the default'), z.maxLength(4, 'has more than 4 events')),
    'Which events it may block. Judged on a change: default `pull_request`, `merge_group` and `push`. Judged over a window: nothing, or `deployment` with `release`',
  ),
  release: optional(
    Release,
    'How a blocked deployment becomes free again: `acknowledged`, `next_window` or `{ good_deployments: 3 }`',
  ),
  on_no_data: optional(
    z.enum(['pass', 'warn', 'fail']),
    'Verdict where nothing was measured; default: a change without its report fails on push and merge group and warns elsewhere, a window warns',
  ),
  owed_by: optional(z.enum(['vendor', 'client', 'both']), `Who has to keep it; default \`${DEFAULT_OWED_BY}\``),
  measured_by: optional(
    z
      .array(line(200))
      .check(z.minLength(1, 'is empty; leave it out for all sources'), z.maxLength(20, 'has more than 20 sources')),
    'Sources that count; what others say is shown beside it',
  ),
  phase: optional(Name, 'Enforcement begins with this phase; before it the objective is observed'),
  stage: optional(Stage, 'Judged only while the agreement is in this stage'),
  credits: optional(
    z.array(CreditTier).check(z.minLength(1, 'is empty'), z.maxLength(10, 'has more than 10 tiers')),
    'Service credits; the highest tier that applies counts',
  ),
  bonuses: optional(
    z.array(BonusTier).check(z.minLength(1, 'is empty'), z.maxLength(10, 'has more than 10 tiers')),
    'The other way round: what better than agreed earns',
  ),
  chronic_below: optional(ThresholdText, 'A window below this counts as chronic, see `consequences.chronic`'),
  degraded_weight: optional(
    z.number().check(z.minimum(0, 'has to be from 0 to 1'), z.maximum(1, 'has to be from 0 to 1')),
    'For `availability`: how much of degraded time counts as down, 0 to 1; default 0',
  ),
  full_minutes: optional(
    z.boolean(),
    'For `availability`: each outage, which is down and degraded time without a break, counts its whole minutes only: 59 s count nothing, 2 min 59 s count 2 min; default false',
  ),
})

/** `incidents:`; how deployments and incidents are linked, and how incident clocks run. */
export const Incidents = z.strictObject({
  link_window: optional(
    DurationText,
    'How long after a deployment an incident is presumed to be its doing; around the clock; default `24h`',
  ),
  link_severities: optional(
    z.array(Severity).check(z.maxLength(5, 'has more than 5 severities')),
    `Which severities are presumed so; default ${DEFAULT_INCIDENT_RULES.linkSeverities.join(' and ')}`,
  ),
  rollback_blames: optional(
    z.enum(['rolled-back', 'skipped-to-target']),
    `Rolling V3 back to V1 over V2 blames V3 (\`rolled-back\`) or V2 (\`skipped-to-target\`); default \`${DEFAULT_INCIDENT_RULES.rollbackBlames}\``,
  ),
  failed_pipelines_count: optional(
    z.boolean(),
    'A pipeline that failed before production is a failed deployment; default false',
  ),
  reopen_window: optional(
    DurationText,
    `Reopened within this, the same clock goes on without the closed time; default \`${DEFAULT_REOPEN_WINDOW.text}\``,
  ),
  breach_floor: optional(
    DurationText,
    `Least time left after a reopening or a raised severity; default \`${DEFAULT_BREACH_FLOOR.text}\``,
  ),
  mitigated_stops_resolve: optional(z.boolean(), '`mitigated` stops time-to-resolve; default false'),
  pause_reasons: optional(
    z.array(line(60)).check(z.maxLength(20, 'has more than 20 reasons')),
    'Reasons for which a clock may pause; default: none',
  ),
})
