import { expect, it, test } from 'vitest'
import { mergeCoverage } from '../merge.ts'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const suite = (entry: unknown, path = '/r/a.rb') => ({ coverage: { [path]: entry }, timestamp: 1_795_348_569.5 })
const read = (suites: Record<string, unknown>) => coverageOf(JSON.stringify(suites))

it('unites the suites of one file by lines, whichever form each has', async () => {
  const report = await read({ RSpec: suite([1, null, 0, 0]), Minitest: suite({ lines: [0, null, 2, 0] }) })
  expect(marksOf(report, '/r/a.rb')).toBe('1+ 3+ 4-')
  expect(report.totals).toEqual({ lines: { covered: 2, total: 3 } })
})

it('knows a branch by its place in the source, not by the number Ruby gave it', async () => {
  const run = (first: number, hits: [number, number]) =>
    read({
      RSpec: suite({
        lines: [1],
        branches: {
          [`[:if, ${first}, 4, 4, 8, 7]`]: {
            [`[:then, ${first + 1}, 5, 6, 5, 7]`]: hits[0],
            [`[:else, ${first + 2}, 7, 6, 7, 20]`]: hits[1],
          },
        },
      }),
    })
  const merged = mergeCoverage([await run(0, [1, 0]), await run(12, [0, 4])])
  expect(merged.totals.branches).toEqual({ covered: 2, total: 2 })
})

it('carries branches and methods where they were asked for, also where there are none', async () => {
  expect((await read({ RSpec: suite({ lines: [1], branches: {}, methods: {} }) })).totals).toEqual({
    lines: { covered: 1, total: 1 },
    branches: { covered: 0, total: 0 },
    functions: { covered: 0, total: 0 },
  })
  expect((await read({ RSpec: suite({ lines: null, branches: {} }) })).totals.lines).toEqual({ covered: 0, total: 0 })
})

test.each([
  { why: 'a negative count', entry: [1, -1], code: 'absurd_count', says: 'line 2' },
  { why: 'a count that is text', entry: { lines: ['1'] }, code: 'malformed', says: 'line 1' },
  { why: 'lines that are no list', entry: { lines: {} }, code: 'malformed', says: 'list' },
  {
    why: 'a branch without arms',
    entry: { branches: { '[:if, 0, 1, 1, 1, 1]': 3 } },
    code: 'malformed',
    says: 'branch',
  },
])('refuses $why, and names the file', async ({ entry, code, says }) => {
  const problem = await problemOf(JSON.stringify({ RSpec: suite(entry) }))
  expect(problem.code).toBe(code)
  expect(problem.message).toContain('/r/a.rb')
  expect(problem.message).toContain(says)
})
