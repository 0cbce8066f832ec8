import { $ZodArray, $ZodNullable, $ZodObject, $ZodOptional, $ZodRecord, type $ZodType, $ZodUnion } from 'zod/v4/core'
import type { Path } from '../mistake.ts'

const unwrap = (schema: $ZodType): $ZodType =>
  schema instanceof $ZodOptional || schema instanceof $ZodNullable ? unwrap(schema._zod.def.innerType) : schema

const step = (schema: $ZodType, part: string | number): $ZodType[] => {
  if (schema instanceof $ZodObject) {
    const next = schema._zod.def.shape[part]
    return next ? [unwrap(next)] : []
  }
  if (schema instanceof $ZodRecord) return [unwrap(schema._zod.def.valueType)]
  if (schema instanceof $ZodArray) return [unwrap(schema._zod.def.element)]
  if (schema instanceof $ZodUnion) return schema._zod.def.options.flatMap((option) => step(unwrap(option), part))
  return []
}

/** Keys that the schema allows in the map at a path; none where it allows any or there is no map. */
export const keysAt = (schema: $ZodType, path: Path): string[] => {
  let here = [unwrap(schema)]
  for (const part of path) here = here.flatMap((candidate) => step(candidate, part))
  return here.flatMap((candidate) => {
    if (candidate instanceof $ZodObject) return Object.keys(candidate._zod.def.shape)
    if (candidate instanceof $ZodUnion) return candidate._zod.def.options.flatMap((option) => keysAt(option, []))
    return []
  })
}
