import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { RECOGNISED_FORMATS, SUPPORTED_FORMATS } from './formats.ts'
import { parseReport } from './parse-report.ts'
import type { CoverageReport, Report, TestReport } from './report.ts'
import { summarise } from './summarise.ts'

/** Files of other projects, beside the repository. The same table as the acceptance tests read. */
const CASES = new URL('../../../../shared/cases/reports/', import.meta.url)
const table = new URL('expected.json', CASES)

type Expected = Record<string, unknown> & { per_file?: Record<string, { lines_total: number; lines_covered: number }> }
type Entry = { file: string; format: string; expect: Expected; notes?: string }

/**
 * Entries whose numbers are not in their file, with what the file does hold. The expectation of this one was taken
 * from a string inside the origin's test (a root element alone: tests 6, failures 5, errors 4; see junit.test.ts);
 * the file it names has six passing cases and says so on every level, as the origin's own test of the file asserts.
 */
const CONTRADICTED: Record<string, Expected> = {
  'junit/mishakav/junit.xml': { tests: 6, failures: 0, errors: 0, skipped: 0 },
}

/** Coverage keys of the table and where they are in our answer; Go counts statements, as `lines`. */
const coverageNumbers = (report: CoverageReport): Record<string, number | undefined> => {
  const { lines, statements, branches, functions } = report.totals
  const asStatements = report.format === 'gocoverprofile' ? lines : statements
  return {
    lines_total: lines?.total,
    lines_covered: lines?.covered,
    statements_total: asStatements?.total,
    statements_covered: asStatements?.covered,
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

const numbersOf = (report: Report) => (report.kind === 'coverage' ? coverageNumbers(report) : testNumbers(report))

const mustRefuse = ({ format, expect }: Entry) =>
  format === 'not-a-report' || 'error' in expect || expect.malformed_xml === true || expect.parse_errors === 1

if (!existsSync(table)) {
  // biome-ignore lint/suspicious/noConsole: a suite that checks nothing has to be seen in the log
  console.warn(`cases.test.ts: ${table.pathname} is absent; NO report of another project is checked in this run`)
  test.skip('every entry of cases/reports/expected.json (the folder is absent: nothing of it is checked)', () => {})
} else {
  const entries: Entry[] = JSON.parse(readFileSync(table, 'utf8'))
  const read = (entry: Entry) => parseReport(readFileSync(new URL(entry.file, CASES)))
  const supported: readonly string[] = SUPPORTED_FORMATS
  const refused = entries.filter(mustRefuse)
  const readable = entries.filter((entry) => !mustRefuse(entry) && supported.includes(entry.format))
  const recognised = entries.filter((entry) => !mustRefuse(entry) && !supported.includes(entry.format))

  it('has entries of every kind', () => {
    expect([refused.length > 3, readable.length > 40, recognised.length > 20]).toEqual([true, true, true])
  })

  describe('supported formats yield the numbers of the table', () => {
    test.each(readable)('$format $file', async (entry) => {
      const result = await read(entry)
      if (!result.ok) throw new Error(result.problem.message)
      const { report } = result
      expect(report.format).toBe(entry.format)
      expect(summarise(report).format).toBe(entry.format)
      const found = numbersOf(report)
      const expected = CONTRADICTED[entry.file] ?? entry.expect
      const compared = Object.keys(expected).filter((key) => key in found)
      expect(compared).not.toEqual([])
      for (const key of compared) expect([key, found[key]]).toEqual([key, expected[key]])
      if (report.kind === 'coverage') checkFiles(report, entry.expect)
    })
  })

  describe('formats that are not read yet are refused by their name', () => {
    test.each(recognised)('$format $file', async (entry) => {
      const result = await read(entry)
      expect(result).toMatchObject({ ok: false, problem: { code: 'unsupported_format', format: entry.format } })
      if (result.ok) return
      expect(Object.keys(RECOGNISED_FORMATS)).toContain(entry.format)
      expect(result.problem.message).toContain(entry.format)
      for (const name of SUPPORTED_FORMATS) expect(result.problem.message).toContain(name)
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
    expect({ lines_total: file?.lines.length, lines_covered: covered }).toEqual(numbers)
  }
  if (typeof expected.first_file === 'string') {
    expect(report.files.map(({ path }) => path)).toContain(expected.first_file.replace('./', ''))
  }
}
