import type { ZodMiniType } from 'zod/mini'
import type { $ZodIssue } from 'zod/v4/core'
import type { LooseDocument } from '../check/loose.ts'
import type { Path } from '../mistake.ts'
import { Calendar } from './calendar.ts'
import { AgreementDocument, Service } from './document.ts'
import { Objective } from './objective.ts'

/** Each round takes out what was refused; the next may refuse what holds it. Depth bounds the rounds. */
const ROUNDS = 8

/**
 * The part of a refused document that has its right shape. What is missing stays missing, what is refused is taken
 * out; an item of a list takes its list with it, so that the places of other items stay what they are.
 */
export const salvage = (plain: unknown): LooseDocument => {
  const rest: unknown = structuredClone(plain)
  for (let round = 0; round < ROUNDS; round++) {
    const read = AgreementDocument.safeParse(rest)
    if (read.success) return read.data
    const gone = read.error.issues.filter((issue) => removeIssue(rest, issue)).length
    // Only missing keys are left: every value that is there has passed.
    if (gone === 0) return isMap(rest) ? (rest as LooseDocument) : {}
  }
  return {}
}

/** Lists by name, to which other parts refer: an entry that was refused is emptied, so that its name stays known. */
const NAMED = new Map<unknown, ZodMiniType>([
  ['services', Service],
  ['calendars', Calendar],
  ['objectives', Objective],
])

const removeIssue = (document: unknown, issue: $ZodIssue): boolean => {
  const path: Path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  // A bad name is told once, and nobody has looked at what stands under it: only what has its shape is checked.
  if (issue.code === 'invalid_key' && hasShape(document, path)) return false
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => remove(document, [...path, key])).some(Boolean)
  return remove(document, path)
}

const hasShape = (document: unknown, [list, name, ...deeper]: Path): boolean => {
  const schema = NAMED.get(list)
  if (!schema || typeof name !== 'string' || deeper.length > 0 || !isMap(document)) return false
  const entry = Object.getOwnPropertyDescriptor(document[String(list)] ?? {}, name)?.value
  // Once emptied it stays: nothing more can be taken out.
  return schema.safeParse(entry).success || (isMap(entry) && Object.keys(entry).length === 0)
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Takes out the value at a path, or the list it stands in; false where there is nothing to take. */
const remove = (document: unknown, path: Path): boolean => {
  const owner = path.findLastIndex((part) => typeof part === 'string')
  const key = path[owner]
  let here: unknown = document
  for (const part of path.slice(0, owner)) {
    if (typeof here !== 'object' || here === null) return false
    here = Object.getOwnPropertyDescriptor(here, part)?.value
  }
  if (!isMap(here) || typeof key !== 'string' || !Object.hasOwn(here, key)) return false
  if (path.length !== 2 || !NAMED.has(path[0])) return Reflect.deleteProperty(here, key)
  here[key] = {}
  return true
}
