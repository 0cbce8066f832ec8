import * as z from 'zod'
import { bounded, forward, Time, text } from './parts.ts'

export const AVAILABILITY_STATES = ['up', 'degraded', 'down', 'maintenance'] as const

export const Availability = bounded(
  z.strictObject({
    from: Time,
    to: Time,
    state: z.enum(AVAILABILITY_STATES).describe('Where two speak of one moment the worse counts'),
  }),
)

/** The source was watching all of this time: what it did not report did not happen. */
export const Heartbeat = bounded(z.strictObject({ from: Time, to: Time }))

export const Measurement = forward(
  z.strictObject({
    indicator: z
      .string()
      .max(80)
      .regex(/^(?:reported:)?[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be a key like `api-latency` or `reported:csat`'),
    value: z.number().min(-1e15).max(1e15),
    unit: text(20).describe('As in a target: `%`, `ms`, `h`, `points`, `count`, a currency'),
    from: Time,
    to: Time.describe('Counts in the window that its last moment lies in'),
    samples: z.int().min(1).max(1_000_000_000).optional().describe('Weight among several of one window; default 1'),
  }),
)
