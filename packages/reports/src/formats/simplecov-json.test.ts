import { expect, it } from 'vitest'
import { coverageOf, marksOf } from '../testing/read.ts'

it('counts what SimpleCov’s own report counts, without what was excluded', async () => {
  // The shape and the numbers of SimpleCov's own sample report: 9 of 10 lines, 3 of 3 methods.
  const sample = {
    meta: { simplecov_version: '0.22.0', line_coverage: true, branch_coverage: false, method_coverage: true },
    total: { lines: { covered: 9, missed: 1, omitted: 10, total: 10 } },
    coverage: {
      'spec/fixtures/json/sample.rb': {
        lines: [null, 1, 1, 1, 1, null, null, 1, 1, null, null, 1, 1, 0, null, 1, 'ignored', 'ignored', null],
        covered_lines: 9,
        total_lines: 10,
        methods: [
          { name: 'Foo#initialize', start_line: 3, end_line: 6, coverage: 1 },
          { name: 'Foo#bar', start_line: 8, end_line: 10, coverage: 1 },
          { name: 'Foo#foo', start_line: 12, end_line: 18, coverage: 1 },
          { name: 'Foo#skipped', start_line: 21, end_line: 23, coverage: 'ignored' },
        ],
      },
    },
    groups: {},
    errors: {},
  }
  const report = await coverageOf(JSON.stringify(sample))
  expect(report.totals).toEqual({ lines: { covered: 9, total: 10 }, functions: { covered: 3, total: 3 } })
  expect(marksOf(report, 'spec/fixtures/json/sample.rb')).toBe('2+ 3+ 4+ 5+ 8+ 9+ 12+ 13+ 14- 16+')
})

it('tells apart two branches on the same lines', async () => {
  const arm = { type: 'else', start_line: 7, end_line: 7, inline: true }
  const text = JSON.stringify({
    meta: { simplecov_version: '0.22.0' },
    coverage: {
      'a.rb': {
        lines: [],
        branches: [
          { ...arm, coverage: 1 },
          { ...arm, coverage: 0 },
        ],
      },
    },
  })
  expect((await coverageOf(text)).totals.branches).toEqual({ covered: 1, total: 2 })
})
