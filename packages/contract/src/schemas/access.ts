import { Slug, Time } from '@plumbline/core'
import * as z from 'zod'
import { line, Party, Scope, Timestamp } from './primitives.ts'

export const NewEngagement = z.strictObject({ engagement: Slug, title: line(200) }).meta({ id: 'NewEngagement' })
export type NewEngagement = z.output<typeof NewEngagement>

export const EngagementMade = z
  .object({
    engagement: Slug,
    title: z.string(),
    claims: z.object({ client: z.string(), vendor: z.string() }).describe('Single use, shown once: one for each party'),
  })
  .meta({ id: 'EngagementMade' })
export type EngagementMade = z.output<typeof EngagementMade>

export const TakeClaim = z
  .strictObject({
    claim: z.string().min(1).max(300),
    name: line(100).describe('Who takes it'),
    role: line(100).optional().describe('What they are to their party, e.g. `Head of Delivery`'),
  })
  .meta({ id: 'TakeClaim' })
export type TakeClaim = z.output<typeof TakeClaim>

export const ClaimTaken = z
  .object({
    engagement: Slug,
    party: Party,
    id: z.string(),
    key: z.string().describe('The party’s admin key, shown once'),
  })
  .meta({ id: 'ClaimTaken' })
export type ClaimTaken = z.output<typeof ClaimTaken>

export const NewKey = z
  .strictObject({
    name: line(100),
    scopes: z.array(Scope).min(1).max(8).describe('Give CI `events:write` and `gate:run`, no more'),
    expires_at: Time.nullable().optional().describe('RFC 3339; absent or null: never'),
  })
  .meta({ id: 'NewKey' })
export type NewKey = z.output<typeof NewKey>

export const Key = z
  .object({
    id: z.string(),
    party: Party,
    name: z.string(),
    scopes: z.array(Scope),
    created_at: Timestamp,
    created_by: z.string().describe('Id of the key that made it, or `claim`'),
    expires_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'Key' })
export type Key = z.output<typeof Key>

export const KeyMade = Key.extend({
  key: z.string().nullable().describe('Shown once; null where an answer is repeated for the same Idempotency-Key'),
}).meta({ id: 'KeyMade' })
export type KeyMade = z.output<typeof KeyMade>
