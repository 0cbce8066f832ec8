import { BACKTEST_UNITS, NOT_TRIED, ServiceName, VERSION_STATUSES } from '@plumbline/core'
import * as z from 'zod'
import { BaselineView, MissedClock, ObjectiveResult, ObjectiveStatus } from './evaluation.ts'
import { Hash } from './primitives.ts'
import { whole } from './query.ts'

/* core's Backtest as it travels; `mirror.test.ts` fails to compile where the two differ. */

const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type)
const minor = z.int().describe('Whole minor units')

const Counts = z
  .object({
    of: z.enum(BACKTEST_UNITS).describe('Calendar windows that are over, local days of a rolling one, or merges'),
    total: z.int(),
    by_status: z.object({
      met: z.int(),
      at_risk: z.int(),
      breached: z.int(),
      waived: z.int(),
      excluded: z.int(),
      no_data: z.int(),
      not_in_force: z.int(),
    }),
    clocks_late: optional(z.int()).describe('Of incident clocks that must hold one by one; an open window’s too'),
  })
  .meta({ id: 'BacktestCounts' })

const BacktestWindow = z
  .object({
    period: z.string(),
    label: z.string(),
    from: z.string(),
    to: z.string(),
    open: z.boolean().describe('It goes on: told, and not counted'),
    status: ObjectiveStatus,
    no_data_reason: ObjectiveResult.shape.no_data_reason,
    value: z.number().nullable(),
    display: z.string(),
    margin: z.string(),
    samples: z.number(),
    needed: optional(z.number()).describe('Samples that it takes, where they were too few'),
    pooled: optional(z.int()).describe('Windows counted together, for it alone had too few samples'),
    imported: optional(z.int()).describe('Events of imported history in it; a verdict would leave them out'),
    incomplete: optional(z.literal(true)).describe('It began before the first event that was ever received'),
  })
  .meta({ id: 'BacktestWindow' })

const Missed = z.object({
  at: z.string(),
  commit_sha: z.string(),
  evaluation_id: z.string(),
  value: z.number(),
  display: z.string(),
})

const BacktestObjective = z
  .object({
    service: ServiceName,
    id: z.string(),
    title: z.string(),
    clause: z.string().nullable(),
    indicator: z.string(),
    scope: z.enum(['change', 'window', 'clock']).nullable(),
    unit: z.string(),
    owed_by: z.enum(['vendor', 'client', 'both']),
    target: z.string(),
    baseline: optional(BaselineView),
    not_tried: optional(z.object({ reason: z.enum(NOT_TRIED), detail: z.string() })),
    counts: Counts.nullable().describe('Null where it can’t be tried'),
    now: z
      .object({ target: z.string(), counts: Counts })
      .nullable()
      .describe('The version in force over the same events; null where it is that version, or has no such objective'),
    windows: z.array(BacktestWindow).describe('Calendar windows, oldest first; of a rolling one how it stands now'),
    breached_days: optional(z.array(z.string())).describe(
      'Local days on which a rolling window would have stood breached',
    ),
    clocks: optional(z.array(MissedClock)).describe('The first 50 clocks that would have been too late'),
    missed_merges: optional(z.array(Missed)).describe('The last 50 merges that would have missed the target'),
    summary: z.string().describe('In plain words'),
  })
  .meta({ id: 'BacktestObjective' })

const Money = z
  .object({
    currency: z.string().nullable(),
    credits_minor: minor,
    months: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        credits_minor: minor,
        lines: z.array(
          z.object({
            objective: z.string().nullable(),
            service: z.string().nullable(),
            window: z.string(),
            amount_minor: minor,
            detail: z.string(),
          }),
        ),
        provisional: z.boolean(),
      }),
    ),
    now: z.object({ currency: z.string().nullable(), credits_minor: minor }).nullable(),
  })
  .meta({ id: 'BacktestMoney', description: 'Credits of the calendar months that ended in the range' })

/** What core tells. */
export const Backtest = z.object({
  days: z.int(),
  from: z.string(),
  to: z.string(),
  time_zone: z.string(),
  objectives: z.array(BacktestObjective),
  removed: z
    .array(
      z.object({
        service: z.string(),
        id: z.string(),
        title: z.string(),
        now: Counts.nullable(),
        summary: z.string(),
      }),
    )
    .describe('Objectives of the version in force that the text no longer has'),
  data: z
    .array(z.object({ service: z.string(), first_event: z.string().nullable(), detail: optional(z.string()) }))
    .describe('What is known of each service at all'),
  money: optional(Money).describe('Only for keys with `finance:read`'),
})

const Side = z.object({ version: z.int().min(1), hash: Hash, status: z.enum(VERSION_STATUSES) })

export const AgreementBacktest = Side.extend({
  against: Side.nullable().describe('The version in force; null where there is none, or where it is that one'),
  ...Backtest.shape,
}).meta({
  id: 'AgreementBacktest',
  description: 'What a version would have judged, had it been in force all along. Nothing of it is a verdict',
})
export type AgreementBacktest = z.output<typeof AgreementBacktest>

/** Longer than this no figure says anything about what a change would mean. */
const MOST_DAYS = 366

export const AgreementBacktestQuery = z.strictObject({
  days: whole(1, MOST_DAYS, 'Local days, today the last of them; 90 where nothing is said').default(90),
})
