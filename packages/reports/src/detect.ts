import { quoted, refuse, unknownFormat } from './problem.ts'
import { Cursor } from './text/cursor.ts'

/** What the first lines say; XML and JSON are told apart further by what is in them. */
export type Family = 'xml' | 'json' | 'lcov' | 'gocoverprofile' | 'istanbul-text' | 'dart-json' | 'golang-json'

/** Lines of chatter (a banner, an empty test name) that may come before the first record. */
const LINES_LOOKED_AT = 20
/** An event is a line; a first one longer than this is none. */
const LONGEST_EVENT = 64 * 1024

export const detect = (bytes: Uint8Array): Family => {
  const cursor = new Cursor(bytes)
  let firstLine: string | undefined
  for (let looked = 0; looked < LINES_LOOKED_AT && cursor.nextLine(); ) {
    // Before a string is made of it: a file of nothing but spaces has millions of such lines.
    if (cursor.end === cursor.start) continue
    const text = cursor.text(cursor.start, Math.min(cursor.end, cursor.start + 200)).trim()
    const events = text.startsWith('{') ? eventFormat(cursor) : undefined
    if (events) return events
    if (looked++ === 0) {
      if (text.startsWith('<')) return 'xml'
      if (text.startsWith('{') || text.startsWith('[')) return 'json'
      firstLine = text
    }
    if (/^mode: ?(set|count|atomic)$/.test(text)) return 'gocoverprofile'
    if (/^(TN|SF):/.test(text)) return 'lcov'
    if (/^File\s*\|\s*% Stmts\s*\||=+ Coverage summary =+/.test(text)) return 'istanbul-text'
  }
  if (firstLine === undefined)
    return refuse({ code: 'empty', message: 'the file is empty: the tool that should have written it did not' })
  return unknownFormat(`the file begins with ${quoted(firstLine)}`, { line: 1 })
}

/** The actions of go test -json that can come first. */
const GO_ACTIONS = new Set<unknown>(['start', 'run', 'output', 'skip', 'pass', 'fail', 'build-output', 'build-fail'])

/** One JSON object a line: go test -json and dart test. The first such line decides. */
const eventFormat = (cursor: Cursor): Family | undefined => {
  if (cursor.end - cursor.start > LONGEST_EVENT) return undefined
  const text = cursor.text(cursor.start, cursor.end)
  if (!/"(?:protocolVersion|Action)"\s*:/.test(text)) return undefined
  try {
    const event: unknown = JSON.parse(text)
    if (typeof event !== 'object' || event === null) return undefined
    if ('protocolVersion' in event && 'type' in event && event.type === 'start') return 'dart-json'
    return 'Action' in event && GO_ACTIONS.has(event.Action) ? 'golang-json' : undefined
  } catch {
    return undefined
  }
}
