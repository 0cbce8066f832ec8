import * as z from 'zod'

/** A deployment passed a gate that would have blocked it, because of what it says it undoes or fixes. */
export const reliefBodies = [
  z.strictObject({
    type: z.literal('block_passed'),
    service: z.string(),
    environment: z.string().optional(),
    commit_sha: z.string(),
    evaluation: z.string(),
    /** Those that would have blocked it. */
    objectives: z.array(z.string()),
    /** What was claimed, and what was known of it then. */
    rolls_back: z.strictObject({ deployment: z.string(), known: z.boolean() }).optional(),
    fixes_incident: z.strictObject({ incident: z.string(), state: z.enum(['open', 'ended', 'unknown']) }).optional(),
  }),
] as const
