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

/** A place in the file, e.g. `testResults[3]`; as a function where a million good values should cost no text. */
export type What = string | (() => string)
const say = (what: What): string => (typeof what === 'string' ? what : what())

export const asObject = (value: unknown, what: What): JsonObject =>
  isObject(value) ? value : malformed(`${say(what)} should be an object`)

export const asList = (value: unknown, what: What): unknown[] =>
  Array.isArray(value) ? value : malformed(`${say(what)} should be a list`)

/** A whole number within bounds, both included. */
export const asWhole = (value: unknown, least: number, most: number, what: What): number => {
  if (typeof value !== 'number' || !Number.isInteger(value)) return malformed(`${say(what)} should be a whole number`)
  return value >= least && value <= most ? value : absurd(`${say(what)} is ${value}, which can't be`)
}

export const textOr = <T>(value: unknown, otherwise: T): string | T => (typeof value === 'string' ? value : otherwise)

/** A member by a name that comes from the file. */
export const ownOf = (map: JsonObject, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined)
