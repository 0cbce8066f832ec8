import * as z from 'zod'
import { Actor, At, Sha256 } from './parts.ts'

const version = { version: z.int(), hash: Sha256, by: Actor }

/** What became of a version of the agreement. */
export const agreementBodies = [
  z.strictObject({ type: z.literal('proposed'), ...version }),
  z.strictObject({ type: z.literal('accepted'), ...version, retroactive: z.boolean(), in_force_from: At }),
  z.strictObject({ type: z.literal('rejected'), ...version }),
  z.strictObject({ type: z.literal('withdrawn'), ...version }),
] as const
