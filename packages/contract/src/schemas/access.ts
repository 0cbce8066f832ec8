import { ServiceName, Slug, Time } from '@plumbline/core'
import * as z from 'zod'
import { TRUSTABLE_EVENTS } from '../token-rights.ts'
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
    claim: z
      .string()
      .min(1)
      .max(300)
      .describe('As the operator got it; an arbiter’s: both parties’ halves with a dot between'),
    name: line(100).describe('Who takes it'),
    role: line(100).optional().describe('What they are to their party, e.g. `Head of Delivery`'),
  })
  .meta({ id: 'TakeClaim' })
export type TakeClaim = z.output<typeof TakeClaim>

export const ClaimTaken = z
  .object({
    engagement: Slug,
    party: z.enum([...Party.options, 'arbiter']),
    id: z.string(),
    key: z.string().describe('The party’s admin key, or the arbiter’s; shown once'),
  })
  .meta({ id: 'ClaimTaken' })
export type ClaimTaken = z.output<typeof ClaimTaken>

const Scopes = z.array(Scope).min(1).max(8)
const Expiry = Time.nullable().optional().describe('RFC 3339; absent or null: never')

export const NewKey = z
  .strictObject({
    name: line(100).describe(
      'What it is for; of one name at most two keys are live, so that one can replace the other',
    ),
    scopes: Scopes.describe('Give CI `events:write` and `gate:run`, no more'),
    expires_at: Expiry,
  })
  .meta({ id: 'NewKey' })
export type NewKey = z.output<typeof NewKey>

const keyFields = {
  id: z.string(),
  party: Party,
  name: z.string(),
  scopes: z.array(Scope),
  created_at: Timestamp,
  created_by: z.string().describe('Id of the key that made it, or `claim`'),
  expires_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
}
const role = z.string().nullable().describe('What the person who holds it is to their party; null where nobody said so')
const shownOnce = z
  .string()
  .nullable()
  .describe('Shown once; null where an answer is repeated for the same Idempotency-Key')

export const Key = z.object({ ...keyFields, role }).meta({ id: 'Key' })
export type Key = z.output<typeof Key>

export const KeyMade = Key.extend({ key: shownOnce }).meta({ id: 'KeyMade' })
export type KeyMade = z.output<typeof KeyMade>

const GitHubId = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, 'must be the id as text, e.g. "123456789": gh api repos/OWNER/NAME --jq .id')

const NewRepository = z.strictObject({
  kind: z.literal('repository'),
  repository: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/, 'must be OWNER/NAME, e.g. acme/checkout-api')
    .describe('For people to read; nothing is decided by a name'),
  repository_id: GitHubId.describe('`gh api repos/OWNER/NAME --jq .id`, as text'),
  repository_owner_id: GitHubId.describe('`gh api repos/OWNER/NAME --jq .owner.id`, as text'),
  issuer: z.string().min(1).max(300).optional().describe('Who signs its tokens; absent: the first of the installation'),
  services: z.array(ServiceName).min(1).max(100).optional().describe('What it may write for; absent: every service'),
  trusted_events: z
    .array(z.enum(TRUSTABLE_EVENTS as [string, ...string[]]))
    .max(TRUSTABLE_EVENTS.length)
    .optional()
    .describe('Workflow events whose tokens are trusted as those of a push are, though a stranger can start them'),
})

const NewPerson = z.strictObject({
  kind: z.literal('person'),
  name: line(100),
  role: line(100).describe('What they are to their party, e.g. `Head of Delivery`'),
  scopes: Scopes,
  expires_at: Expiry,
})

const NewArbiter = z
  .strictObject({ kind: z.literal('arbiter') })
  .describe('Your party’s half of the claim for the arbiter that the agreement names')

export const NewMember = z.discriminatedUnion('kind', [NewRepository, NewPerson, NewArbiter]).meta({ id: 'NewMember' })
export type NewMember = z.output<typeof NewMember>

const RepositoryMember = z
  .object({
    kind: z.literal('repository'),
    id: z.string(),
    party: Party,
    repository: z.string(),
    repository_id: z.string(),
    repository_owner_id: z.string(),
    issuer: z.string(),
    services: z.array(z.string()).nullable().describe('What it may write for; null: every service'),
    trusted_events: z.array(z.string()),
    created_at: Timestamp,
    created_by: z.string().describe('Id of the key that bound it'),
  })
  .meta({ id: 'RepositoryMember' })
const PersonMember = z.object({ kind: z.literal('person'), ...keyFields, role }).meta({ id: 'PersonMember' })

const ArbiterMember = z
  .object({
    kind: z.literal('arbiter'),
    id: z.string(),
    name: z.string(),
    role,
    scopes: z.array(Scope),
    created_at: Timestamp,
  })
  .meta({ id: 'ArbiterMember' })

export const Member = z
  .discriminatedUnion('kind', [RepositoryMember, PersonMember, ArbiterMember])
  .meta({ id: 'Member' })
export type Member = z.output<typeof Member>

export const MemberMade = z
  .discriminatedUnion('kind', [
    RepositoryMember,
    PersonMember.extend({ key: shownOnce }).meta({ id: 'PersonMemberMade' }),
    z
      .object({ kind: z.literal('arbiter'), party: Party, claim: shownOnce.describe('Your party’s half; shown once') })
      .meta({ id: 'ArbiterInvited' }),
  ])
  .meta({ id: 'MemberMade' })
export type MemberMade = z.output<typeof MemberMade>
