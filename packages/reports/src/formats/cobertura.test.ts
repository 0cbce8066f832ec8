import { expect, it, test } from 'vitest'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const report = (classes: string, sources = '') =>
  `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5" lines-valid="99" lines-covered="98"><sources>${sources}</sources><packages><package name="p">
<classes>${classes}</classes></package></packages></coverage>`
const line = (number: number | string, hits: number | string, more = '') =>
  `<line number="${number}" hits="${hits}" ${more}/>`

it('counts a line of a file once, whichever classes and methods list it', async () => {
  const classes = `
    <class filename="a.cs"><methods><method><lines>${line(1, 0)}${line(2, 0)}</lines></method></methods>
      <lines>${line(1, 0)}${line(2, 0)}</lines></class>
    <class filename="a.cs"><methods/><lines>${line(2, 3)}${line(5, 1)}</lines></class>
    <class filename="b.cs"><methods/><lines>${line(1, 1)}</lines></class>`
  const read = await coverageOf(report(classes))
  expect(marksOf(read, 'a.cs')).toBe('1- 2+ 5+')
  expect(read.totals.lines).toEqual({ covered: 3, total: 4 })
})

it('counts branches by condition-coverage, a line once', async () => {
  const one = line(1, 1, 'branch="true" condition-coverage="50% (1/2)"')
  const other = line(2, 0, 'branch="True" condition-coverage="0% (0/4)"')
  const classes = `<class filename="a"><methods><method><lines>${one}</lines></method></methods><lines>${one}${other}</lines></class>`
  expect((await coverageOf(report(classes))).totals.branches).toEqual({ covered: 1, total: 6 })
})

it('carries branches where there are none, and drops a file of line 0 alone', async () => {
  const read = await coverageOf(report(`<class filename="a"><lines>${line(0, 1)}</lines></class>`))
  expect(read).toMatchObject({ files: [], totals: { lines: { total: 0 }, branches: { covered: 0, total: 0 } } })
})

it('keeps the source directories for finding files', async () => {
  const classes = `<class filename="a.py"><lines>${line(1, 1)}</lines></class>`
  const read = await coverageOf(report(classes, '<source>/ci/repo/src</source><source> C:\\x\\ </source><source/>'))
  expect(read.files[0]?.roots).toEqual(['/ci/repo/src', 'C:/x'])
})

test.each([
  { why: 'a negative count', one: line(1, -2), code: 'absurd_count' },
  { why: 'a count of 40 digits', one: line(1, '9'.repeat(40)), code: 'absurd_count' },
  { why: 'no count', one: '<line number="1"/>', code: 'malformed' },
  { why: 'a count that is a word', one: line(1, 'many'), code: 'malformed' },
  { why: 'more covered than there is', one: line(1, 1, 'condition-coverage="100% (3/2)"'), code: 'malformed' },
  { why: 'a line of a thousand million', one: line('4294967296', 1), code: 'absurd_count' },
])('refuses $why, and says where', async ({ one, code }) => {
  const problem = await problemOf(report(`<class filename="a"><lines>${one}</lines></class>`))
  expect(problem).toMatchObject({ code, line: 3 })
})

it('refuses a class without a file', async () => {
  expect(await problemOf(report('<class name="x"/>'))).toMatchObject({ code: 'malformed' })
})
