import type { FileBuilder } from '../coverage/builder.ts'
import { createOccurrences, identity, identityOfBytes } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import type { Measure } from '../report.ts'
import type { Cursor } from '../text/cursor.ts'

const COMMA = 44
const DASH = 45
const MAX_COUNT = 2 ** 32 - 1

const STATED: Record<string, [Measure, 'total' | 'covered']> = {
  LF: ['lines', 'total'],
  LH: ['lines', 'covered'],
  BRF: ['branches', 'total'],
  BRH: ['branches', 'covered'],
  FNF: ['functions', 'total'],
  FNH: ['functions', 'covered'],
}

/** What belongs to one record, from SF to end_of_record. */
export const createRecord = () => {
  let file: FileBuilder | undefined
  const stated = new Map<Measure, { covered: number; total: number }>()
  const declared = createOccurrences()
  const called = createOccurrences()
  /** FNL gives a function a number, FNA counts by it (lcov 2.2). */
  const numbered = new Map<number, number>()

  const point = (measure: Measure, id: number, ran: 0 | 1): Measure => {
    file?.point(measure, 'lcov', id, ran, 1)
    return measure
  }
  const name = (cursor: Cursor): number => identityOfBytes(cursor.bytes, cursor.at, cursor.end)

  return {
    open: (opened: FileBuilder) => {
      file = opened
    },
    /** Reads one record and says which measure it shows the report to carry. Unknown records are left alone. */
    read: (tag: string, cursor: Cursor): Measure | undefined => {
      if (tag === 'BRDA') {
        const id = readBranch(cursor)
        return point('branches', id, cursor.peek() === DASH ? 0 : cursor.ran('branch count'))
      }
      if (tag === 'FN') {
        readRange(cursor)
        return point('functions', declared.next(name(cursor)), 0)
      }
      if (tag === 'FNDA') {
        const ran = cursor.ran('function count')
        cursor.expect(COMMA, 'a comma before the function name')
        return point('functions', called.next(name(cursor)), ran)
      }
      if (tag === 'FNL') {
        const index = cursor.integer(MAX_LINE, 'function index')
        cursor.expect(COMMA, 'a comma after the function index')
        const id = declared.next(identity(cursor.integer(MAX_LINE, 'line number')))
        numbered.set(index, id)
        return point('functions', id, 0)
      }
      if (tag === 'FNA') {
        const index = cursor.integer(MAX_LINE, 'function index')
        cursor.expect(COMMA, 'a comma after the function index')
        return point('functions', numbered.get(index) ?? identity(index, 0), cursor.ran('function count'))
      }
      const summary = STATED[tag]
      if (!summary) return undefined
      const [measure, part] = summary
      const count = stated.get(measure) ?? { covered: 0, total: 0 }
      count[part] = cursor.integer(MAX_COUNT, tag)
      stated.set(measure, count)
      return measure
    },
    close: () => {
      for (const [measure, { covered, total }] of stated) {
        file?.point(measure, 'stated', 0, Math.min(covered, total), total)
      }
      // Clearing makes a new table, even of an empty map, and a file may hold millions of records.
      if (stated.size > 0) stated.clear()
      if (numbered.size > 0) numbered.clear()
      declared.clear()
      called.clear()
      file = undefined
    },
  }
}

/** `line,block,branch,`: block may begin with `e` (exception), branch may be an expression. */
const readBranch = (cursor: Cursor): number => {
  const line = cursor.integer(MAX_LINE, 'line number')
  cursor.expect(COMMA, 'a comma after the line number')
  let comma = cursor.end - 1
  while (comma > cursor.at && cursor.bytes[comma] !== COMMA) comma--
  if (comma <= cursor.at) cursor.wrong('expected line, block, branch and count after BRDA')
  const id = identity(line, identityOfBytes(cursor.bytes, cursor.at, comma))
  cursor.at = comma + 1
  return id
}

/** `line,` or `line,end,` before a name; a name that begins with digits and a comma does not exist. */
const readRange = (cursor: Cursor): void => {
  cursor.integer(MAX_LINE, 'line number')
  cursor.expect(COMMA, 'a comma after the line number')
  const name = cursor.at
  while (cursor.peek() >= 48 && cursor.peek() <= 57) cursor.at++
  if (cursor.at > name && cursor.peek() === COMMA) cursor.at++
  else cursor.at = name
}
