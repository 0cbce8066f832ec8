import type { Mistake } from '@plumbline/contract'
import { nearest } from '@plumbline/core'
import type * as z from 'zod'
import { pointerTo } from '../http/json.ts'
import { wordsAt } from './words.ts'

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

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`)

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
  issue.keys.slice(0, MAX_MISTAKES).map((key): Mistake => {
    const allowed = wordsAt(schema, issue.path, input)
    const meant = nearest(key, allowed)
    return {
      pointer: pointerTo([...issue.path, key]),
      code: kind === 'field' ? 'unknown_field' : 'unknown_parameter',
      detail: `unknown ${kind} "${shown(key)}"${meant === null ? '' : `; did you mean "${meant}"?`}`,
      allowed: meant === null ? allowed : [meant],
    }
  })

const notAllowed = (pointer: string, allowed: string[], given: unknown): Mistake => ({
  pointer,
  code: 'not_allowed',
  detail: `must be ${allowed.length === 1 ? `"${allowed[0]}"` : 'one of those allowed'}${typeof given === 'string' ? hint(given, allowed) : ''}`,
  allowed,
})

const bounds = (issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): string => {
  const unit =
    issue.origin === 'string' ? ' characters' : issue.origin === 'array' || issue.origin === 'set' ? ' items' : ''
  return issue.code === 'too_big'
    ? `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit}`
    : `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit}`
}

const mistakesOf = (issue: Issue, schema: z.ZodType, input: unknown, kind: Kind): Mistake[] => {
  const pointer = pointerTo(kind === 'field' ? issue.path : issue.path.slice(0, 1))
  const given = givenAt(input, issue.path, kind)
  const missing: Mistake = { pointer, code: 'missing', detail: 'is required' }
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, schema, input, kind)
    case 'invalid_type':
      return [
        given === undefined
          ? missing
          : { pointer, code: 'wrong_type', detail: `must be ${issue.expected}, not ${kindOf(given)}` },
      ]
    case 'invalid_value':
      return [given === undefined ? missing : notAllowed(pointer, issue.values.map(String), given)]
    case 'too_big':
    case 'too_small':
      return [{ pointer, code: 'out_of_range', detail: bounds(issue) }]
    case 'invalid_format':
      return [
        {
          pointer,
          code: 'invalid_format',
          detail: issue.pattern && issue.message.startsWith('Invalid') ? 'has the wrong form' : issue.message,
        },
      ]
    case 'invalid_union':
      if (given === undefined && issue.path.length > 0) return [missing]
      return [notAllowed(pointer, wordsAt(schema, issue.path, input), given)]
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [{ pointer, code: 'invalid', detail: issue.message }]
    default:
      return issue satisfies never
  }
}

/** What zod found, in our words, each with its place; the one place that knows zod's issues. */
export const mistakes = (error: z.ZodError, schema: z.ZodType, input: unknown, kind: Kind = 'field'): Mistake[] =>
  error.issues.flatMap((issue) => mistakesOf(issue, schema, input, kind)).slice(0, MAX_MISTAKES)
