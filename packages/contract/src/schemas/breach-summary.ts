import { BREACH_DIMENSIONS } from '@plumbline/core'
import * as z from 'zod'
import { Timestamp } from './primitives.ts'

const Dimension = z.enum(BREACH_DIMENSIONS).meta({ id: 'BreachDimension' })

const Duration = z
  .string()
  .regex(/^PT(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{3})?S)?$/)
  .meta({ id: 'Duration', description: 'ISO 8601, in hours, minutes and seconds', example: 'PT36H12M' })

export const BreachCounts = z
  .object({
    breaches: z.int(),
    open: z.int().describe('Not over: open, acknowledged or disputed'),
    resolved: z.int(),
    set_aside: z.int().describe('Overturned or waived'),
    contractual: z.int().describe('Not those that are only observed'),
    contractual_open: z.int(),
    time_to_resolve: z
      .object({ samples: z.int(), mean: Duration.nullable(), median: Duration.nullable() })
      .describe('From opening to the last resolution, of those resolved; the median is a real case'),
    stopped_at_the_gate: z
      .int()
      .nullable()
      .describe(
        'Changes that an objective failed at a gate before the merge and that were not merged so, by the time of the ' +
          'first such gate; null where a filter or `by` asks for what such a change does not have',
      ),
  })
  .meta({ id: 'BreachCounts' })

export const BreachSummary = z
  .object({
    time_zone: z.string().describe('Zone of the agreement, in which months and weeks are cut'),
    by: z.array(Dimension),
    total: BreachCounts,
    groups: z
      .array(BreachCounts.extend({ key: z.partialRecord(Dimension, z.union([z.string(), z.int(), z.null()])) }))
      .describe('One for each combination of `by`: newest period first, then the most breaches'),
    groups_left_out: z.int().describe('Groups past the 1,000 that are given; `total` counts them all the same'),
    truncated_before: Timestamp.nullable().describe(
      'Breaches opened before this are not counted, because there are too many to count at once; null: all are. ' +
        'Ask again with `to` at this time for the rest',
    ),
    stopped_truncated_before: Timestamp.nullable().describe('The same for `stopped_at_the_gate`'),
  })
  .meta({ id: 'BreachSummary' })
export type BreachSummary = z.output<typeof BreachSummary>
