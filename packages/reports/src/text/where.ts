import type { Where } from '../problem.ts'

const NEWLINE = 10

/** Line and column of an offset, both from 1. */
export const whereAt = (bytes: Uint8Array, offset: number): Where => {
  let line = 1
  let start = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < offset; at = bytes.indexOf(NEWLINE, at + 1)) {
    line++
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}
