import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { identity } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { asList, asObject, asWhole, isObject, wholeAt } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { malformed, quoted } from '../problem.ts'
import type { Count } from '../report.ts'
import type { JsonFormat, JsonObject } from './format.ts'

/**
 * `coverage json` of coverage.py. A line that begins a statement is executable; excluded ones are not. With `--branch`,
 * each way from one line to another is a branch. Versions before 7 list more than they count (docstrings that ran,
 * comprehensions as branches of themselves): where a file's list and its summary differ, the summary is what counts.
 * Regions (functions, classes) are parts of the same lines and are left alone; coverage.py itself counts no functions.
 */
export const coveragepyJson: JsonFormat = {
  name: 'coveragepy-json',
  read: (value: JsonObject, limits: Limits) => {
    const coverage = createCoverage('coveragepy-json', limits)
    coverage.carries('lines')
    if (isObject(value.meta) && value.meta.branch_coverage === true) coverage.carries('branches')
    for (const [path, found] of Object.entries(asObject(value.files, 'files'))) {
      const entry = asObject(found, `the entry of ${quoted(path)}`)
      const file = coverage.file(path)
      readLines(file, entry, path)
      if (entry.executed_branches === undefined) continue
      coverage.carries('branches')
      readBranches(file, entry, path)
    }
    return coverage.finish()
  },
}

const listed = (entry: JsonObject, key: string, path: string): unknown[] =>
  asList(entry[key] ?? [], `${key} of ${quoted(path)}`)

const readLines = (file: FileBuilder, entry: JsonObject, path: string): void => {
  const excluded = new Set(listed(entry, 'excluded_lines', path))
  const count: Count = { covered: 0, total: 0 }
  const what = () => `a line of ${quoted(path)}`
  for (const [key, ran] of [
    ['executed_lines', 1],
    ['missing_lines', 0],
  ] as const) {
    for (const one of asList(entry[key], `${key} of ${quoted(path)}`)) {
      const line = asWhole(one, 0, MAX_LINE, what)
      if (line === 0 || excluded.has(line)) continue
      file.line(line, ran)
      count.total++
      count.covered += ran
    }
  }
  const own = summaryOf(entry, 'covered_lines', 'num_statements', path)
  if (own && !same(own, count)) file.point('lines', 'own', 0, own.covered, own.total)
}

/** `[from, to]`; a negative line is the way out of the function that begins there. */
const readBranches = (file: FileBuilder, entry: JsonObject, path: string) => {
  const executed = listed(entry, 'executed_branches', path)
  const missing = listed(entry, 'missing_branches', path)
  const own = summaryOf(entry, 'covered_branches', 'num_branches', path)
  if (own && !same(own, { covered: executed.length, total: executed.length + missing.length }))
    return file.point('branches', 'own', 0, own.covered, own.total)

  const what = () => `a branch of ${quoted(path)}`
  for (const [arcs, ran] of [
    [executed, 1],
    [missing, 0],
  ] as const) {
    for (const arc of arcs) {
      const [from, to] = asList(arc, what).map((end) => asWhole(end, -MAX_LINE, MAX_LINE, what))
      if (from === undefined || to === undefined) return malformed(`${what()} should be two line numbers`)
      file.point('branches', 'arc', identity(Math.abs(from), from < 0 ? 1 : 0, Math.abs(to), to < 0 ? 1 : 0), ran, 1)
    }
  }
}

const summaryOf = (entry: JsonObject, coveredKey: string, totalKey: string, path: string): Count | undefined => {
  if (!isObject(entry.summary) || entry.summary[totalKey] === undefined) return undefined
  const covered = wholeAt(entry.summary[coveredKey], coveredKey, path)
  const total = wholeAt(entry.summary[totalKey], totalKey, path)
  return covered <= total ? { covered, total } : malformed(`${coveredKey} of ${quoted(path)} is ${covered} of ${total}`)
}

const same = (a: Count, b: Count): boolean => a.covered === b.covered && a.total === b.total
