import { MAX_STATEMENT, RULINGS, SETTLED_BY } from '@plumbline/core'
import * as z from 'zod'
import { Party } from './primitives.ts'

/* Words that waivers, exclusions, disputes and the stories of breaches share. */

const named = { key: z.string(), name: z.string() }

export const PartyBy = z.object({ party: Party, ...named })
export const SpokenBy = z.union([PartyBy, z.object({ party: z.literal('arbiter'), ...named })])
export const EngineBy = z.object({ engine: z.literal(true) })

export const Ruling = z
  .enum(RULINGS)
  .meta({ id: 'Ruling', description: '`uphold`: it is a breach. `overturn`: it never was one' })

export const SettledBy = z.enum(SETTLED_BY).meta({
  id: 'SettledBy',
  description:
    'Both parties gave the same ruling, the arbiter gave it, the answer that was due never came, or by `agree_by` neither had the two agreed nor an arbiter ruled',
})

/** Controls but for line breaks and tabs, and whatever changes the direction of what others read. */
const UNSEEN = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029]/u

/** What a person wrote, in one line or several. */
export const statement = z
  .string()
  .overwrite((text) => text.replace(/\r\n?/g, '\n'))
  .trim()
  .min(1)
  .max(MAX_STATEMENT)
  .refine((text) => !UNSEEN.test(text), 'must be text without control or direction characters')

/** What may be said with a move. */
export const Noted = z.strictObject({ note: statement.optional() }).meta({ id: 'DecisionNote' })
