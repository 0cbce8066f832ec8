import { expect, it, test } from 'vitest'
import { mergeCoverage } from '../merge.ts'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const text = (entry: object, meta: object = {}) =>
  JSON.stringify({ meta: { version: '7.6.1', ...meta }, files: { 'a.py': entry }, totals: {} })
const lines = (executed: unknown[], missing: unknown[], more: object = {}) => ({
  executed_lines: executed,
  missing_lines: missing,
  excluded_lines: [],
  ...more,
})

it('counts lines that begin a statement, without the excluded ones that ran', async () => {
  const report = await coverageOf(text(lines([1, 2, 7], [4], { excluded_lines: [7, 8] })))
  expect(marksOf(report, 'a.py')).toBe('1+ 2+ 4-')
  expect(report.totals).toEqual({ lines: { covered: 2, total: 3 } })
})

it('believes the summary of an old version, whose list has docstrings in it', async () => {
  // coverage.py 6.5 on a module whose first line is a docstring: 14 of 15 statements, 16 lines executed.
  const entry = lines([1, 3, 5, 6, 7, 9, 11, 12, 14, 15, 20, 22, 23, 24, 29, 33], [18], {
    summary: { covered_lines: 14, num_statements: 15, num_branches: 4, covered_branches: 4 },
    executed_branches: [
      [15, 14],
      [15, 20],
      [29, -29],
      [29, -24],
      [29, 29],
      [29, 29],
    ],
    missing_branches: [],
  })
  expect((await coverageOf(text(entry))).totals).toEqual({
    lines: { covered: 14, total: 15 },
    branches: { covered: 4, total: 4 },
  })
})

it('unites runs by lines and by ways from line to line', async () => {
  const run = (executed: number[], missing: number[], to: number, not: number) =>
    coverageOf(text(lines(executed, missing, { executed_branches: [[1, to]], missing_branches: [[1, not]] })))
  expect(mergeCoverage([await run([1, 2], [3], 2, -1), await run([1, 3], [2], -1, 2)]).totals).toEqual({
    lines: { covered: 3, total: 3 },
    branches: { covered: 2, total: 2 },
  })
})

it('carries branches where they were measured, also where there are none', async () => {
  const entry = { ...lines([1], []), executed_branches: [], missing_branches: [] }
  expect((await coverageOf(text(entry))).totals.branches).toEqual({ covered: 0, total: 0 })
  const none = JSON.stringify({ meta: { branch_coverage: true }, files: {} })
  expect((await coverageOf(none)).totals).toEqual({
    lines: { covered: 0, total: 0 },
    branches: { covered: 0, total: 0 },
  })
})

test.each([
  { why: 'a line that is none', entry: lines([1.5], []), code: 'malformed' },
  { why: 'a negative line', entry: lines([-1], []), code: 'absurd_count' },
  { why: 'no missing lines', entry: { executed_lines: [1] }, code: 'malformed' },
  { why: 'half a branch', entry: lines([1], [], { executed_branches: [[1]] }), code: 'malformed' },
  {
    why: 'a summary that covers more than there is',
    entry: lines([1], [], { summary: { covered_lines: 2, num_statements: 1 } }),
    code: 'malformed',
  },
])('refuses $why, and names the file', async ({ entry, code }) => {
  const problem = await problemOf(text(entry))
  expect(problem.code).toBe(code)
  expect(problem.message).toContain('a.py')
})
