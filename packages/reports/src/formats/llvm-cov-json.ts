import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { identity } from '../coverage/identity.ts'
import { asList, asObject, countAt, wholeAt } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { malformed, quoted } from '../problem.ts'
import type { Measure } from '../report.ts'
import type { JsonFormat, JsonObject } from './format.ts'
import { readSegments } from './llvm-segments.ts'

/**
 * `llvm-cov export`, also by way of `cargo llvm-cov --json`. Lines come from the file's segments, as llvm-cov shows
 * them and writes them to lcov; where there are none (`--summary-only`), from its summary, which can differ by the few
 * lines that instances of a generic function share. A region with a condition is two branches. Functions come from the
 * summary. Regions are counted under no measure.
 */
export const llvmCovJson: JsonFormat = {
  name: 'llvm-cov-json',
  read: (value: JsonObject, limits: Limits) => {
    const coverage = createCoverage('llvm-cov-json', limits)
    for (const [i, one] of asList(value.data, 'data').entries()) {
      const place = `data[${i}]`
      for (const [j, found] of asList(asObject(one, place).files, `${place}.files`).entries()) {
        const entry = asObject(found, `${place}.files[${j}]`)
        const path = entry.filename
        if (typeof path !== 'string') return malformed(`${place}.files[${j}] has no filename`)
        for (const measure of readFile(coverage.file(path), entry, path)) coverage.carries(measure)
      }
    }
    return coverage.finish()
  },
}

/** The measures that the file shows. */
const readFile = (file: FileBuilder, entry: JsonObject, path: string): Measure[] => {
  const shown: Measure[] = []
  if (entry.segments !== undefined) {
    readSegments(file, asList(entry.segments, `segments of ${quoted(path)}`), path)
    shown.push('lines')
  }
  if (entry.branches !== undefined) {
    readBranches(file, asList(entry.branches, `branches of ${quoted(path)}`), path)
    shown.push('branches')
  }
  const summary = entry.summary === undefined ? {} : asObject(entry.summary, `summary of ${quoted(path)}`)
  for (const measure of ['lines', 'branches', 'functions'] as const) {
    const count = summary[measure]
    if (shown.includes(measure) || count === undefined) continue
    const { count: all, covered } = asObject(count, `${measure} in the summary of ${quoted(path)}`)
    const total = wholeAt(all, `${measure}.count`, path)
    const ran = wholeAt(covered, `${measure}.covered`, path)
    if (ran > total) malformed(`${measure} of ${quoted(path)} covers ${ran} of ${total}`)
    file.point(measure, 'stated', 0, ran, total)
    shown.push(measure)
  }
  return shown
}

/** `[line, column, end line, end column, times true, times false, ...]`. */
const readBranches = (file: FileBuilder, branches: unknown[], path: string): void => {
  const what = () => `a branch of ${quoted(path)}`
  for (const found of branches) {
    const branch = asList(found, what)
    const place = branch.slice(0, 4).map((part) => wholeAt(part, 'the place of a branch', path))
    for (const [arm, hits] of [branch[4], branch[5]].entries()) {
      const ran = countAt(hits, 'the count of a branch', path) > 0 ? 1 : 0
      file.point('branches', 'llvm', identity(...place, arm), ran, 1)
    }
  }
}
