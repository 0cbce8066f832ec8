import { expect, it, test } from 'vitest'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const report = (body: string) =>
  `<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="x"><sessioninfo id="i"/>${body}<counter type="LINE" missed="0" covered="1000"/></report>`
const line = (nr: number, mi: number, ci: number, mb = 0, cb = 0) =>
  `<line nr="${nr}" mi="${mi}" ci="${ci}" mb="${mb}" cb="${cb}"/>`
const method = (name: string, covered: 0 | 1) =>
  `<method name="${name}" desc="()V"><counter type="METHOD" missed="${1 - covered}" covered="${covered}"/></method>`

it('counts lines and branches of source files, never the counters above them', async () => {
  const body = `<package name="com/x"><sourcefile name="A.java">${line(3, 2, 1)}${line(4, 5, 0, 1, 3)}<counter type="LINE" missed="0" covered="50"/></sourcefile></package>`
  const read = await coverageOf(report(body))
  expect(marksOf(read, 'com/x/A.java')).toBe('3+ 4-')
  expect(read.totals).toMatchObject({ lines: { covered: 1, total: 2 }, branches: { covered: 3, total: 4 } })
})

it('counts a source file without lines by its own counters', async () => {
  const counters = '<counter type="LINE" missed="4" covered="6"/><counter type="BRANCH" missed="1" covered="1"/>'
  const read = await coverageOf(
    report(`<package name="p"><sourcefile name="A.java">${counters}</sourcefile></package>`),
  )
  expect(read.totals).toMatchObject({ lines: { covered: 6, total: 10 }, branches: { covered: 1, total: 2 } })
})

it('leaves the counters of a source file with lines alone, also for branches', async () => {
  const counters = '<counter type="BRANCH" missed="9" covered="9"/>'
  const body = `<package name="p"><sourcefile name="A.java">${line(1, 0, 1)}${counters}</sourcefile></package>`
  expect((await coverageOf(report(body))).totals.branches).toEqual({ covered: 0, total: 0 })
})

it('counts methods of the package’s files, also where a class does not name its file', async () => {
  const classes = `<class name="p/A" sourcefilename="A.kt">${method('f', 1)}${method('g', 0)}</class><class name="p/B$In">${method('f', 1)}</class>`
  const read = await coverageOf(
    report(`<package name="p">${classes}<sourcefile name="A.kt"/><sourcefile name="B.java"/></package>`),
  )
  expect(read.totals.functions).toEqual({ covered: 2, total: 3 })
  expect(read.files.map(({ path }) => path)).toEqual(['p/A.kt', 'p/B.java'])
})

it('keeps equal paths of two groups apart', async () => {
  const one = (ci: number) => `<package name="p"><sourcefile name="A.java">${line(1, 1, ci)}</sourcefile></package>`
  const read = await coverageOf(
    report(`<group name="a">${one(0)}</group><group name="b"><group name="c">${one(1)}</group></group>`),
  )
  expect(read.files.map(({ module, path }) => [module, path])).toEqual([
    ['a', 'p/A.java'],
    ['b/c', 'p/A.java'],
  ])
  expect(read.totals.lines).toEqual({ covered: 1, total: 2 })
})

test.each([
  { why: 'a negative count', one: '<line nr="1" mi="0" ci="-1" mb="0" cb="0"/>', code: 'absurd_count' },
  { why: 'absurd branches', one: '<line nr="1" mi="0" ci="1" mb="0" cb="5000000000"/>', code: 'absurd_count' },
  { why: 'a line without number', one: '<line mi="0" ci="1" mb="0" cb="0"/>', code: 'malformed' },
])('refuses $why', async ({ one, code }) => {
  const body = `<package name="p"><sourcefile name="A.java">${one}</sourcefile></package>`
  expect(await problemOf(report(body))).toMatchObject({ code, line: 1 })
})
