import * as z from 'zod'
import { At, Sha256 } from './parts.ts'

/** What an objective came to in a phase that is over: from now on nothing changes it. */
export const baselineBodies = [
  z.strictObject({
    type: z.literal('baseline'),
    baseline: z.string(),
    service: z.string(),
    objective: z.string(),
    phase: z.string(),
    window: z.strictObject({ from: At, to: At }),
    unit: z.string(),
    /** `num/den` in `unit`; null where nothing was measured. */
    value: z.string().nullable(),
    display: z.string(),
    p50: z.string().optional(),
    p85: z.string().optional(),
    samples: z.number(),
    /** How many of them come from imported history. */
    reconstructed: z.number(),
    /** A target that the figures speak for; nobody has agreed to it. */
    suggested: z.string().nullable(),
    agreement_version: z.int(),
    agreement_hash: z.string(),
    /** Over the canonical JSON of the record. */
    record: Sha256,
  }),
] as const
