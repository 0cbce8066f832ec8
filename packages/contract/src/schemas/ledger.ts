import * as z from 'zod'
import { Timestamp } from './primitives.ts'
import { cursor, whole } from './query.ts'

const LedgerHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ example: 'ab12'.repeat(16) })

export const LedgerHead = z
  .object({
    seq: z.int().min(0).describe('Of the last entry; 0: there is none yet'),
    head: LedgerHash.describe('Its hash'),
  })
  .meta({
    id: 'LedgerHead',
    description: 'How far the chain of decisions reaches. Keep it: it shows later whether the chain is still the same',
  })

/** What an entry says differs by its type and is not checked again on its way out: its hash is over all of it. */
export const LedgerEntry = z
  .object({
    seq: z.int().min(1),
    previous: LedgerHash.describe('Hash of the entry before; 64 zeros for the first'),
    at: Timestamp,
    body: z
      .looseObject({ type: z.string() })
      .describe('What was decided: `type` says what kind of decision it is, the other fields which'),
    hash: LedgerHash.describe('SHA-256 over the canonical JSON (RFC 8785) of `at`, `body`, `previous` and `seq`'),
  })
  .meta({ id: 'LedgerEntry', description: 'One decision, chained to the one before' })

export const LedgerQuery = z.strictObject({
  sort: z.enum(['seq', '-seq']).default('seq').meta({ description: '`-`: newest first' }),
  limit: whole(1, 1_000, 'Entries a page, 100 where nothing is said').default(100),
  cursor,
})
