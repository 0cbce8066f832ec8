import type { Limits } from '../limits.ts'
import { pastLimit, quoted, refuse } from '../problem.ts'
import { whereAt } from '../text/where.ts'

const QUOTE = 34
const BACKSLASH = 92

/**
 * A linear look at the bytes before JSON.parse builds anything: brackets that match, strings that end, depth within
 * bounds. It finds a cut file and deep nesting, with the position, which JSON.parse gives for some mistakes only.
 */
export const checkShape = (bytes: Uint8Array, limits: Limits): void => {
  const open: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfString(bytes, at)
    else if (byte === 123 || byte === 91) {
      if (open.length >= limits.maxDepth) pastLimit('maxDepth', limits, 'values inside one another', whereAt(bytes, at))
      open.push(at)
    } else if (byte === 125 || byte === 93) {
      const opener = open.pop()
      // `{` and `}`, `[` and `]` are two apart.
      if (opener === undefined || bytes[opener] !== byte - 2) {
        const message = `not JSON: ${quoted(String.fromCharCode(byte))} closes nothing that is open`
        refuse({ code: 'malformed', message, ...whereAt(bytes, at) })
      }
    }
  }
  const opener = open.at(-1)
  if (opener === undefined) return
  const { line } = whereAt(bytes, opener)
  const kind = bytes[opener] === 123 ? 'object' : 'array'
  const message = `the JSON ends while the ${kind} of line ${line} is open: it was cut short`
  refuse({ code: 'truncated', message, ...whereAt(bytes, bytes.length) })
}

const endOfString = (bytes: Uint8Array, from: number): number => {
  for (let at = from + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++
    else if (bytes[at] === QUOTE) return at
  }
  const message = `the JSON ends inside the string of line ${whereAt(bytes, from).line}: it was cut short`
  return refuse({ code: 'truncated', message, ...whereAt(bytes, bytes.length) })
}
