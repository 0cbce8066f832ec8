import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { malformed, quoted, refuse } from '../problem.ts'
import { Cursor } from '../text/cursor.ts'
import type { TextFormat } from './format.ts'
import { createRecord } from './lcov-record.ts'

const COMMA = 44
const COLON = 58

const NEWLINE = 10
const ZERO = 48
const NINE = 57

/** `DA:` as the first two bytes of a line, because nine lines of ten are one. */
const D = 68
const A = 65

/** So many digits are below every limit, and need no check. */
const FEW_DIGITS = 9

/** Marks that are handed on at once. */
const RUN = 4096

/**
 * Lines as plain as `DA:12,1` that rise: most runs read one report in a process that has just started, where nothing
 * is compiled yet and each call counts. So they are read in one loop, and that in a function that does nothing else:
 * the smaller it is, the sooner it is compiled.
 */
class PlainRun {
  readonly marks = new Uint32Array(RUN)
  lines = 0
  /** Where the first line begins that has anything else in it. */
  next = 0

  read(bytes: Uint8Array, from: number): void {
    const { marks } = this
    let next = from
    let lines = 0
    let before = 0
    while (lines < RUN && bytes[next] === D && bytes[next + 1] === A && bytes[next + 2] === COLON) {
      let at = next + 3
      let byte = bytes[at] ?? 0
      let line = 0
      for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0) line = line * 10 + byte - ZERO
      if (byte !== COMMA || line <= before || at - next > 3 + FEW_DIGITS) break
      const counted = ++at
      let ran = 0
      for (byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0) ran |= byte - ZERO
      if (byte !== NEWLINE || at === counted || at - counted > FEW_DIGITS) break
      marks[lines++] = line * 2 + (ran === 0 ? 0 : 1)
      before = line
      next = at + 1
    }
    this.lines = lines
    this.next = next
  }
}

/**
 * lcov tracefiles: `SF:` opens a file, `end_of_record` closes it. Totals come from `DA`, `BRDA` and `FN`/`FNDA`
 * records; `LF`/`LH` and their kin count only where a file has no such record (cargo llvm-cov --summary-only).
 * Functions are told apart by name and by order among functions of one name, branches by line, block and branch.
 */
export const lcov: TextFormat = {
  name: 'lcov',
  read: (bytes, limits) => {
    const cursor = new Cursor(bytes)
    const coverage = createCoverage('lcov', limits)
    const record = createRecord()
    const plain = new PlainRun()
    coverage.carries('lines')
    let file: FileBuilder | undefined
    let files = 0

    for (;;) {
      if (file && bytes[cursor.next] === D) {
        plain.read(bytes, cursor.next)
        file.lines(plain.marks, plain.lines)
        cursor.skip(plain.lines, plain.next)
      }
      if (!cursor.nextLine()) break
      const first = cursor.peek()
      if (first === -1 || first === 35) continue
      if (first === D && file && bytes[cursor.at + 1] === A && bytes[cursor.at + 2] === COLON) {
        cursor.at += 3
        const line = cursor.integer(MAX_LINE, 'line number')
        cursor.expect(COMMA, 'a comma after the line number')
        file.line(line, cursor.ran('execution count'))
        // A checksum may follow.
        if (cursor.peek() !== COMMA) cursor.expectEnd('the execution count')
        continue
      }
      const tag = isEnd(cursor) ? END_OF_RECORD : readTag(cursor)
      if (tag === 'SF') {
        if (file) malformed(`SF before the end_of_record of ${quoted(file.path)}`, cursor.where)
        if (cursor.peek() === -1) cursor.wrong('expected a path after SF')
        file = coverage.file(cursor.text())
        files++
        record.open(file)
      } else if (tag === END_OF_RECORD) {
        if (!file) malformed('end_of_record without an SF before it', cursor.where)
        record.close()
        file = undefined
      } else if (tag !== 'TN') {
        if (!file) malformed(`${quoted(tag)} record without an SF before it`, cursor.where)
        const measure = record.read(tag, cursor)
        if (measure) coverage.carries(measure)
      }
    }
    if (file) {
      const message = `the file ends inside the record of ${quoted(file.path)}: end_of_record is missing`
      refuse({ code: 'truncated', message, line: cursor.line })
    }
    if (files === 0) refuse({ code: 'empty', message: 'an lcov file without an SF record: it names no source file' })
    return coverage.finish()
  },
}

/** The letters before the colon; the cursor is left behind it. */
const readTag = (cursor: Cursor): string => {
  let code = 0
  let at = cursor.at
  for (; at < cursor.end && at < cursor.at + MAX_TAG; at++) {
    const letter = (cursor.bytes[at] ?? 0) - 64
    if (letter < 1 || letter > 26) break
    code = code * 32 + letter
  }
  if (cursor.bytes[at] === COLON && at > cursor.at && at < cursor.end) {
    const tag = KNOWN_TAGS.get(code) ?? cursor.text(cursor.at, at)
    cursor.at = at + 1
    return tag
  }
  return cursor.wrong('expected an lcov record such as DA:1,1')
}

const END_OF_RECORD = 'end_of_record'
const END = new TextEncoder().encode(END_OF_RECORD)

/** By its bytes: the strings for 2,000 files, and what they leave behind, take 1 ms of 20 in a new process. */
const isEnd = (cursor: Cursor): boolean => cursor.end - cursor.at === END.length && cursor.startsWith(END)

const MAX_TAG = 10
/** Letters as base 32 digits, so that a tag is found without a string made for each line. */
const KNOWN_TAGS = new Map(
  ['SF', 'TN', 'BRDA', 'FN', 'FNDA', 'FNL', 'FNA', 'LF', 'LH', 'BRF', 'BRH', 'FNF', 'FNH'].map((tag) => [
    [...tag].reduce((code, letter) => code * 32 + letter.charCodeAt(0) - 64, 0),
    tag,
  ]),
)
