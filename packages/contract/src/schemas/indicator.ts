import { EnvironmentName, ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { page, Timestamp } from './primitives.ts'
import { instant, list } from './query.ts'

/** core's IndicatorInfo as it travels; `mirror.test.ts` fails to compile where the two differ. */
export const Indicator = z
  .object({
    key: z.string(),
    title: z.string(),
    unit: z.string(),
    direction: z.enum(['higher', 'lower', 'band', 'either']),
    scope: z.enum(['change', 'window', 'clock']),
    describes: z
      .enum(['state', 'change', 'period'])
      .describe('What a value is about: the code as it stands, the change, or a time'),
    events: z.array(z.string()).describe('Types of event it reads'),
    formula: z.string(),
    statistics: z.array(z.string()),
    default_statistic: z.string().nullable(),
    counter: z.array(z.string()).describe('Shown beside it'),
    source: z.string(),
    example: z.string(),
  })
  .meta({ id: 'Indicator' })
export type Indicator = z.output<typeof Indicator>

export const IndicatorList = page(Indicator).meta({ id: 'IndicatorList' })

const Point = z.object({
  from: Timestamp,
  to: Timestamp.describe('Exclusive'),
  value: z.number().nullable(),
  display: z.string(),
  samples: z.number(),
  numerator: z.exactOptional(z.number()),
  denominator: z.exactOptional(z.number()),
  interval: z.exactOptional(z.object({ low: z.number(), high: z.number() })).describe('Wilson, 95 %'),
  no_data_reason: z.exactOptional(z.string()),
  counter: z.array(z.object({ indicator: z.string(), value: z.number().nullable(), display: z.string() })),
})

export const Series = z
  .object({
    indicator: z.string(),
    unit: z.string(),
    statistic: z.string().nullable(),
    points: z.array(Point),
  })
  .meta({ id: 'Series' })
export type Series = z.output<typeof Series>

export const BUCKETS = ['none', 'day', 'week', 'month'] as const

export const SeriesQuery = z.strictObject({
  service: list(ServiceName, 'Service'),
  environment: list(EnvironmentName, 'Environment; absent: the production ones'),
  statistic: z
    .string()
    .regex(/^(mean|median|each|p(?:[5-9]\d))$/, 'must be mean, median, each or p50 to p99')
    .optional()
    .meta({ description: 'Absent: the indicator’s own' }),
  from: instant('Start; absent: 30 days before `to`'),
  to: instant('End, exclusive; absent: now'),
  bucket: z.enum(BUCKETS).default('none').meta({ description: 'Weeks start on Monday' }),
})
export type SeriesQuery = z.output<typeof SeriesQuery>
