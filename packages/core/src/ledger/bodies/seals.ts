import * as z from 'zod'
import { Sha256 } from './parts.ts'

/** The events received on one UTC day, as one hash: none of them can be changed, added or lost unseen. */
export const sealBodies = [
  z.strictObject({
    type: z.literal('seal'),
    /** YYYY-MM-DD. */
    day: z.string(),
    events: z.int(),
    hash: Sha256,
  }),
  /** Events received on a day that was sealed before they were listed; each by its digest, so that the seal stays true. */
  z.strictObject({
    type: z.literal('seal_late'),
    /** YYYY-MM-DD: when they were received. */
    day: z.string(),
    digests: z.array(z.string()),
  }),
] as const
