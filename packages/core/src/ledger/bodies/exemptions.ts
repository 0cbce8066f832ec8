import * as z from 'zod'

/** A change passed a gate it would have failed: one of the few that a month allows. */
export const exemptionBodies = [
  z.strictObject({
    type: z.literal('exemption_used'),
    service: z.string(),
    change: z.string(),
    commit_sha: z.string(),
    evaluation: z.string(),
    /** Local month that it counts in, YYYY-MM. */
    month: z.string(),
    used: z.int(),
    max: z.int(),
    how: z.enum(['label', 'reason']),
    by: z.string(),
    detail: z.string(),
    /** Until when what was skipped is made up for, where that is agreed. */
    follow_up_by: z.string().optional(),
  }),
] as const
