import * as z from 'zod'
import { At, Sha256 } from './parts.ts'

const period = {
  period: z.string(),
  service: z.string(),
  objective: z.string(),
  window: z.strictObject({ from: At, to: At }),
}

const figures = { status: z.string(), value: z.number().nullable(), display: z.string(), samples: z.int() }

const judged = {
  ...figures,
  no_data_reason: z.string().optional(),
  target: z.string(),
  agreement_version: z.int(),
  agreement_hash: z.string(),
  /** Over the canonical JSON of the result, evidence included, as the period keeps it. */
  result: Sha256,
}

/** What a window that is over came to. */
export const periodBodies = [
  /** Judged for the first time; or `was` something else until something was learned late. */
  z.strictObject({ type: z.literal('verdict'), ...period, was: z.string().optional(), ...judged }),
  /** `time`: nobody disputed it. `ruling`: a dispute was ruled on. `acknowledged`: both parties took note. */
  z.strictObject({
    type: z.literal('period_final'),
    ...period,
    how: z.enum(['time', 'ruling', 'acknowledged']),
    ...judged,
  }),
  /** The verdict stays; what it would be now is counted in another period. */
  z.strictObject({
    type: z.literal('adjustment'),
    ...period,
    was: z.strictObject(figures),
    would_be: z.strictObject(figures),
    counted_in: z.string().nullable(),
  }),
] as const
