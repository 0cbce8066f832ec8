import * as z from 'zod'
import { Actor, At, PartyName } from './parts.ts'

const key = {
  key: z.string(),
  party: PartyName,
  name: z.string(),
  /** `person`: came by a claim or as a member. */
  kind: z.enum(['key', 'person']),
  role: z.string().nullable(),
  scopes: z.array(z.string()),
  expires_at: At.nullable(),
}

/** Who may act for a party. Names and rights; what proves them is kept elsewhere, as hashes. */
export const accessBodies = [
  z.strictObject({ type: z.literal('engagement_created'), engagement: z.string(), title: z.string() }),
  /** A party took its first key with the claim that the operator made. */
  z.strictObject({ type: z.literal('claimed'), ...key }),
  z.strictObject({ type: z.literal('key_made'), ...key, by: Actor }),
  z.strictObject({ type: z.literal('key_revoked'), key: z.string(), party: PartyName, name: z.string(), by: Actor }),
  z.strictObject({
    type: z.literal('repository_bound'),
    member: z.string(),
    party: PartyName,
    issuer: z.string(),
    repository: z.string(),
    repository_id: z.string(),
    repository_owner_id: z.string(),
    services: z.array(z.string()).nullable(),
    trusted_events: z.array(z.string()),
    by: Actor,
  }),
  z.strictObject({
    type: z.literal('repository_removed'),
    member: z.string(),
    party: PartyName,
    repository: z.string(),
    by: Actor,
  }),
] as const
