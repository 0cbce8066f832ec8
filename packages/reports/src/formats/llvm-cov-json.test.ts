import { describe, expect, it, test } from 'vitest'
import { mergeCoverage } from '../merge.ts'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

type Segment = [line: number, column: number, count: number, hasCount: boolean, isEntry: boolean, isGap: boolean]
const text = (...files: object[]) =>
  JSON.stringify({ data: [{ files, functions: [], totals: {} }], type: 'llvm.coverage.json.export', version: '2.0.1' })
const file = (segments: unknown, more: object = {}) => ({ filename: 'src/lib.rs', segments, ...more })
const marks = async (segments: Segment[]) => marksOf(await coverageOf(text(file(segments))), 'src/lib.rs')
const closed = (line: number, column: number): Segment => [line, column, 0, false, false, false]

describe('lines are those llvm-cov shows', () => {
  test.each<{ why: string; segments: Segment[]; expected: string }>([
    {
      // The segments and the summary (4 of 7) of cargo-llvm-cov's fixture real1.
      why: 'arms of a match, of which one ran',
      segments: [
        [1, 1, 2, true, true, false],
        closed(2, 12),
        [3, 14, 2, true, true, false],
        closed(3, 16),
        [4, 14, 0, true, true, false],
        closed(4, 16),
        [5, 14, 0, true, true, false],
        closed(5, 16),
        [6, 14, 0, true, true, false],
        closed(6, 16),
        [8, 1, 2, true, true, false],
        closed(8, 2),
      ],
      expected: '1+ 2+ 3+ 4- 5- 6- 8+',
    },
    {
      why: 'a line inside a region that began above it',
      segments: [[1, 1, 3, true, true, false], [4, 2, 0, true, true, false], closed(4, 9)],
      expected: '1+ 2+ 3+ 4+',
    },
    {
      why: 'a line that begins with skipped code is none, though a region reaches into it',
      segments: [[1, 1, 1, true, true, false], [2, 1, 0, false, true, false], closed(5, 1)],
      expected: '1+',
    },
    {
      why: 'a gap does not make a line run',
      segments: [[1, 1, 0, true, true, false], [2, 1, 5, true, true, true], closed(3, 1)],
      expected: '1- 2- 3+',
    },
  ])('$why', async ({ segments, expected }) => {
    expect(await marks(segments)).toBe(expected)
  })
})

it('believes the summary where there are no segments', async () => {
  const summary = {
    lines: { count: 7, covered: 4 },
    functions: { count: 1, covered: 1 },
    branches: { count: 2, covered: 1 },
    regions: { count: 6, covered: 3 },
  }
  expect((await coverageOf(text({ filename: 'a.rs', summary }))).totals).toEqual({
    lines: { covered: 4, total: 7 },
    branches: { covered: 1, total: 2 },
    functions: { covered: 1, total: 1 },
  })
})

it('counts each way out of a condition once, in whatever instance of a template it was taken', async () => {
  const branches = [
    [1, 4, 1, 9, 2, 0, 0, 0, 4],
    [1, 4, 1, 9, 0, 3, 0, 0, 4],
  ]
  expect((await coverageOf(text(file([], { branches })))).totals.branches).toEqual({ covered: 2, total: 2 })
})

it('unites several exports by lines', async () => {
  const run = (a: number, b: number) =>
    coverageOf(
      text(file([[1, 1, a, true, true, false], closed(1, 9), [3, 1, b, true, true, false], closed(3, 9)] as Segment[])),
    )
  expect(mergeCoverage([await run(1, 0), await run(0, 1)]).totals.lines).toEqual({ covered: 2, total: 2 })
})

test.each([
  { why: 'a file without a name', value: text({ segments: [] }), says: 'data[0].files[0]' },
  { why: 'segments out of order', value: text(file([closed(4, 1), closed(2, 1)])), says: 'not in order' },
  { why: 'a segment that is none', value: text(file([7])), says: 'a segment of "src/lib.rs"' },
  {
    why: 'a summary that covers more than there is',
    value: text({ filename: 'a.rs', summary: { lines: { count: 1, covered: 2 } } }),
    says: '2 of 1',
  },
])('refuses $why', async ({ value, says }) => {
  const problem = await problemOf(value)
  expect(problem.code).toBe('malformed')
  expect(problem.message).toContain(says)
})
