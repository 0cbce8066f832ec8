import type { Limits } from '../limits.ts'
import { pastLimit, quoted, refuse } from '../problem.ts'
import { whereAt } from '../text/where.ts'

const QUOTE = 34
const BACKSLASH = 92

/** Where the bytes stand: the whole of a file, or one of its lines, which can be cut only if it is the last. */
type Place = { line: number; last: boolean }

/**
 * A linear look at the bytes before JSON.parse builds anything: brackets that match, strings that end, depth within
 * bounds. It finds a cut file and deep nesting, with the position, which JSON.parse gives for some mistakes only.
 */
export const checkShape = (bytes: Uint8Array, limits: Limits, place: Place = { line: 1, last: true }): void => {
  const open: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfString(bytes, at, place)
    else if (byte === 123 || byte === 91) {
      if (open.length >= limits.maxDepth)
        pastLimit('maxDepth', limits, 'values inside one another', placeOf(bytes, at, place))
      open.push(at)
    } else if (byte === 125 || byte === 93) {
      const opener = open.pop()
      // `{` and `}`, `[` and `]` are two apart.
      if (opener === undefined || bytes[opener] !== byte - 2) {
        const message = `not JSON: ${quoted(String.fromCharCode(byte))} closes nothing that is open`
        refuse({ code: 'malformed', message, ...placeOf(bytes, at, place) })
      }
    }
  }
  const opener = open.at(-1)
  if (opener === undefined) return
  const kind = bytes[opener] === 123 ? 'object' : 'array'
  cut(bytes, `while the ${kind} of line ${placeOf(bytes, opener, place).line} is open`, place)
}

const endOfString = (bytes: Uint8Array, from: number, place: Place): number => {
  for (let at = from + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++
    else if (bytes[at] === QUOTE) return at
  }
  return cut(bytes, `inside the string of line ${placeOf(bytes, from, place).line}`, place)
}

const cut = (bytes: Uint8Array, how: string, place: Place): never => {
  const where = placeOf(bytes, bytes.length, place)
  if (!place.last) return refuse({ code: 'malformed', message: `not JSON: the line ends ${how}`, ...where })
  return refuse({ code: 'truncated', message: `the JSON ends ${how}: it was cut short`, ...where })
}

const placeOf = (bytes: Uint8Array, offset: number, { line }: Place) => {
  const { line: within = 1, column = 1 } = whereAt(bytes, offset)
  return { line: line + within - 1, column }
}
