import type { Mistake } from '@plumbline/contract'
import { pointerTo } from '@plumbline/core'
import { Refusal } from '../problem/problem.ts'

export const MAX_DEPTH = 20

const QUOTE = 34
const BACKSLASH = 92
const OPEN = new Set([91, 123])
const CLOSE = new Set([93, 125])

/** How deep arrays and objects are nested, by one look over the text: 5,000 levels parse well and break later. */
export const depthOf = (text: string): number => {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) inString = true
    else if (OPEN.has(code)) deepest = Math.max(deepest, ++depth)
    else if (CLOSE.has(code)) depth--
  }
  return deepest
}

/**
 * JSON of bounded depth. Of keys that repeat in one object the last counts, as everywhere in JavaScript.
 * @throws Refusal `too_deep`, `not_json`
 */
export const parseJson = (text: string): unknown => {
  if (depthOf(text) > MAX_DEPTH) throw new Refusal('too_deep', `A body may be ${MAX_DEPTH} levels deep.`)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not_json', text.trim() === '' ? 'The body is empty.' : 'The body can’t be read as JSON.')
  }
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
const MAX_MISTAKES = 20

/** Keys that would reach an object's prototype, and text that is not Unicode (half of a surrogate pair). */
export const unsafeParts = (value: unknown, skip?: string): Mistake[] => {
  const mistakes: Mistake[] = []
  const visit = (part: unknown, path: string[]): void => {
    if (mistakes.length >= MAX_MISTAKES) return
    if (typeof part === 'string' && !part.isWellFormed())
      mistakes.push({ pointer: pointerTo(path), code: 'not_unicode', detail: 'has half of a surrogate pair' })
    if (typeof part !== 'object' || part === null) return
    for (const [key, inner] of Object.entries(part)) {
      const here = [...path, key]
      if (FORBIDDEN.has(key))
        mistakes.push({ pointer: pointerTo(here), code: 'forbidden_key', detail: `no object may have the key ${key}` })
      else if (!key.isWellFormed())
        mistakes.push({ pointer: pointerTo(here), code: 'not_unicode', detail: 'the key has half of a surrogate pair' })
      else if (path.length > 0 || key !== skip) visit(inner, here)
    }
  }
  visit(value, [])
  return mistakes.slice(0, MAX_MISTAKES)
}
