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
