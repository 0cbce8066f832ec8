import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCoverage } from './coverage/builder.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { mergeCoverage, mergeTests } from './merge.ts'
import type { CoverageReport, TestReport } from './report.ts'
import { coverageOf, marksOf } from './testing/read.ts'

/** Reports with few files, lines and identities, so that they meet often, in every mixture of schemes. */
const report: fc.Arbitrary<CoverageReport> = fc
  .record({
    format: fc.constantFrom('lcov' as const, 'cobertura' as const),
    lines: fc.array(
      fc.record({
        path: fc.constantFrom('a', 'b', 'c'),
        line: fc.integer({ min: 1, max: 9 }),
        ran: fc.constantFrom(0 as const, 1 as const),
      }),
    ),
    points: fc.array(
      fc.record({
        path: fc.constantFrom('a', 'b'),
        measure: fc.constantFrom('branches' as const, 'functions' as const, 'lines' as const),
        scheme: fc.constantFrom('lcov' as const, 'line' as const, 'stated' as const),
        id: fc.integer({ min: 0, max: 4 }),
        covered: fc.integer({ min: 0, max: 3 }),
        missed: fc.integer({ min: 0, max: 3 }),
      }),
    ),
  })
  .map(({ format, lines, points }) => {
    const coverage = createCoverage(format, DEFAULT_LIMITS)
    coverage.carries('lines')
    for (const { path, line, ran } of lines) coverage.file(path).line(line, ran)
    for (const { path, measure, scheme, id, covered, missed } of points) {
      coverage.carries(measure)
      coverage.file(path).point(measure, scheme, scheme === 'stated' ? 0 : id, covered, covered + missed)
    }
    return coverage.finish()
  })

describe('coverage merges as a union', () => {
  it('in any order', () => {
    fc.assert(
      fc.property(report, report, (a, b) => {
        expect(mergeCoverage([a, b])).toEqual(mergeCoverage([b, a]))
      }),
    )
  })
  it('in any grouping', () => {
    fc.assert(
      fc.property(report, report, report, (a, b, c) => {
        const flat = mergeCoverage([a, b, c])
        expect(mergeCoverage([mergeCoverage([a, b]), c])).toEqual(flat)
        expect(mergeCoverage([a, mergeCoverage([b, c])])).toEqual(flat)
      }),
    )
  })
  it('any number of times', () => {
    fc.assert(
      fc.property(report, report, (a, b) => {
        expect(mergeCoverage([a])).toEqual(a)
        expect(mergeCoverage([a, a])).toEqual(a)
        expect(mergeCoverage([a, b, a])).toEqual(mergeCoverage([a, b]))
      }),
    )
  })
  it('line by line', () => {
    fc.assert(
      fc.property(report, report, (a, b) => {
        const model = new Map<string, number>()
        for (const { path, lines } of [...a.files, ...b.files]) {
          for (const mark of lines)
            model.set(`${path} ${mark >>> 1}`, Math.max(mark & 1, model.get(`${path} ${mark >>> 1}`) ?? 0))
        }
        const merged = mergeCoverage([a, b]).files.flatMap(({ path, lines }) =>
          [...lines].map((mark) => [`${path} ${mark >>> 1}`, mark & 1] as const),
        )
        expect(new Map(merged)).toEqual(model)
      }),
    )
  })
})

it('unites what two halves of a test run covered, and never averages', async () => {
  const one = await coverageOf('SF:a\nDA:1,1\nDA:2,0\nDA:3,0\nBRDA:1,0,0,1\nBRDA:1,0,1,0\nend_of_record\n')
  const other = await coverageOf('SF:a\nDA:2,1\nDA:3,0\nBRDA:1,0,0,0\nBRDA:1,0,1,1\nend_of_record\n')
  const merged = mergeCoverage([one, other])
  expect(marksOf(merged, 'a')).toBe('1+ 2+ 3-')
  expect(merged.totals).toEqual({ lines: { covered: 2, total: 3 }, branches: { covered: 2, total: 2 } })
})

it('takes the least the union can be where only counts are known', async () => {
  const cobertura = (filename: string, conditions: string) =>
    coverageOf(
      `<coverage line-rate="0"><packages><class filename="${filename}"><line number="1" hits="1" condition-coverage="${conditions}"/></class></packages></coverage>`,
    )
  const merged = mergeCoverage([
    await cobertura('a', '50% (1/2)'),
    await cobertura('a', '50% (1/2)'),
    await cobertura('b', '0% (0/2)'),
  ])
  expect(merged.totals.branches).toEqual({ covered: 1, total: 4 })
})

it('prefers the lines of one report to the totals of another, and takes the greatest of two totals', async () => {
  const detailed = await coverageOf('SF:a\nDA:1,1\nDA:2,0\nend_of_record\n')
  const summary = (hit: number) => coverageOf(`SF:a\nLF:9\nLH:${hit}\nend_of_record\n`)
  expect(mergeCoverage([await summary(9), detailed]).totals.lines).toEqual({ covered: 1, total: 2 })
  expect(mergeCoverage([await summary(4), await summary(6)]).totals.lines).toEqual({ covered: 6, total: 9 })
})

it('unites Go profiles by block, still counting statements', async () => {
  const one = await coverageOf('mode: set\nm/a.go:1.1,3.2 2 1\nm/a.go:5.1,6.2 3 0\n')
  const other = await coverageOf('mode: set\nm/a.go:1.1,3.2 2 0\nm/a.go:5.1,6.2 3 1\n')
  expect(mergeCoverage([one, other])).toMatchObject({
    format: 'gocoverprofile',
    totals: { lines: { covered: 5, total: 5 } },
  })
})

it('is mixed with several formats, and empty with none', async () => {
  const lcov = await coverageOf('SF:a\nDA:1,1\nend_of_record\n')
  const go = await coverageOf('mode: set\nm/a.go:1.1,3.2 2 0\n')
  expect(mergeCoverage([lcov, go])).toMatchObject({ format: 'mixed', totals: { lines: { covered: 1, total: 3 } } })
  expect(mergeCoverage([])).toEqual({ kind: 'coverage', format: 'mixed', files: [], totals: {} })
})

it('adds test reports up', () => {
  const part: TestReport = {
    kind: 'tests',
    format: 'junit',
    tests: 5,
    failures: 1,
    errors: 1,
    skipped: 2,
    durationMs: 10,
    failed: [{ name: 'f', outcome: 'failure' }],
  }
  const { durationMs: _, ...untimed } = part
  expect(mergeTests([part, untimed])).toEqual({
    ...part,
    tests: 10,
    failures: 2,
    errors: 2,
    skipped: 4,
    failed: [...part.failed, ...part.failed],
  })
  expect(mergeTests([part, part]).durationMs).toBe(20)
  expect(mergeTests([part, part], 1).failed).toHaveLength(1)
})
