import type { JsonObject } from '../formats/format.ts'
import type { Limits } from '../limits.ts'
import { malformed, refuse } from '../problem.ts'
import { Cursor } from '../text/cursor.ts'
import { locateJsonError } from './locate-error.ts'
import { checkShape } from './scan-json.ts'
import { isObject } from './values.ts'

const BRACE = 123
const decoder = new TextDecoder('utf-8')

export type EventReader = {
  event: (value: JsonObject, line: number) => void
  /** What else a terminal showed between the events: at most its first 300 bytes. */
  other?: (text: string, line: number) => void
}

/**
 * One JSON object a line, of which no more than one is in memory. Lines that begin otherwise are chatter: tools write
 * their events to the same stream as compilers and shells do.
 */
export const readEvents = (bytes: Uint8Array, limits: Limits, reader: EventReader): { lines: number } => {
  const cursor = new Cursor(bytes)
  while (cursor.nextLine()) {
    const first = cursor.peek()
    if (first === BRACE) reader.event(parseLine(cursor, limits), cursor.line)
    else if (first !== -1)
      reader.other?.(cursor.text(cursor.start, Math.min(cursor.end, cursor.start + 300)), cursor.line)
  }
  return { lines: cursor.line }
}

const parseLine = (cursor: Cursor, limits: Limits): JsonObject => {
  const { line, start, end, bytes } = cursor
  const last = bytes.indexOf(10, end) < 0
  checkShape(bytes.subarray(start, end), limits, { line, last })
  const text = decoder.decode(bytes.subarray(start, end))
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    const column = locateJsonError(text) + 1
    if (last && column > text.length)
      return refuse({ code: 'truncated', message: 'the file ends in the middle of an event', line, column })
    return malformed('not JSON: something that may not stand here', { line, column })
  }
  return malformed('an event should be an object', { line })
}
