import type { CoverageFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import { pastLimit } from '../problem.ts'
import type { CoverageReport, Measure } from '../report.ts'
import { createTallyColumns, type TallyColumns } from './columns.ts'
import { byTally, type FileCoverage, fileKey, sumFiles } from './file.ts'
import { packLines } from './lines.ts'
import { byText, normalPath } from './path.ts'
import type { Scheme } from './tally.ts'

/** Room for lines that a whole report shares, so that many small files can't add up to too much. */
type Allowance = { lines: number }

export class FileBuilder {
  readonly path: string
  readonly module: string | undefined
  readonly #limits: Limits
  readonly #left: Allowance
  readonly #tallies: TallyColumns[] = []
  #codes = new Uint32Array(0)
  #length = 0

  constructor(path: string, module: string | undefined, limits: Limits, left: Allowance) {
    this.path = path
    this.module = module
    this.#limits = limits
    this.#left = left
  }

  /** Line 0 is what tools write for "no line": it counts nowhere. */
  line(line: number, ran: 0 | 1): void {
    if (line === 0) return
    if (this.#left.lines-- === 0) pastLimit('maxLines', this.#limits, 'executable lines')
    if (this.#length === this.#codes.length) {
      const grown = new Uint32Array(Math.max(64, this.#length * 2))
      grown.set(this.#codes)
      this.#codes = grown
    }
    this.#codes[this.#length++] = line * 2 + ran
  }

  /** Several marks at once, the first `count` of an array as `LineMarks` holds them; none of line 0. They are copied. */
  lines(marks: Uint32Array<ArrayBuffer>, count: number): void {
    if (count === 0) return
    if (this.#left.lines < count) pastLimit('maxLines', this.#limits, 'executable lines')
    this.#left.lines -= count
    const length = this.#length + count
    if (this.#length === 0) {
      // Nothing more of this file is likely to come, so that this is all the room it needs: one array and no view of
      // another, which for 2,000 files is 1 ms of 20 in a new process.
      this.#codes = marks.slice(0, count)
    } else {
      if (length > this.#codes.length) {
        const grown = new Uint32Array(length * 2)
        grown.set(this.#codes)
        this.#codes = grown
      }
      this.#codes.set(marks.subarray(0, count), this.#length)
    }
    this.#length = length
  }

  point(measure: Measure, scheme: Scheme, id: number, covered: number, total: number): void {
    this.#columns(measure, scheme).add(id, covered, total)
  }

  /** A file has one to four tallies: a look along them beats a key made for each of a million points. */
  #columns(measure: Measure, scheme: Scheme): TallyColumns {
    for (const columns of this.#tallies) if (columns.measure === measure && columns.scheme === scheme) return columns
    const columns = createTallyColumns(measure, scheme)
    this.#tallies.push(columns)
    return columns
  }

  finish(roots: readonly string[]): FileCoverage {
    return {
      path: this.path,
      ...(this.module === undefined ? {} : { module: this.module }),
      ...(roots.length > 0 ? { roots } : {}),
      lines: packLines(this.#length === this.#codes.length ? this.#codes : this.#codes.subarray(0, this.#length)),
      tallies: this.#tallies.map((columns) => columns.finish()).sort(byTally),
    }
  }
}

/** Collects what a reader finds, file by file. A file named twice is one file: its records unite. */
export const createCoverage = (format: CoverageFormat, limits: Limits) => {
  const files = new Map<string, FileBuilder>()
  const carried = new Set<Measure>()
  const roots = new Set<string>()
  const left: Allowance = { lines: limits.maxLines }
  return {
    /** The format carries this measure, even where there turns out to be nothing to cover. */
    carries: (measure: Measure) => carried.add(measure),
    root: (directory: string) => roots.add(normalPath(directory)),
    file: (rawPath: string, module?: string): FileBuilder => {
      const path = normalPath(rawPath)
      const key = fileKey(module === undefined ? { path } : { path, module })
      const known = files.get(key)
      if (known) return known
      if (files.size === limits.maxFiles) pastLimit('maxFiles', limits, 'source files')
      const file = new FileBuilder(path, module, limits, left)
      files.set(key, file)
      return file
    },
    finish: (): CoverageReport => {
      const sortedRoots = [...roots].sort(byText)
      // Keys, and not files by their keys: each would be made anew a dozen times.
      const finished = [...files.keys()].sort().flatMap((key) => {
        const file = files.get(key)
        // The builder's buffers can go before the next file needs room.
        files.delete(key)
        return file === undefined ? [] : [file.finish(sortedRoots)]
      })
      return { kind: 'coverage', format, files: finished, totals: sumFiles(finished, carried) }
    },
  }
}
