import type { JsonObject } from '../formats/format.ts'
import { absurd, malformed, quoted } from '../problem.ts'

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member that must be an object, by a name of the format's; names of a file's are looked up as own members. */
export const objectAt = (value: JsonObject, key: string, path: string): JsonObject => {
  const member = value[key]
  return isObject(member) ? member : malformed(`${key} of ${quoted(path)} should be an object`)
}

export const countAt = (value: unknown, what: string, path: string): number => {
  if (typeof value !== 'number') return malformed(`${what} of ${quoted(path)} should be a number`)
  if (value < 0) return absurd(`${what} of ${quoted(path)} is ${value}: a count can't be negative`)
  return value
}

/** A count that is added up, so it has to be whole and small enough to be true. */
export const wholeAt = (value: unknown, what: string, path: string): number => {
  const count = countAt(value, what, path)
  if (!Number.isInteger(count)) return malformed(`${what} of ${quoted(path)} is ${count}, not a whole number`)
  return count <= 2 ** 32 - 1 ? count : absurd(`${what} of ${quoted(path)} is ${count}`)
}
