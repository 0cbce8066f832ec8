import { expect, test } from 'vitest'
import type { Format } from './format.ts'
import { formatListing, type Listing } from './listing.ts'

type Row = { name: string; value: number | null; long: string }

const listing = (...rows: Row[]): Listing<Row> => ({
  columns: [
    { key: 'name', title: 'Name', text: ({ name }) => name, tone: ({ value }) => (value === 1 ? 'red' : null) },
    { key: 'value', title: 'Value', text: ({ value }) => String(value ?? ''), align: 'right' },
    { key: 'long', title: 'Long', text: ({ long }) => long, machine: true },
  ],
  rows,
})
const print = (format: Format, ...rows: Row[]) =>
  formatListing(listing(...rows), format, { colour: false, width: Number.POSITIVE_INFINITY })

const ROWS: Row[] = [
  { name: 'a', value: 1, long: 'x' },
  { name: 'longer', value: 22, long: 'y' },
]

test('a table is aligned, has heads, and leaves out what is for machines', () => {
  expect(print('table', ...ROWS)).toBe('  Name    Value\n  a           1\n  longer     22\n')
})

test('a narrow terminal gets rows of two lines and loses nothing', () => {
  const text = formatListing(listing(...ROWS), 'table', { colour: false, width: 12 })
  expect(text).toContain('longer')
  expect(text.split('\n').every((line) => line.length <= 16)).toBe(true)
})

test('colour is only decoration', () => {
  const coloured = formatListing(listing(...ROWS), 'table', { colour: true, width: 100 })
  expect(coloured).toContain('\u001b[31ma')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are taken out
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(print('table', ...ROWS))
})

test('TSV has no heads, every column, and one line a row whatever a name holds', () => {
  expect(print('tsv', { name: 'a\tb\nc\u001b[31m\u202e', value: null, long: 'x' })).toBe('a b c [31m \t\tx\n')
})

test.each([
  { text: 'plain', cell: 'plain' },
  { text: 'with, comma', cell: '"with, comma"' },
  { text: 'with "quotes"', cell: '"with ""quotes"""' },
  { text: '=HYPERLINK("x")', cell: `"'=HYPERLINK(""x"")"` },
  { text: '+1 hour', cell: `"'+1 hour"` },
  { text: '@cmd', cell: `"'@cmd"` },
  { text: '-5.25', cell: '-5.25' },
])('CSV: $text', ({ text, cell }) => {
  expect(print('csv', { name: text, value: 1, long: 'x' })).toBe(`name,value,long\r\n${cell},1,x\r\n`)
})

test('Markdown escapes what would become a link, a mention, HTML or another cell', () => {
  const line = print('md', { name: 'a|b <img> @team #1 [x](y)', value: 1, long: '' }).split('\n')[2]
  expect(line).toBe('| a\\|b \\<img\\> @\u200bteam #\u200b1 \\[x\\](y) | 1 |')
})

test('NDJSON is the rows as they are', () => {
  expect(print('ndjson', ...ROWS)).toBe(`${JSON.stringify(ROWS[0])}\n${JSON.stringify(ROWS[1])}\n`)
})
