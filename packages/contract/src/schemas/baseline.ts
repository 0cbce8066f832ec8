import { ServiceName } from '@plumbline/core'
import * as z from 'zod'
import { Timestamp } from './primitives.ts'
import { cursor, limit, list } from './query.ts'

/* core's FrozenBaseline as it travels; `mirror.test.ts` fails to compile where the two differ. */

const optional = <T extends z.ZodType>(type: T) => z.exactOptional(type)

const Figure = z.object({
  value: z.number(),
  exact: z.string().describe('`num/den`: what a number in JSON would round'),
  display: z.string(),
})

const UNITS = ['%', 'pp', 'ms', 's', 'm', 'h', 'bd', '/day', '/week', 'points', 'lines', 'x', 'count'] as const

const Figures = z.object({
  samples: z.number().describe('Cases or events, with those of earlier windows where some were pooled'),
  reconstructed: z.number().describe('How many of them come from imported history'),
  needed: optional(z.number()).describe('How many it takes to suggest anything'),
  value: Figure.nullable().describe('By the objective’s own statistic; null where nothing was measured'),
  p50: optional(Figure),
  p85: optional(Figure),
  numerator: optional(z.number()),
  denominator: optional(z.number()),
  interval: optional(z.object({ low: z.number(), high: z.number() })).describe('Wilson score interval at 95 %, in %'),
  no_data_reason: optional(z.string()),
  pooled: optional(z.array(z.object({ from: z.string(), to: z.string(), samples: z.number() }))),
})

export const FrozenBaseline = z
  .object({
    kind: z.literal('baseline'),
    id: z.string(),
    at: Timestamp.describe('When it fell due: a link window after the end of the phase'),
    revision: z.int(),
    service: ServiceName,
    objective: z.string(),
    title: z.string(),
    indicator: z.string(),
    statistic: z.string().nullable(),
    form: z.string().describe('Stands for what is measured: two figures with one form can be compared'),
    phase: z.object({ name: z.string(), enforce: z.enum(['observe', 'warn', 'as-agreed']) }),
    window: z.object({ from: Timestamp, to: Timestamp }),
    unit: z.union([z.enum(UNITS), z.object({ currency: z.string() })]),
    figures: Figures,
    suggestion: z
      .object({ target: z.string().nullable(), statistic: optional(z.string()), reason: z.string() })
      .describe(
        'A target that the same work would meet again, as an agreement would write it. Nobody has agreed to it',
      ),
    agreement_version: z.int().nullable(),
    agreement_hash: z.string(),
    timeline: z.tuple([z.object({ kind: z.literal('frozen'), at: z.string() })]),
  })
  .meta({ id: 'FrozenBaseline', description: 'What an objective came to in a phase that is over; nothing changes it' })

export const BaselineQuery = z.strictObject({
  objective: list(z.string().min(1).max(64), 'Id of the objective'),
  service: list(ServiceName, 'Service'),
  phase: list(z.string().min(1).max(64), 'Name of the phase'),
  limit,
  cursor,
})
