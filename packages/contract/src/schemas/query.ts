import { parseInstant, Time } from '@plumbline/core'
import * as z from 'zod'

/*
 * Query parameters arrive as one text, or as several where a name is repeated. `list` takes both, and commas:
 * values of one parameter are alternatives (or), different parameters must all hold (and).
 */

const split = (given: string | string[]) => [given].flat().flatMap((text) => text.split(','))

/** Several values of one parameter, each checked by `item`. */
export const list = <T>(item: z.ZodType<T, string>, description: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform(split)
    .pipe(z.array(item).max(50))
    .optional()
    .meta({
      description: `${description}; several with commas: any of them`,
      param: { style: 'form', explode: false },
      override: ({ jsonSchema }) => {
        delete jsonSchema.anyOf
        Object.assign(jsonSchema, { type: 'array', items: { type: 'string' } })
      },
    })

export const instant = (description: string) =>
  Time.transform((text) => parseInstant(text) ?? 0)
    .optional()
    .meta({ description, override: { type: 'string', format: 'date-time' } })

/** A whole number that arrived as text. */
export const whole = (min: number, max: number, description: string) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta({
      description,
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern
        Object.assign(jsonSchema, { type: 'integer', minimum: min, maximum: max })
      },
    })

export const limit = whole(1, 100, 'Rows a page, 50 where nothing is said').default(50)
export const cursor = z.string().min(1).max(1_000).optional().meta({ description: '`next_cursor` of the page before' })
