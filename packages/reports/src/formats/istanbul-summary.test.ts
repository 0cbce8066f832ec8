import { expect, it, test } from 'vitest'
import { coverageOf, problemOf } from '../testing/read.ts'

const entry = (covered: number | string, total: number) => ({
  lines: { total, covered, skipped: 0, pct: 0 },
  statements: { total, covered, skipped: 0, pct: 'Unknown' },
})
const read = (value: unknown) => coverageOf(JSON.stringify(value))

it('sums the files, whatever the total says', async () => {
  const report = await read({ total: entry(99, 99), 'a.js': entry(1, 2), 'b.js': entry(3, 4) })
  expect(report.totals).toEqual({ lines: { covered: 4, total: 6 }, statements: { covered: 4, total: 6 } })
  expect(report.files.map(({ path }) => path)).toEqual(['a.js', 'b.js'])
})

it('takes the total where it is alone', async () => {
  expect((await read({ total: entry(3, 4) })).totals.lines).toEqual({ covered: 3, total: 4 })
})

test.each([
  { why: 'more covered than there is', value: entry(3, 2), code: 'malformed' },
  { why: 'a negative count', value: entry(-1, 2), code: 'absurd_count' },
  { why: 'a count that is text', value: entry('1', 2), code: 'malformed' },
  { why: 'half a line', value: entry(0.5, 2), code: 'malformed' },
])('refuses $why', async ({ value, code }) => {
  expect((await problemOf(JSON.stringify({ total: entry(0, 0), 'a.js': value }))).code).toBe(code)
})
