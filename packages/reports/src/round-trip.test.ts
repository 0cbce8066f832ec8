import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COVERAGE_FORMATS, TEST_FORMATS } from './formats.ts'
import { mergeCoverage } from './merge.ts'
import { coverageOf, testsOf } from './testing/read.ts'
import { COVERAGE_WRITERS, type CoveredFile } from './testing/write-coverage.ts'
import { type RanTest, TEST_WRITERS } from './testing/write-tests.ts'

const RUNS = { numRuns: 40 }

const file: fc.Arbitrary<CoveredFile> = fc.record({
  path: fc
    .tuple(fc.constantFrom('a', 'b-c'), fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/))
    .map((parts) => parts.join('/')),
  lines: fc
    .uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 30 })
    .chain((lines) =>
      fc.tuple(
        ...lines.toSorted((a, b) => a - b).map((line) => fc.record({ line: fc.constant(line), ran: fc.boolean() })),
      ),
    ),
})
const files = fc.uniqueArray(file, { selector: ({ path }) => path, minLength: 1, maxLength: 6 })

const linesOf = (written: readonly CoveredFile[]) => written.flatMap(({ lines }) => lines)
const write = (format: (typeof COVERAGE_FORMATS)[number], written: readonly CoveredFile[]) =>
  [...COVERAGE_WRITERS[format](written)].join('')

/** Formats that have totals and no lines. */
const TOTALS_ONLY: readonly string[] = ['istanbul-json-summary', 'istanbul-text']

describe('what a tool covered is what is read, line by line', () => {
  test.each(COVERAGE_FORMATS)('%s', async (format) => {
    await fc.assert(
      fc.asyncProperty(files, async (written) => {
        const report = await coverageOf(write(format, written))
        const all = linesOf(written)
        expect(report.totals.lines).toEqual({ covered: all.filter(({ ran }) => ran).length, total: all.length })
        if (TOTALS_ONLY.includes(format)) return
        const marks = (lines: CoveredFile['lines']) => lines.map(({ line, ran }) => line * 2 + (ran ? 1 : 0))
        // Some formats can't name a file that has no lines.
        const expected = new Map(
          written.filter(({ lines }) => lines.length > 0).map(({ path, lines }) => [path, marks(lines)]),
        )
        const found = report.files
          .filter(({ lines }) => lines.length > 0)
          .map(({ path, lines }) => [path, [...lines]] as const)
        expect(new Map(found)).toEqual(expected)
      }),
      RUNS,
    )
  })
})

describe('one run, written in two halves or in several formats, unites to itself', () => {
  const byLines = COVERAGE_FORMATS.filter((format) => !TOTALS_ONLY.includes(format))
  test.each(byLines)('%s', async (format) => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom(...byLines), async (written, other) => {
        const half = (keep: number) =>
          written.map(({ path, lines }) => ({
            path,
            lines: lines.map(({ line, ran }) => ({ line, ran: ran && line % 2 === keep })),
          }))
        const [a, b] = [await coverageOf(write(format, half(0))), await coverageOf(write(format, half(1)))]
        const whole = await coverageOf(write(format, written))
        expect(mergeCoverage([a, b]).totals.lines).toEqual(whole.totals.lines)
        const elsewhere = await coverageOf(write(other, written))
        expect(mergeCoverage([whole, elsewhere]).totals.lines).toEqual(whole.totals.lines)
      }),
      RUNS,
    )
  })
})

const tests: fc.Arbitrary<RanTest[]> = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[A-Z][a-z]{1,8}$/),
    outcome: fc.constantFrom('passed' as const, 'skipped' as const, 'failure' as const, 'error' as const),
  }),
  { selector: ({ name }) => name, maxLength: 20 },
)

describe('what a run of tests came to is what is read', () => {
  test.each(TEST_FORMATS)('%s', async (format) => {
    await fc.assert(
      fc.asyncProperty(tests, async (written) => {
        const count = (outcome: string) => written.filter((one) => one.outcome === outcome).length
        const report = await testsOf([...TEST_WRITERS[format](written)].join(''))
        expect(report).toMatchObject({
          format,
          tests: written.length,
          failures: count('failure'),
          errors: count('error'),
          skipped: count('skipped'),
        })
        const named = report.failed.filter(({ outcome }) => outcome === 'failure').map(({ name }) => name)
        expect(named).toEqual(written.filter(({ outcome }) => outcome === 'failure').map(({ name }) => name))
      }),
      RUNS,
    )
  })
})
