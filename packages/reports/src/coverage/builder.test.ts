import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../limits.ts'
import { createCoverage } from './builder.ts'

/** What one reader finds of one file after the other: lines one by one, or many that rise. */
const found = fc.array(
  fc.record({
    path: fc.constantFrom('a', 'b', 'c'),
    from: fc.integer({ min: 1, max: 40 }),
    ran: fc.array(fc.constantFrom(0 as const, 1 as const), { maxLength: 400 }),
    atOnce: fc.boolean(),
  }),
  { maxLength: 8 },
)

it('keeps each line of each file once, in whatever portions and order they come', () => {
  fc.assert(
    fc.property(found, (portions) => {
      const coverage = createCoverage('lcov', DEFAULT_LIMITS)
      coverage.carries('lines')
      const naive = new Map<string, Map<number, number>>()
      for (const { path, from, ran, atOnce } of portions) {
        const file = coverage.file(path)
        // More room than marks, and the same room for all: what is given is copied.
        const marks = new Uint32Array(500)
        for (const [i, own] of ran.entries()) marks[i] = (from + i) * 2 + own
        if (atOnce) file.lines(marks, ran.length)
        else for (const [i, own] of ran.entries()) file.line(from + i, own)
        marks.fill(0)
        const lines = naive.get(path) ?? new Map<number, number>()
        naive.set(path, lines)
        for (const [i, own] of ran.entries()) lines.set(from + i, Math.max(own, lines.get(from + i) ?? 0))
      }
      const { files, totals } = coverage.finish()
      const expected = [...naive].map(([path, lines]) => ({
        path,
        lines: [...lines].sort(([a], [b]) => a - b).map(([line, ran]) => line * 2 + ran),
      }))
      expect(files.map(({ path, lines }) => ({ path, lines: [...lines] }))).toEqual(
        expected.sort((a, b) => (a.path < b.path ? -1 : 1)),
      )
      const all = expected.flatMap(({ lines }) => lines)
      expect(totals.lines).toEqual({ covered: all.filter((mark) => mark % 2 === 1).length, total: all.length })
    }),
  )
})

it.each([
  { why: 'one by one', atOnce: false },
  { why: 'at once', atOnce: true },
])('all files share one allowance of lines: $why', ({ atOnce }) => {
  const tell = (lines: number) => {
    const coverage = createCoverage('lcov', { ...DEFAULT_LIMITS, maxLines: 4 })
    const marks = Uint32Array.from({ length: lines }, (_, i) => (i + 1) * 2)
    coverage.file('a').line(1, 1)
    if (atOnce) coverage.file('b').lines(marks, lines)
    else for (const mark of marks) coverage.file('b').line(mark / 2, 0)
  }
  expect(() => tell(3)).not.toThrow()
  expect(() => tell(4)).toThrow('more than 4 executable lines (maxLines)')
})
