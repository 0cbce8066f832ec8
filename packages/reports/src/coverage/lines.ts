import type { Count } from '../report.ts'

/**
 * The executable lines of one file: `line * 2 + ran`, sorted, one entry a line. Four bytes a line, whatever the file
 * said about it; a set of line numbers would take forty.
 */
export type LineMarks = Uint32Array<ArrayBuffer>

export const MAX_LINE = 2 ** 31 - 1
export const NO_LINES: LineMarks = new Uint32Array(0)

export const lineOf = (codes: Uint32Array, at: number): number => (codes[at] ?? 0) >>> 1

const isSorted = (codes: Uint32Array): boolean => {
  let before = -1
  for (let i = 0; i < codes.length; i++) {
    const line = (codes[i] ?? 0) >>> 1
    if (line <= before) return false
    before = line
  }
  return true
}

/** Sorts marks and folds those of one line into one: `ran` sorts last, so a line that ran anywhere has run. */
export const packLines = (codes: Uint32Array<ArrayBuffer>): LineMarks => {
  // A view of a longer buffer would keep all of that alive.
  if (isSorted(codes)) return codes.byteLength === codes.buffer.byteLength ? codes : codes.slice()
  codes.sort()
  let kept = 0
  for (let i = 0; i < codes.length; i++) {
    if (i + 1 < codes.length && lineOf(codes, i) === lineOf(codes, i + 1)) continue
    codes[kept++] = codes[i] ?? 0
  }
  return codes.slice(0, kept)
}

/** The union of two reports of one file. */
export const uniteLines = (a: LineMarks, b: LineMarks): LineMarks => {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const both = new Uint32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return packLines(both)
}

export const countLines = (marks: LineMarks): Count => {
  let covered = 0
  for (let i = 0; i < marks.length; i++) covered += (marks[i] ?? 0) & 1
  return { covered, total: marks.length }
}

export type LineState = 'ran' | 'missed' | 'not_executable'

export const lineState = (marks: LineMarks, line: number): LineState => {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (lineOf(marks, middle) < line) low = middle + 1
    else high = middle
  }
  if (low === marks.length || lineOf(marks, low) !== line) return 'not_executable'
  return ((marks[low] ?? 0) & 1) === 1 ? 'ran' : 'missed'
}
