import { MAX_STATEMENT } from '@plumbline/core'
import * as z from 'zod'
import { Attribution, RootCause } from './breach.ts'

/** Controls but for line breaks and tabs, and whatever changes the direction of what others read. */
const UNSEEN = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029]/u

/** What a person wrote, in one line or several. */
const statement = z
  .string()
  .overwrite((text) => text.replace(/\r\n?/g, '\n'))
  .trim()
  .min(1)
  .max(MAX_STATEMENT)
  .refine((text) => !UNSEEN.test(text), 'must be text without control or direction characters')

export const Acknowledge = z.strictObject({ note: statement.optional() }).meta({ id: 'Acknowledge' })
export const NoteBreach = z.strictObject({ text: statement }).meta({ id: 'NoteBreach' })
export const StateRootCause = z
  .strictObject({ text: statement, category: RootCause.optional(), attribution: Attribution.optional() })
  .meta({ id: 'StateRootCause' })
export const ResolveBreach = z.strictObject({ note: statement.optional() }).meta({ id: 'ResolveBreach' })

export type StateRootCause = z.output<typeof StateRootCause>
