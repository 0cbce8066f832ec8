import * as z from 'zod'
import { Actor, At, Sha256 } from './parts.ts'

/** What the parties took note of, month by month. */
export const statementBodies = [
  /** Once both have acknowledged the same `hash`, the windows that ended in the period are final. */
  z.strictObject({
    type: z.literal('statement_acknowledged'),
    statement: z.string(),
    period: z.string(),
    from: At,
    to: At,
    /** Over what the statement states, without when it was drawn up and to whom. */
    hash: Sha256,
    /** As shares of the month's fee, before its cap; amounts are for keys that may see money. */
    credits: z.array(
      z.strictObject({
        objective: z.string(),
        service: z.string(),
        from: At,
        to: At,
        worse_than: z.string(),
        credit: z.string(),
      }),
    ),
    by: Actor,
  }),
] as const
