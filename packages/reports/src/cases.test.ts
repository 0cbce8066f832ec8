import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { SUPPORTED_FORMATS } from './formats.ts'
import { parseReport } from './parse-report.ts'
import type { CoverageReport, Report, TestReport } from './report.ts'
import { summarise } from './summarise.ts'

/** Files of other projects, beside the repository. The same table as the acceptance tests read. */
const CASES = new URL('../../../../shared/cases/reports/', import.meta.url)
const table = new URL('expected.json', CASES)

type PerFile = { lines_total: number; lines_covered: number } | [total: number, covered: number]
type Expected = Record<string, unknown> & { per_file?: Record<string, PerFile> }
type Entry = { file: string; format: string; expect: Expected; notes?: string }

/** Entries whose numbers are not in their file, with what the file does hold. */
const CONTRADICTED: Record<string, Expected> = {
  // The expectation was taken from a string inside the origin's test (a root element alone: tests 6, failures 5,
  // errors 4; see junit.test.ts). The file it names has six passing cases and says so on every level, as the origin's
  // own test of the file asserts.
  'junit/mishakav/junit.xml': { tests: 6, failures: 0, errors: 0, skipped: 0 },
  // Lines 258 and 259 are `count="0" truecount="0" falsecount="1"`. Istanbul, which wrote the file, means by
  // `falsecount` the branches that did not run, not how often a condition was false: the lines never ran. The file's
  // own metrics (107 + 2 covered statements) and the origin's parser, which reads `count`, say 109 too.
  'coverage/coveralls/clover/clover-unleash.xml': { lines_total: 138, lines_covered: 109, files: 2 },
}

/** Keys of the table that are no number of ours, and why. Any other key has to be compared. */
const NOT_OURS = new Set([
  // Regions of LLVM are counted under no measure.
  'regions_total',
  'regions_covered',
  // Lines with a condition are no measure; branches are.
  'branch_lines_first_file',
  // What other tools make of the file: merge modules, look at the disk, believe the header.
  'files_after_module_strip',
  'files_existing_on_disk',
  'report_counter_lines',
  // Of the origin's own summary.
  'suites',
  'runs',
  'conclusion',
  'parse_errors',
  // Compared by checkFiles.
  'per_file',
  'first_file',
  'must_contain_file',
])

/** Coverage keys of the table and where they are in our answer; Go counts statements, as `lines`. */
const coverageNumbers = (report: CoverageReport): Record<string, number | undefined> => {
  const { lines, statements, branches, functions } = report.totals
  const asStatements = report.format === 'gocoverprofile' ? lines : statements
  return {
    lines_total: lines?.total,
    lines_covered: lines?.covered,
    statements_total: asStatements?.total,
    statements_covered: asStatements?.covered,
    sequence_points_total: statements?.total,
    sequence_points_covered: statements?.covered,
    branches_total: branches?.total,
    branches_covered: branches?.covered,
    functions_total: functions?.total,
    functions_covered: functions?.covered,
    files: report.files.length,
  }
}

const testNumbers = ({ tests, failures, errors, skipped }: TestReport): Record<string, number> => ({
  tests,
  failures,
  errors,
  skipped,
  failures_plus_errors: failures + errors,
  passed: tests - failures - errors - skipped,
})

const numbersOf = (report: Report) => {
  switch (report.kind) {
    case 'coverage':
      return coverageNumbers(report)
    case 'tests':
      return testNumbers(report)
    case 'findings':
      return {}
    default:
      return report satisfies never
  }
}

const mustRefuse = ({ format, expect }: Entry) =>
  format === 'not-a-report' || 'error' in expect || expect.malformed_xml === true || expect.parse_errors === 1

if (!existsSync(table)) {
  // biome-ignore lint/suspicious/noConsole: a suite that checks nothing has to be seen in the log
  console.warn(`cases.test.ts: ${table.pathname} is absent; NO report of another project is checked in this run`)
  test.skip('every entry of cases/reports/expected.json (the folder is absent: nothing of it is checked)', () => {})
} else {
  const entries: Entry[] = JSON.parse(readFileSync(table, 'utf8'))
  const read = (entry: Entry) => parseReport(readFileSync(new URL(entry.file, CASES)))
  const refused = entries.filter(mustRefuse)
  const readable = entries.filter((entry) => !mustRefuse(entry))

  it('has entries of every kind, and no format that is not read', () => {
    expect([refused.length > 3, readable.length > 70]).toEqual([true, true])
    const supported: readonly string[] = SUPPORTED_FORMATS
    expect(readable.filter(({ format }) => !supported.includes(format))).toEqual([])
  })

  describe('every report yields the numbers of the table', () => {
    test.each(readable)('$format $file', async (entry) => {
      const result = await read(entry)
      if (!result.ok) throw new Error(result.problem.message)
      const { report } = result
      expect(report.format).toBe(entry.format)
      expect(summarise(report).format).toBe(entry.format)
      const found: Record<string, number | undefined> = numbersOf(report)
      const expected = CONTRADICTED[entry.file] ?? entry.expect
      const compared = Object.keys(expected).filter((key) => !NOT_OURS.has(key))
      expect(compared).not.toEqual([])
      for (const key of compared) expect([key, found[key]]).toEqual([key, expected[key]])
      if (report.kind === 'coverage') checkFiles(report, entry.expect)
    })
  })

  describe('what is no report, or a broken one, is refused', () => {
    test.each(refused)('$format $file', async (entry) => {
      const result = await read(entry)
      expect(result.ok).toBe(false)
      if (!result.ok) expect(result.problem.code).not.toBe('unsupported_format')
    })
  })
}

const checkFiles = (report: CoverageReport, expected: Expected) => {
  for (const [path, numbers] of Object.entries(expected.per_file ?? {})) {
    const file = report.files.find((candidate) => candidate.path === path || candidate.path.endsWith(`/${path}`))
    const covered = file?.lines.filter((mark) => mark % 2 === 1).length
    const [total, ran] = Array.isArray(numbers) ? numbers : [numbers.lines_total, numbers.lines_covered]
    expect({ path, total: file?.lines.length, covered }).toEqual({ path, total, covered: ran })
  }
  const paths = report.files.map(({ path }) => path)
  for (const named of [expected.first_file, expected.must_contain_file]) {
    if (typeof named === 'string') expect(paths).toContain(named.replace('./', ''))
  }
}
