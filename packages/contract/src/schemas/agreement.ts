import { VERSION_STATUSES } from '@plumbline/core'
import * as z from 'zod'
import { Hash, Party, page, Timestamp } from './primitives.ts'
import { whole } from './query.ts'

const Decision = z.object({
  kind: z.enum(['accepted', 'rejected', 'withdrawn']),
  by: Party,
  at: Timestamp,
  retroactive: z.boolean().describe('In force before it was accepted, because the accepting party said so'),
})

export const AgreementVersion = z
  .object({
    version: z.int().min(1),
    hash: Hash,
    status: z.enum(VERSION_STATUSES),
    proposed_by: Party,
    proposed_at: Timestamp,
    decision: Decision.nullable(),
    in_force_from: Timestamp.nullable().describe('Null unless accepted'),
  })
  .meta({ id: 'AgreementVersion' })
export type AgreementVersion = z.output<typeof AgreementVersion>

const Warning = z.object({
  pointer: z.string(),
  code: z.string(),
  detail: z.string(),
  line: z.int(),
  column: z.int(),
})

export const AgreementProposed = AgreementVersion.extend({
  warnings: z.array(Warning).describe('Worth a second look before the other party accepts'),
}).meta({ id: 'AgreementProposed' })
export type AgreementProposed = z.output<typeof AgreementProposed>

export const AgreementList = page(AgreementVersion).meta({ id: 'AgreementList' })
export type AgreementList = z.output<typeof AgreementList>

export const Agreement = AgreementVersion.extend({
  document: z.record(z.string(), z.unknown()).describe('The agreement as it was proposed, defaults not filled in'),
  redacted: z
    .exactOptional(z.array(z.string()))
    .describe('JSON pointers of amounts left out for keys without `finance:read`: `hash` is over the whole text'),
}).meta({ id: 'Agreement' })
export type Agreement = z.output<typeof Agreement>

/** Acceptance counts only with the exact hash of what was read. */
export const AcceptBody = z
  .strictObject({
    hash: Hash,
    retroactive: z.boolean().optional().describe('Let it judge from `effective_from` although that is past'),
  })
  .meta({ id: 'AcceptAgreement' })
export type AcceptBody = z.output<typeof AcceptBody>

/** Nothing has to be said to reject or withdraw. */
export const DecideBody = z.strictObject({}).meta({ id: 'DecideAgreement' })

export const VersionNumber = whole(1, 1_000_000_000, 'Version of the agreement')

export const AgreementText = z
  .string()
  .meta({ id: 'AgreementText', description: 'The agreement file, as in `plumbline.yml`' })

export const AgreementDocument = z
  .record(z.string(), z.unknown())
  .meta({ id: 'AgreementDocument', description: 'The agreement file as JSON' })
