import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { identity } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { malformed, quoted } from '../problem.ts'
import { Cursor } from '../text/cursor.ts'
import type { TextFormat } from './format.ts'

const COLON = 58
const COMMA = 44
const DOT = 46
const SPACE = 32
const MODE = new TextEncoder().encode('mode:')
/** A block is a stretch of one function; a million statements in one is no program. */
const MAX_STATEMENTS = 1_000_000

/**
 * `path:line.column,line.column statements count`. Go counts statements, and so do we, as `lines`; a block listed
 * again (several packages or runs) is one block that ran if any listing ran. For patches, each line that a block
 * with statements touches is executable, and ran if any block on it ran: in `if x {` the condition's block decides.
 */
export const gocoverprofile: TextFormat = {
  name: 'gocoverprofile',
  read: (bytes, limits) => {
    const cursor = new Cursor(bytes)
    const coverage = createCoverage('gocoverprofile', limits)
    coverage.carries('lines')
    let file: FileBuilder | undefined
    let path: Uint8Array = new Uint8Array(0)

    while (cursor.nextLine()) {
      if (cursor.peek() === -1) continue
      if (cursor.startsWith(MODE)) {
        checkMode(cursor)
        continue
      }
      const colon = cursor.bytes.subarray(cursor.start, cursor.end).lastIndexOf(COLON)
      if (colon <= 0) {
        cursor.at = colon < 0 ? cursor.end : cursor.start
        cursor.wrong('expected path:line.column,line.column statements count')
      }
      const named = cursor.bytes.subarray(cursor.start, cursor.start + colon)
      // Blocks of a file stand together: most lines need no new string.
      if (!file || !sameBytes(named, path)) {
        file = coverage.file(cursor.text(cursor.start, cursor.start + colon))
        path = named
      }
      cursor.at = cursor.start + colon + 1
      readBlock(cursor, file)
    }
    return coverage.finish()
  },
}

const readBlock = (cursor: Cursor, file: FileBuilder): void => {
  const fromLine = cursor.integer(MAX_LINE, 'first line')
  cursor.expect(DOT, 'a dot after the first line')
  const fromColumn = cursor.integer(MAX_LINE, 'first column')
  cursor.expect(COMMA, 'a comma between start and end')
  const toLine = cursor.integer(MAX_LINE, 'last line')
  cursor.expect(DOT, 'a dot after the last line')
  const toColumn = cursor.integer(MAX_LINE, 'last column')
  cursor.expect(SPACE, 'a space before the number of statements')
  const statements = cursor.integer(MAX_STATEMENTS, 'number of statements')
  cursor.expect(SPACE, 'a space before the count')
  const ran = cursor.ran('count')
  cursor.expectEnd('the count')
  if (toLine < fromLine) malformed(`a block ends on line ${toLine}, before it starts on ${fromLine}`, cursor.where)

  const id = identity(fromLine, fromColumn, toLine, toColumn, statements)
  file.point('lines', 'go', id, ran * statements, statements)
  if (statements > 0) for (let line = fromLine; line <= toLine; line++) file.line(line, ran)
}

const checkMode = (cursor: Cursor): void => {
  const mode = cursor.text(cursor.start + MODE.length).trim()
  if (!['set', 'count', 'atomic'].includes(mode)) {
    malformed(`${quoted(mode)} is no mode of a Go cover profile (set, count, atomic)`, cursor.where)
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false
  return true
}
