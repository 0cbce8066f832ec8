import { APPLIES, DIFFERENCE_KINDS, EFFECTS, VERSION_STATUSES } from '@plumbline/core'
import * as z from 'zod'
import { VersionNumber } from './agreement.ts'
import { Hash, Timestamp } from './primitives.ts'

const Side = z.object({ version: z.int().min(1), hash: Hash, status: z.enum(VERSION_STATUSES) })

export const Difference = z
  .object({
    path: z.string().describe('JSON pointer into the document'),
    kind: z.enum(DIFFERENCE_KINDS),
    before: z.unknown().describe('As written; null where there was nothing'),
    after: z.unknown(),
    sentence: z.string().describe('In plain words'),
    effect: z
      .enum(EFFECTS)
      .describe(
        'For who owes it: harder or easier to keep; `neutral` settles nothing, `unknown` takes a person to tell',
      ),
    applies: z
      .enum(APPLIES)
      .describe('`at_once`: with the version; `next_window`: with the first window of the objective that begins then'),
    objectives: z.array(z.string()).describe('Objectives that are judged otherwise by it, beside its own'),
  })
  .meta({ id: 'AgreementDifference' })

export const AgreementDiff = Side.extend({
  against: Side.nullable().describe('Null where there is no other version'),
  begins: Timestamp.describe('When it begins to judge; of a version that is not accepted, the earliest it could'),
  differences: z.array(Difference),
}).meta({ id: 'AgreementDiff' })
export type AgreementDiff = z.output<typeof AgreementDiff>

export const AgreementDiffQuery = z.strictObject({
  against: VersionNumber.optional().meta({
    description: 'The version to compare with; default: the one in force, else the one before',
  }),
})
