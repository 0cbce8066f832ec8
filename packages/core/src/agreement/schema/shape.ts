import * as z from 'zod'
import type { Path } from '../mistake.ts'

const unwrap = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrap(schema.unwrap()) : schema

const step = (schema: z.core.$ZodType, part: string | number): z.core.$ZodType[] => {
  if (schema instanceof z.ZodObject) {
    const next: z.core.$ZodType | undefined = schema.shape[part]
    return next ? [unwrap(next)] : []
  }
  if (schema instanceof z.ZodRecord) return [unwrap(schema.valueType)]
  if (schema instanceof z.ZodArray) return [unwrap(schema.element)]
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => step(unwrap(option), part))
  return []
}

/** Keys that the schema allows in the map at a path; none where it allows any or there is no map. */
export const keysAt = (schema: z.core.$ZodType, path: Path): string[] => {
  let here = [unwrap(schema)]
  for (const part of path) here = here.flatMap((candidate) => step(candidate, part))
  return here.flatMap((candidate) => {
    if (candidate instanceof z.ZodObject) return Object.keys(candidate.shape)
    if (candidate instanceof z.ZodUnion) return candidate.options.flatMap((option) => keysAt(option, []))
    return []
  })
}
