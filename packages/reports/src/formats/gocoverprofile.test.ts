import { expect, it, test } from 'vitest'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

it('counts statements, as lines', async () => {
  const report = await coverageOf('mode: set\nm/a.go:1.1,3.2 2 1\nm/a.go:5.1,5.9 3 0\n')
  expect(report.totals).toEqual({ lines: { covered: 2, total: 5 } })
})

it('counts a block listed again once, and as run if any listing ran', async () => {
  const lines = ['m/a.go:1.1,3.2 2 0', 'm/b.go:1.1,2.2 1 0', 'm/a.go:1.1,3.2 2 7', 'm/a.go:1.1,3.2 2 0']
  const report = await coverageOf(`mode: count\n${lines.join('\n')}\n`)
  expect(report.totals.lines).toEqual({ covered: 2, total: 3 })
})

it('marks the lines a block touches; a line that two blocks share ran if either did', async () => {
  const text = 'mode: atomic\nm/a.go:1.10,2.12 1 4\nm/a.go:2.12,4.3 1 0\nm/a.go:9.1,9.3 0 0\n'
  expect(marksOf(await coverageOf(text), 'm/a.go')).toBe('1+ 2+ 3- 4-')
})

it('reads a profile put together from several, and paths with colons', async () => {
  const text = 'mode: set\nC:/m/a.go:1.1,1.2 1 1\nmode: set\nC:/m/b.go:1.1,1.2 1 0'
  expect((await coverageOf(text)).totals.lines).toEqual({ covered: 1, total: 2 })
})

it('is empty without blocks, which is nothing to cover', async () => {
  expect((await coverageOf('mode: set\n')).totals).toEqual({ lines: { covered: 0, total: 0 } })
})

test.each([
  { why: 'cut inside a block', text: 'mode: set\nm/a.go:1.1,3.', code: 'truncated' },
  { why: 'no statements', text: 'mode: set\nm/a.go:1.1,3.2 x 1\n', code: 'malformed' },
  { why: 'no block', text: 'mode: set\nok  m 0.1s\n', code: 'malformed' },
  { why: 'a negative count', text: 'mode: set\nm/a.go:1.1,3.2 1 -4\n', code: 'absurd_count' },
  { why: 'a block that ends before it starts', text: 'mode: set\nm/a.go:9.1,3.2 1 1\n', code: 'malformed' },
  { why: 'a mode it does not have', text: 'mode: set\nmode: some\n', code: 'malformed' },
])('refuses $why', async ({ text, code }) => {
  expect(await problemOf(text)).toMatchObject({ code, line: 2 })
})

it('bounds the lines that blocks span, which cost the file no bytes', async () => {
  const text = `mode: set\n${[1, 2, 3].map((file) => `m/${file}.go:1.1,900.2 1 1`).join('\n')}\n`
  expect(await problemOf(text, { maxLines: 2000 })).toMatchObject({ code: 'limit_exceeded', limit: 'maxLines' })
  expect((await coverageOf(text, { maxLines: 2700 })).files).toHaveLength(3)
})
