import { describe, expect, it, test } from 'vitest'
import { mergeCoverage } from '../merge.ts'
import { patchOf } from '../testing/patch.ts'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const report = (inside: string) => `<coverage generated="1"><project>${inside}</project></coverage>`
const file = (inside: string, path = '/r/a.php') => report(`<file name="a.php" path="${path}">${inside}</file>`)
const totals = async (text: string) => (await coverageOf(text)).totals

describe('what each writer means', () => {
  it('Istanbul: a condition has a count of its own, and falsecount is what did not run', async () => {
    const text = file(
      '<metrics statements="2" coveredstatements="1" conditionals="5" coveredconditionals="3" methods="2" coveredmethods="1"/>' +
        '<line num="1" count="0" type="cond" truecount="0" falsecount="1"/><line num="2" count="4" type="stmt"/>',
    )
    expect(marksOf(await coverageOf(text), '/r/a.php')).toBe('1- 2+')
    // Branches on lines that begin no statement are in the metrics alone.
    expect(await totals(text)).toMatchObject({
      branches: { covered: 3, total: 5 },
      functions: { covered: 1, total: 2 },
    })
  })

  it('OpenClover: a condition has none, and ran if it was ever true or false', async () => {
    const text = file(
      '<line num="1" type="stmt" count="1"/><line num="1" type="cond" truecount="0" falsecount="2"/><line num="3" type="cond" truecount="0" falsecount="0"/>',
    )
    expect(marksOf(await coverageOf(text), '/r/a.php')).toBe('1+ 3-')
    expect((await totals(text)).statements).toEqual({ covered: 1, total: 2 })
  })

  it('OpenClover: two statements on one line are two, and one line', async () => {
    const text = file('<line num="1" type="stmt" count="1"/><line num="1" type="stmt" count="0"/>')
    expect(await totals(text)).toMatchObject({
      lines: { covered: 1, total: 1 },
      statements: { covered: 1, total: 2 },
    })
  })

  it('PHPUnit: methods are lines, which no line counts; a file has its path in its name', async () => {
    const text = report(
      '<package name="p"><file name="/r/b.php"><class name="C"><metrics methods="9" coveredmethods="9" conditionals="9" coveredconditionals="9"/></class><line num="1" type="method" name="f" count="0"/><line num="2" type="stmt" count="3"/><metrics statements="1" coveredstatements="1" conditionals="0" coveredconditionals="0" methods="1" coveredmethods="1"/></file></package>',
    )
    expect(marksOf(await coverageOf(text), '/r/b.php')).toBe('2+')
    expect(await totals(text)).toEqual({
      lines: { covered: 1, total: 1 },
      statements: { covered: 1, total: 1 },
      branches: { covered: 0, total: 0 },
      functions: { covered: 0, total: 1 },
    })
  })
})

it('leaves the tests themselves alone, and what stands outside of a file', async () => {
  const inside =
    '<metrics statements="9" coveredstatements="9"/><file path="a"><line num="1" type="stmt" count="1"/></file>'
  const text = `<coverage generated="1"><project>${inside}</project><testproject>${inside.replace('"a"', '"t"')}</testproject></coverage>`
  expect((await coverageOf(text)).files.map(({ path }) => path)).toEqual(['a'])
})

it('takes the metrics of a file that lists no lines', async () => {
  expect(await totals(file('<metrics statements="4" coveredstatements="3"/>'))).toMatchObject({
    lines: { covered: 3, total: 4 },
    statements: { covered: 3, total: 4 },
  })
})

it('unites runs by lines, statements and methods', async () => {
  const run = (a: number, b: number) =>
    coverageOf(
      file(
        `<line num="1" type="method" name="f" count="${a}"/><line num="2" type="stmt" count="${a}"/><line num="3" type="stmt" count="${b}"/>`,
      ),
    )
  expect(mergeCoverage([await run(1, 0), await run(0, 1)]).totals).toMatchObject({
    lines: { covered: 2, total: 2 },
    statements: { covered: 2, total: 2 },
    functions: { covered: 1, total: 1 },
  })
})

test.each([
  { why: 'a file without a name', text: report('<file/>'), says: 'path' },
  { why: 'a line without a number', text: file('<line type="stmt" count="1"/>'), says: 'num' },
  { why: 'a line without a count', text: file('<line num="1" type="stmt"/>'), says: 'count' },
  {
    why: 'more covered than there is',
    text: file('<metrics statements="1" coveredstatements="2"/>'),
    says: 'coveredstatements',
  },
])('refuses $why, and says where', async ({ text, says }) => {
  const problem = await problemOf(text)
  expect(problem).toMatchObject({ code: 'malformed', line: 1 })
  expect(problem.message).toContain(says)
})

it('does not call a file without statements one that has only totals', async () => {
  const added = new Map([['a.php', [3]]])
  const unjudged = async (metrics: string) =>
    patchOf(await coverageOf(report(`<file path="a.php"><metrics ${metrics}/></file>`)), added).unjudged
  expect(await unjudged('statements="0" coveredstatements="0"')).toEqual([])
  expect(await unjudged('statements="2" coveredstatements="1"')).toEqual([{ path: 'a.php', reason: 'only_totals' }])
})
