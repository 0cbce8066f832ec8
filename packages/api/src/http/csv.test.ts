import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from './csv.ts'

const one = (value: string | number | boolean | null | undefined) => csv({ a: () => value }, [0]).split('\r\n')[1]

test.each([
  ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
  ['+1', `"'+1"`],
  ['-1+2', `"'-1+2"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\tx', `"'\tx"`],
  ['\rx', `"'\rx"`],
])('%j can’t run as a formula', (value, cell) => {
  expect(csv({ a: () => value }, [0])).toBe(`a\r\n${cell}\r\n`)
})

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['a=b', 'a=b'],
  [-0.4, '-0.4'],
  [true, 'true'],
  [null, ''],
  [undefined, ''],
])('%j is written as %s', (value, cell) => {
  expect(one(value)).toBe(cell)
})

/** RFC 4180 as a reader of it would do it, and a cell as a spreadsheet would take it. */
const read = (text: string): string[][] => {
  const lines: string[][] = [[]]
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy
  for (let match = cells.exec(text); match && cells.lastIndex <= text.length; match = cells.exec(text)) {
    const [, cell = '', end] = match
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '') break
    if (end === '\r\n') lines.push([])
  }
  return lines.slice(0, -1)
}

test('any text comes back as it was but for an apostrophe, and none is a formula', () => {
  const unit = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', '1', ' ', 'é')
  const text = fc.string({ unit, maxLength: 8 })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
      const [, ...found] = read(csv({ a: ([a]: [string, string]) => a, b: ([, b]: [string, string]) => b }, rows))
      expect(found.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ''))),
      )
      for (const cell of found.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})
