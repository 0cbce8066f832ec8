import type { CoverageFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import { pastLimit } from '../problem.ts'
import type { CoverageReport, Measure } from '../report.ts'
import { TallyColumns } from './columns.ts'
import { byTally, type FileCoverage, keyOf, sumFiles } from './file.ts'
import { type LineMarks, lineOf, NO_LINES, packLines } from './lines.ts'
import { byText, normalPath } from './path.ts'
import type { Scheme, Tally } from './tally.ts'

/** What all files of a report share: its limits, and how many lines of them many small files have left. */
type Shared = { readonly limits: Limits; linesLeft: number; readonly room: (marks: number) => LineMarks }

const FIRST_ROOM = 256
const MOST_ROOM = 65_536

/**
 * Gives room for marks out of arrays that grow with the report: an array for each of 2,000 files is 1 ms of 17 in a
 * new process, and as much again for their garbage. They live as long as the report, at most twice the size of its marks.
 */
const createRoom = () => {
  let marks = new Uint32Array(FIRST_ROOM)
  let used = 0
  return (wanted: number): LineMarks => {
    if (used + wanted > marks.length) {
      marks = new Uint32Array(Math.max(wanted, Math.min(marks.length * 2, MOST_ROOM)))
      used = 0
    }
    used += wanted
    return marks.subarray(used - wanted, used)
  }
}

const NO_TALLIES: readonly Tally[] = []

export class FileBuilder {
  readonly path: string
  readonly module: string | undefined
  readonly #shared: Shared
  #tallies: TallyColumns[] | null = null
  #codes = NO_LINES
  #length = 0
  /** Most reports tell of lines in their order: whether this one did so far, and of which line last. */
  #rises = true
  #last = 0

  constructor(path: string, module: string | undefined, shared: Shared) {
    this.path = path
    this.module = module
    this.#shared = shared
  }

  /** Line 0 is what tools write for "no line": it counts nowhere. */
  line(line: number, ran: 0 | 1): void {
    if (line === 0) return
    this.#take(1)
    if (line <= this.#last) this.#rises = false
    this.#last = line
    if (this.#length === this.#codes.length) this.#grow(Math.max(64, this.#length * 2))
    this.#codes[this.#length++] = line * 2 + ran
  }

  /** Several marks at once, the first `count` of an array of `LineMarks`: of rising lines, none of them 0. They are copied. */
  lines(marks: LineMarks, count: number): void {
    if (count === 0) return
    this.#take(count)
    if (lineOf(marks, 0) <= this.#last) this.#rises = false
    this.#last = lineOf(marks, count - 1)
    // Nothing more of a file is likely to come, so that this is all the room it needs at first.
    if (this.#length === 0) this.#codes = this.#shared.room(count)
    else if (this.#length + count > this.#codes.length) this.#grow((this.#length + count) * 2)
    this.#codes.set(marks.length === count ? marks : marks.subarray(0, count), this.#length)
    this.#length += count
  }

  #take(lines: number): void {
    if (this.#shared.linesLeft < lines) pastLimit('maxLines', this.#shared.limits, 'executable lines')
    this.#shared.linesLeft -= lines
  }

  #grow(room: number): void {
    const grown = new Uint32Array(room)
    grown.set(this.#codes)
    this.#codes = grown
  }

  point(measure: Measure, scheme: Scheme, id: number, covered: number, total: number): void {
    this.#columns(measure, scheme).add(id, covered, total)
  }

  /** A file has one to four tallies: a look along them beats a key made for each of a million points. */
  #columns(measure: Measure, scheme: Scheme): TallyColumns {
    this.#tallies ??= []
    for (const columns of this.#tallies) if (columns.measure === measure && columns.scheme === scheme) return columns
    const columns = new TallyColumns(measure, scheme)
    this.#tallies.push(columns)
    return columns
  }

  finish(roots: readonly string[]): FileCoverage {
    const codes = this.#length === this.#codes.length ? this.#codes : this.#codes.slice(0, this.#length)
    const lines = this.#rises ? codes : packLines(codes)
    const tallies = this.#tallies?.map((columns) => columns.finish()).sort(byTally) ?? NO_TALLIES
    if (this.module === undefined && roots.length === 0) return { path: this.path, lines, tallies }
    return {
      path: this.path,
      ...(this.module === undefined ? {} : { module: this.module }),
      ...(roots.length > 0 ? { roots } : {}),
      lines,
      tallies,
    }
  }
}

/** Collects what a reader finds, file by file. A file named twice is one file: its records unite. */
export const createCoverage = (format: CoverageFormat, limits: Limits) => {
  const files = new Map<string, FileBuilder>()
  const carried = new Set<Measure>()
  const roots = new Set<string>()
  const shared: Shared = { limits, linesLeft: limits.maxLines, room: createRoom() }
  return {
    /** The format carries this measure, even where there turns out to be nothing to cover. */
    carries: (measure: Measure) => carried.add(measure),
    root: (directory: string) => roots.add(normalPath(directory)),
    file: (rawPath: string, module?: string): FileBuilder => {
      const path = normalPath(rawPath)
      const key = keyOf(path, module)
      const known = files.get(key)
      if (known) return known
      if (files.size === limits.maxFiles) pastLimit('maxFiles', limits, 'source files')
      const file = new FileBuilder(path, module, shared)
      files.set(key, file)
      return file
    },
    finish: (): CoverageReport => {
      const sortedRoots = [...roots].sort(byText)
      const finished: FileCoverage[] = []
      // Keys, and not files by their keys: each would be made anew a dozen times.
      for (const key of [...files.keys()].sort()) {
        const file = files.get(key)
        // The builder's buffers can go before the next file needs room.
        files.delete(key)
        if (file !== undefined) finished.push(file.finish(sortedRoots))
      }
      return { kind: 'coverage', format, files: finished, totals: sumFiles(finished, carried) }
    },
  }
}
