import {
  $ZodArray,
  $ZodBoolean,
  $ZodEnum,
  $ZodLiteral,
  $ZodNullable,
  $ZodNumber,
  $ZodNumberFormat,
  $ZodObject,
  $ZodOptional,
  $ZodRecord,
  $ZodString,
  type $ZodType,
  $ZodUnion,
  $ZodURL,
  globalRegistry,
} from 'zod/v4/core'

export const isOptional = (schema: $ZodType): boolean => schema instanceof $ZodOptional

/** Without what only says that a value may be missing. */
export const bare = (schema: $ZodType): $ZodType =>
  schema instanceof $ZodOptional || schema instanceof $ZodNullable ? bare(schema._zod.def.innerType) : schema

export const descriptionOf = (schema: $ZodType): string =>
  globalRegistry.get(schema)?.description ??
  (schema instanceof $ZodOptional ? descriptionOf(schema._zod.def.innerType) : '')

/** A word of the docs for a schema, where it has one. */
export type WordFor = (schema: $ZodType) => string | undefined

/** What describes a schema copies it; the checks tell the copies of one apart from all others. */
export const wordsBy =
  (words: ReadonlyMap<$ZodType, string>): WordFor =>
  (schema) =>
    [...words].find(
      ([known]) => known._zod.def.checks !== undefined && known._zod.def.checks === schema._zod.def.checks,
    )?.[1]

const code = (values: Iterable<unknown>): string => [...values].map((value) => `\`${value}\``).join(', ')

/** What a value is, in Markdown and a few words. */
export const typeWords = (schema: $ZodType, wordFor: WordFor): string => {
  const word = wordFor(schema)
  if (word) return word
  if (schema instanceof $ZodEnum) return code(Object.values(schema._zod.def.entries))
  if (schema instanceof $ZodLiteral) return code(schema._zod.def.values)
  if (schema instanceof $ZodURL) return 'address'
  if (schema instanceof $ZodString) return 'text'
  if (schema instanceof $ZodNumberFormat && schema._zod.def.format === 'safeint') return 'whole number'
  if (schema instanceof $ZodNumber) return 'number'
  if (schema instanceof $ZodBoolean) return code([true, false])
  if (schema instanceof $ZodArray) return `list of ${typeWords(bare(schema._zod.def.element), wordFor)}`
  if (schema instanceof $ZodRecord) return `map by ${wordFor(schema._zod.def.keyType) ?? 'name'}`
  if (schema instanceof $ZodObject) return 'map'
  if (schema instanceof $ZodUnion)
    return schema._zod.def.options.map((option) => typeWords(bare(option), wordFor)).join(' or ')
  return 'anything'
}
