import * as z from 'zod'

type Schema = z.core.$ZodType

export const isOptional = (schema: Schema): boolean => schema instanceof z.ZodOptional

/** Without what only says that a value may be missing. */
export const bare = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema

export const descriptionOf = (schema: Schema): string => {
  const own = schema instanceof z.ZodType ? schema.description : undefined
  return own ?? (schema instanceof z.ZodOptional ? descriptionOf(schema.unwrap()) : '')
}

/** A word of the docs for a schema, where it has one. */
export type WordFor = (schema: Schema) => string | undefined

/** `describe` copies a schema; the checks tell the copies of one apart from all others. */
export const wordsBy =
  (words: ReadonlyMap<Schema, string>): WordFor =>
  (schema) =>
    [...words].find(
      ([known]) => known._zod.def.checks !== undefined && known._zod.def.checks === schema._zod.def.checks,
    )?.[1]

const code = (values: Iterable<unknown>): string => [...values].map((value) => `\`${value}\``).join(', ')

/** What a value is, in Markdown and a few words. */
export const typeWords = (schema: Schema, wordFor: WordFor): string => {
  const word = wordFor(schema)
  if (word) return word
  if (schema instanceof z.ZodEnum) return code(schema.options)
  if (schema instanceof z.ZodLiteral) return code(schema.values)
  if (schema instanceof z.ZodURL) return 'address'
  if (schema instanceof z.ZodString) return 'text'
  if (schema instanceof z.ZodNumber) return schema.format === 'safeint' ? 'whole number' : 'number'
  if (schema instanceof z.ZodBoolean) return code([true, false])
  if (schema instanceof z.ZodArray) return `list of ${typeWords(bare(schema.element), wordFor)}`
  if (schema instanceof z.ZodRecord) return `map by ${wordFor(schema.keyType) ?? 'name'}`
  if (schema instanceof z.ZodObject) return 'map'
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => typeWords(bare(option), wordFor)).join(' or ')
  return 'anything'
}
