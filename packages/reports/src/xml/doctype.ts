import { refuse } from '../problem.ts'
import { whereAt } from '../text/where.ts'

const encoder = new TextEncoder()
const COMMENT = encoder.encode('<!--')
const COMMENT_END = encoder.encode('-->')
const INSTRUCTION = encoder.encode('<?')
const INSTRUCTION_END = encoder.encode('?>')
const DOCTYPE = encoder.encode('<!DOCTYPE')
const LESS = 60
const GREATER = 62
const BRACKET = 91

/**
 * Cobertura and JaCoCo write a DOCTYPE with an external id, which is left alone and never fetched. An internal subset
 * is where entities are declared, and no report has one. It is looked for before the parser runs, which would gather
 * all of it, at twenty bytes of memory for each of its own.
 */
export const refuseSubset = (bytes: Uint8Array): void => {
  let at = 0
  while (at < bytes.length) {
    const markup = bytes.indexOf(LESS, at)
    if (markup < 0) return
    if (startsAt(bytes, markup, COMMENT)) at = behind(bytes, markup + COMMENT.length, COMMENT_END)
    else if (startsAt(bytes, markup, INSTRUCTION)) at = behind(bytes, markup + INSTRUCTION.length, INSTRUCTION_END)
    else if (startsAt(bytes, markup, DOCTYPE)) at = endOfDoctype(bytes, markup)
    else return
  }
}

/** Quoted ids may hold any character, brackets among them. */
const endOfDoctype = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 34 || byte === 39) {
      const quote = bytes.indexOf(byte, at + 1)
      if (quote < 0) return bytes.length
      at = quote
    } else if (byte === GREATER) return at + 1
    else if (byte === BRACKET) {
      const message =
        'the DOCTYPE has an internal subset, which can declare entities; a report needs none, and it is not read'
      refuse({ code: 'entity_declared', message, ...whereAt(bytes, at) })
    }
  }
  return bytes.length
}

const startsAt = (bytes: Uint8Array, at: number, text: Uint8Array): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false
  return true
}

const behind = (bytes: Uint8Array, from: number, end: Uint8Array): number => {
  let at = from
  while (at < bytes.length && !startsAt(bytes, at, end)) at++
  return at + end.length
}
