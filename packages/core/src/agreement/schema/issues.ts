import type { $ZodIssue, $ZodType } from 'zod/v4/core'
import type { Finding, Path } from '../mistake.ts'
import { shown } from '../mistake.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { MAX_MISTAKES } from '../source/limits.ts'
import { keysAt } from './shape.ts'

type Issue = $ZodIssue

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
}

/** A document as data and as text. */
export type Written = { plain: unknown; textOf: (path: Path) => string }

const pathOf = (path: readonly PropertyKey[]): Path =>
  path.map((part) => (typeof part === 'number' ? part : String(part)))
const nameOf = (path: Path): string => String(path.findLast((part) => typeof part === 'string') ?? 'the document')

const valueAt = (document: unknown, path: Path): unknown => {
  let here = document
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Object.getOwnPropertyDescriptor(here, part)?.value
  }
  return here
}

/** What the schema refused, in the words of somebody who knows the file. One issue may be several findings. */
export const findingsOf = (issue: Issue, document: Written, schema: $ZodType): Finding[] => {
  const path = pathOf(issue.path)
  const value = valueAt(document.plain, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_MISTAKES).map((key) => unknownKey(key, path, keysAt(schema, path)))
    case 'invalid_value':
      return [value === undefined ? missing(path) : unknownValue(path, value, issue.values.map(String))]
    case 'invalid_type':
      return [value === undefined ? missing(path) : wrongType(path, value, issue.expected, document.textOf(path))]
    case 'invalid_union':
      return [value === undefined ? missing(path) : noneOf(issue, path, value)]
    case 'invalid_key':
      return [
        bad(path, `"${String(path.at(-1))}" ${issue.issues[0]?.message ?? 'is no name'}`, String(path.at(-1)), 'key'),
      ]
    default:
      return [bad(path, `${nameOf(path)}: ${described(value)} ${issue.message}`, value)]
  }
}

const described = (value: unknown) =>
  Array.isArray(value) ? 'the list' : typeof value === 'object' ? 'the map' : shown(value)

const bad = (path: Path, message: string, value: unknown, on?: 'key'): Finding => ({
  severity: 'error',
  code: 'bad_value',
  message,
  path,
  on,
  found: shown(value),
})

const unknownKey = (key: string, path: Path, allowed: string[]): Finding => {
  const near = nearest(key, allowed)
  const list = allowed.length > 0 && allowed.length <= 8 ? `; allowed: ${allowed.join(', ')}` : ''
  return {
    severity: 'error',
    code: 'unknown_key',
    message: `unknown key "${key}"${didYouMean(near) || list}`,
    path: [...path, key],
    on: 'key',
    found: key,
    expected: allowed.join(', '),
    suggestion: near ?? undefined,
  }
}

const missing = (path: Path): Finding => ({
  severity: 'error',
  code: 'missing_key',
  message: `missing key "${String(path.at(-1))}"${path.length > 1 ? ` in ${path.slice(0, -1).join('.')}` : ''}`,
  path,
  on: 'key',
  expected: String(path.at(-1)),
})

const unknownValue = (path: Path, value: unknown, allowed: string[]): Finding => {
  const near = typeof value === 'string' ? nearest(value, allowed) : null
  const list = allowed.length > 1 ? `; one of ${allowed.join(', ')}` : `; it has to be ${allowed[0]}`
  return {
    severity: 'error',
    code: 'unknown_value',
    message: `unknown ${nameOf(path)} ${shown(value)}${didYouMean(near) || list}`,
    path,
    found: shown(value),
    expected: allowed.join(', '),
    suggestion: near ?? undefined,
  }
}

const wrongType = (path: Path, value: unknown, expected: string, text: string): Finding => {
  const wanted = TYPE_NAMES[expected] ?? expected
  const finding: Finding = {
    severity: 'error',
    code: 'wrong_type',
    message: '',
    path,
    found: shown(value),
    expected: wanted,
  }
  if (value === null) return { ...finding, message: `${nameOf(path)} is empty; it takes ${wanted}` }
  const remedy = typeRemedy(path, value, expected, text)
  return {
    ...finding,
    message: `${nameOf(path)} takes ${wanted}, not ${shown(value)}${remedy ? `; ${remedy.words}` : ''}`,
    suggestion: remedy?.suggestion,
  }
}

const WITH_SIGN = new Set<unknown>(['target', 'warn'])

/** Quotes are the usual reason. `text` is the value as it was written: 5.10 stays 5.10. */
const typeRemedy = (
  path: Path,
  value: unknown,
  expected: string,
  text: string,
): { words: string; suggestion?: string } | null => {
  const bare = typeof value === 'number' || typeof value === 'boolean'
  if (expected === 'string' && bare && WITH_SIGN.has(path.at(-1))) {
    return { words: `say which side is good, in quotes: ">= ${text}" with its unit` }
  }
  if (expected === 'string' && bare) return { words: `write it in quotes: "${text}"`, suggestion: `"${text}"` }
  if ((expected === 'number' || expected === 'int') && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) {
    return { words: `write it without quotes: ${value}`, suggestion: value }
  }
  if (expected === 'array' && (typeof value === 'string' || typeof value === 'number')) {
    return { words: `write [${value}]`, suggestion: `[${value}]` }
  }
  return null
}

const noneOf = (issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, value: unknown): Finding => {
  const words = issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []))
  const near = typeof value === 'string' ? nearest(value, words) : null
  return {
    severity: 'error',
    code: 'unknown_value',
    message:
      near === null
        ? `${nameOf(path)}: ${shown(value)} ${issue.message}`
        : `unknown ${nameOf(path)} ${shown(value)}${didYouMean(near)}`,
    path,
    found: shown(value),
    suggestion: near ?? undefined,
  }
}
