import type * as z from 'zod'
import { nearest } from '../agreement/nearest.ts'
import { pointerTo } from './pointer.ts'
import { wordsAt } from './words.ts'

/** One thing that is wrong with what was sent, and what would have been right. */
export type InputMistake = { pointer: string; code: string; detail: string; allowed?: string[] }

type Issue = z.core.$ZodIssue
type Kind = 'field' | 'parameter'

const MAX_MISTAKES = 50
const MAX_SHOWN = 60

const shown = (word: string) => (word.length > MAX_SHOWN ? `${word.slice(0, MAX_SHOWN)}…` : word)

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? Reflect.get(part, key) : undefined,
    value,
  )

/** What was given at a place. Of a query parameter that lists several values the path counts the values. */
const givenAt = (input: unknown, path: readonly PropertyKey[], kind: Kind): unknown => {
  if (kind === 'field' || path.length < 2) return at(input, path)
  const texts = [at(input, path.slice(0, 1))].flat().flatMap((text) => String(text).split(','))
  return texts[Number(path[1])]
}

/** What zod calls a type, in the words of somebody who writes JSON. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
}

const found = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(shown(value))
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object'
  return String(value)
}

const hint = (word: string, allowed: readonly string[]) => {
  const meant = nearest(word, allowed)
  return meant === null ? '' : `; did you mean "${meant}"?`
}

const unknownKeys = (
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  schema: z.ZodType,
  input: unknown,
  kind: Kind,
) =>
  // Cut before looking for what was meant: a body has room for tens of thousands of them.
  issue.keys.slice(0, MAX_MISTAKES).map((key): InputMistake => {
    const allowed = wordsAt(schema, issue.path, input)
    const meant = nearest(key, allowed)
    return {
      pointer: pointerTo([...issue.path, key]),
      code: kind === 'field' ? 'unknown_field' : 'unknown_parameter',
      detail: `unknown ${kind} "${shown(key)}"${meant === null ? '' : `; did you mean "${meant}"?`}`,
      allowed: meant === null ? allowed : [meant],
    }
  })

const notAllowed = (pointer: string, allowed: string[], given: unknown): InputMistake => ({
  pointer,
  code: 'not_allowed',
  detail: `must be ${allowed.length === 1 ? `"${allowed[0]}"` : 'one of those allowed'}${typeof given === 'string' ? hint(given, allowed) : ''}`,
  allowed,
})

const bounds = (issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): string => {
  const limit = issue.code === 'too_big' ? issue.maximum : issue.minimum
  const noun =
    issue.origin === 'string' ? 'character' : issue.origin === 'array' || issue.origin === 'set' ? 'item' : ''
  const unit = noun === '' ? '' : ` ${noun}${Number(limit) === 1 ? '' : 's'}`
  return issue.code === 'too_big'
    ? `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${limit}${unit}`
    : `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${limit}${unit}`
}

/** A message that a schema gave; what zod says where a schema gives none is not for people. */
const said = ({ message, ...issue }: { message: string; format?: string }): string => {
  if (!message.startsWith('Invalid')) return message
  return issue.format === 'url' ? 'must be a web address, e.g. https://ci.acme.example/run/7' : 'has the wrong form'
}

const mistakesOf = (issue: Issue, schema: z.ZodType, input: unknown, kind: Kind): InputMistake[] => {
  const pointer = pointerTo(kind === 'field' ? issue.path : issue.path.slice(0, 1))
  const given = givenAt(input, issue.path, kind)
  const missing: InputMistake = { pointer, code: 'missing', detail: 'is required' }
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, schema, input, kind)
    case 'invalid_type':
      return [
        given === undefined
          ? missing
          : {
              pointer,
              code: 'wrong_type',
              detail: `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}, found ${found(given)}`,
            },
      ]
    case 'invalid_value':
      return [given === undefined ? missing : notAllowed(pointer, issue.values.map(String), given)]
    case 'too_big':
    case 'too_small':
      return [{ pointer, code: 'out_of_range', detail: bounds(issue) }]
    case 'invalid_format':
      return [{ pointer, code: 'invalid_format', detail: said(issue) }]
    case 'invalid_union':
      if (given === undefined && issue.path.length > 0) return [missing]
      return [notAllowed(pointer, wordsAt(schema, issue.path, input), given)]
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [{ pointer, code: 'invalid', detail: said(issue) }]
    default:
      return issue satisfies never
  }
}

/** What zod found, in our words, each with its place; the one place that knows zod's issues. */
export const mistakes = (error: z.ZodError, schema: z.ZodType, input: unknown, kind: Kind = 'field'): InputMistake[] =>
  error.issues.flatMap((issue) => mistakesOf(issue, schema, input, kind)).slice(0, MAX_MISTAKES)
