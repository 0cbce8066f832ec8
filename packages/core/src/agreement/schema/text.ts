// The small form of zod, in all files of this schema: the same checks as functions and not as methods, of which only
// what is used is loaded. A CI job that judges a change loads a third of zod so, and takes 10 ms less to make it ready.
import * as z from 'zod/mini'

/** A value with what it is for, as the JSON Schema and the reference in the docs tell it. */
export const described = <Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema => {
  // What is shared says something else elsewhere.
  const copy = schema.clone()
  z.globalRegistry.add(copy, { description })
  return copy
}

/** A key that may be left out, and what it is for; `more` is what else the JSON Schema tells. */
export const optional = <Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
  more: z.core.GlobalMeta = {},
): z.ZodMiniOptional<Schema> => {
  const may = z.optional(schema)
  z.globalRegistry.add(may, { description, ...more })
  return may
}

/** Names and sentences that are shown again: one line, nothing that changes how other text reads. */
const SEVERAL_LINES = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u

export const line = (max = 300) =>
  z.string().check(
    z.minLength(1, 'is empty'),
    z.maxLength(max, `is longer than ${max} characters`),
    z.refine(
      (text) => !SEVERAL_LINES.test(text),
      'has a line break or a control character; write one line of plain text',
    ),
  )

export const Slug = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/,
      'is no slug: 3 to 64 of a-z, 0-9 and -, not starting or ending with -',
    ),
  )

/** Keys that people choose: objectives, phases, calendars. */
export const Name = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
      'is no name: 1 to 64 of a-z, 0-9 and -, not starting or ending with -',
    ),
  )

/** Service and environment names as events carry them. */
export const ServiceName = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,62}[A-Za-z0-9])?$/, 'is no name: 1 to 64 of A-Z, a-z, 0-9 and . _ / -'),
  )

export const Repository = z
  .string()
  .check(
    z.maxLength(200, 'is longer than 200 characters'),
    z.regex(/^[\w.-]+(?:\/[\w.-]+)+$/, 'is no repository; write it as owner/name'),
  )

const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Is this a day of the calendar? 2026-02-30 is none. */
export const isDate = (text: string): boolean => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number)
  if (year === undefined || month === undefined || day === undefined || year < 1970) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day >= 1 && day <= (month === 2 && !leap ? 28 : (LENGTHS[month - 1] ?? 0))
}

export const LocalDate = z
  .string()
  .check(z.refine(isDate, 'is no date; write YYYY-MM-DD, such as 2026-12-01'))
  .register(z.globalRegistry, { pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** `48h`, `5bd`; what it means is read by duration.ts. */
export const DurationText = z
  .string()
  .check(z.maxLength(40, 'is longer than 40 characters'))
  .register(z.globalRegistry, { pattern: '^\\s*\\d+(\\.\\d+)?\\s*(s|m|h|bd)\\s*$', examples: ['24h', '15m', '5bd'] })

/** `>= 80%`, `70%..85%`, `improve 30% from baseline`; what it means is read by target.ts. */
export const TargetText = z
  .string()
  .check(z.maxLength(100, 'is longer than 100 characters'))
  .register(z.globalRegistry, {
    examples: ['>= 80%', '<= 15%', '== 0', '<= 48h', '70%..85%', 'baseline - 5pp', 'improve 30% from baseline'],
  })

/** A threshold without a sign: worse or better than this. */
export const ThresholdText = z
  .string()
  .check(z.maxLength(40, 'is longer than 40 characters'))
  .register(z.globalRegistry, { examples: ['15%', '48h', '0'] })

/** A share of a fee or of a time, 0 % left out. */
export const PercentText = z
  .string()
  .check(
    z.maxLength(20, 'is longer than 20 characters'),
    z.regex(/^\d{1,3}(?:\.\d{1,6})?\s?%$/, 'is no percentage; write it as "5%"'),
  )
