import * as z from 'zod'

/*
 * Which words a schema knows at a place: the fields of an object, or the values of what tells a union's members
 * apart. Asked only when something was refused, to say what would have been right.
 */

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrap(schema.unwrap())
  if (schema instanceof z.ZodExactOptional) return unwrap(schema.unwrap())
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema
}

const valuesOf = (schema: z.core.$ZodType): string[] => {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodLiteral) return [...inner.values].map(String)
  return inner instanceof z.ZodEnum ? inner.options.map(String) : []
}

const optionsOf = (union: z.ZodDiscriminatedUnion) =>
  union.options.filter((option): option is z.ZodObject => option instanceof z.ZodObject)

const field = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

/** The member of a union that the value says it is. */
const chosen = (union: z.ZodDiscriminatedUnion, value: unknown): z.ZodObject | null => {
  const { discriminator } = union.def
  const given = field(value, discriminator)
  // What is no text may be an object that can't be made one: `{"toString": 1}`.
  if (typeof given !== 'string') return null
  return optionsOf(union).find((option) => valuesOf(option.shape[discriminator]).includes(given)) ?? null
}

const step = (schema: z.core.$ZodType, key: PropertyKey, value: unknown): z.core.$ZodType | null => {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodArray) return inner.element
  if (inner instanceof z.ZodObject) return inner.shape[String(key)] ?? null
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return null
  const member = chosen(inner, value)
  if (member) return member.shape[String(key)] ?? null
  return key === inner.def.discriminator ? inner : null
}

export const wordsAt = (schema: z.ZodType, path: readonly PropertyKey[], input: unknown): string[] => {
  let here: z.core.$ZodType | null = schema
  let value = input
  for (const key of path) {
    here = here && step(here, key, value)
    value = field(value, key)
  }
  const inner = here && unwrap(here)
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const member = chosen(inner, value)
    return member
      ? Object.keys(member.shape)
      : optionsOf(inner).flatMap((option) => valuesOf(option.shape[inner.def.discriminator]))
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : inner ? valuesOf(inner) : []
}
