import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const record = (...lines: string[]) => `TN:\nSF:src/a.ts\n${lines.join('\n')}\nend_of_record\n`

test.each([
  { why: 'a count of zero is missed', lines: ['DA:1,1', 'DA:2,0'], marks: '1+ 2-' },
  { why: 'line 0 is no line', lines: ['DA:0,5', 'DA:1,1'], marks: '1+' },
  { why: 'a count past 2^53 has run', lines: ['DA:1,18446744073709551615'], marks: '1+' },
  { why: "Perl's exponents are counts", lines: ['DA:1,1.8e+19', 'DA:2,0.0'], marks: '1+ 2-' },
  { why: 'a checksum may follow', lines: ['DA:7,1,abc=='], marks: '7+' },
  { why: 'a line listed twice ran if either did', lines: ['DA:3,0', 'DA:3,2', 'DA:3,0'], marks: '3+' },
  { why: 'order does not matter', lines: ['DA:9,0', 'DA:2,1'], marks: '2+ 9-' },
  { why: 'unknown records and comments are left alone', lines: ['# note', 'MCDC:1,2', 'VER:x', 'DA:1,1'], marks: '1+' },
])('$why', async ({ lines, marks }) => {
  expect(marksOf(await coverageOf(record(...lines)), 'src/a.ts')).toBe(marks)
})

it('reads plain lines in one loop as it reads the others one by one', async () => {
  const digits = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 999_999_990, max: 1_000_000_010 }))
  const lines = fc.array(fc.tuple(digits, digits, fc.constantFrom('', '\r', ' ', ',sum')), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(lines, async (given) => {
      const text = (end: (own: string) => string) =>
        record(...given.map(([line, n, own]) => `DA:${line},${n}${end(own)}`))
      const mixed = await coverageOf(text((own) => own))
      const slow = await coverageOf(text(() => ',sum'))
      expect(marksOf(mixed, 'src/a.ts')).toBe(marksOf(slow, 'src/a.ts'))
    }),
  )
})

it('reads a file of more lines than are handed on at once', async () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `DA:${i + 1},${i % 3}`)
  const { files, totals } = await coverageOf(record(...lines))
  expect(totals.lines).toEqual({ covered: 6_666, total: 10_000 })
  expect([...(files[0]?.lines ?? [])]).toEqual(lines.map((_, i) => (i + 1) * 2 + (i % 3 === 0 ? 0 : 1)))
})

test.each(['src/größe.ts', 'src/税.ts', `src/${'long/'.repeat(60)}a.ts`])('a path is what it is: %s', async (path) => {
  expect((await coverageOf(`SF:${path}\nDA:1,1\nend_of_record\n`)).files.map((file) => file.path)).toEqual([path])
})

it('names the line that is wrong, also behind plain ones', async () => {
  expect(await problemOf(record('DA:1,1', 'DA:2,1', 'DA:3,x'))).toMatchObject({ code: 'malformed', line: 5 })
})

it('takes totals from records, and LF/LH only where there is no DA', async () => {
  expect((await coverageOf(record('DA:1,1', 'LF:99', 'LH:98'))).totals.lines).toEqual({ covered: 1, total: 1 })
  expect((await coverageOf(record('LF:7', 'LH:5'))).totals.lines).toEqual({ covered: 5, total: 7 })
})

it('carries only the measures that have records; BRF:0 is one', async () => {
  expect((await coverageOf(record('DA:1,1'))).totals).toEqual({ lines: { covered: 1, total: 1 } })
  expect((await coverageOf(record('DA:1,1', 'BRF:0', 'BRH:0'))).totals.branches).toEqual({ covered: 0, total: 0 })
})

it('unites the records of one file', async () => {
  const text = record('DA:1,0', 'DA:2,1', 'BRDA:1,0,0,-', 'BRDA:1,0,1,0') + record('DA:1,3', 'BRDA:1,0,0,4')
  const report = await coverageOf(text)
  expect(marksOf(report, 'src/a.ts')).toBe('1+ 2+')
  expect(report.totals.branches).toEqual({ covered: 1, total: 2 })
})

it('tells functions of one name apart by their order', async () => {
  const twice = record('FN:1,f', 'FN:9,20,f', 'FN:30,g', 'FNDA:2,f', 'FNDA:0,f', 'FNDA:1,g')
  expect((await coverageOf(twice)).totals.functions).toEqual({ covered: 2, total: 3 })
  expect((await coverageOf(twice + twice)).totals.functions).toEqual({ covered: 2, total: 3 })
})

it('reads functions of lcov 2.2 by their number', async () => {
  const text = record('FNL:0,3,9', 'FNA:0,0,alias', 'FNA:0,2,name', 'FNL:1,12', 'FNA:1,0,other')
  expect((await coverageOf(text)).totals.functions).toEqual({ covered: 1, total: 2 })
})

it('reads CRLF and keeps a file of the same name in another directory apart', async () => {
  const text = 'SF:./a.ts\r\nDA:1,1\r\nend_of_record\r\nSF:b/a.ts\r\nDA:1,0\r\nend_of_record\r\n'
  const report = await coverageOf(text)
  expect(report.files.map(({ path }) => path)).toEqual(['a.ts', 'b/a.ts'])
  expect(report.totals.lines).toEqual({ covered: 1, total: 2 })
})

test.each([
  { why: 'cut between records of a file', text: 'SF:a\nDA:1,1\n', code: 'truncated', line: 2 },
  { why: 'cut inside a line', text: 'SF:a\nDA:1', code: 'truncated', line: 2 },
  { why: 'no source file', text: 'TN:\n', code: 'empty', line: undefined },
  { why: 'a line number that is none', text: record('DA:x,1'), code: 'malformed', line: 3 },
  { why: 'a negative count', text: record('DA:1,-1'), code: 'absurd_count', line: 3 },
  { why: 'a count that no counter holds', text: record(`DA:1,${'9'.repeat(40)}`), code: 'absurd_count', line: 3 },
  { why: 'a line past every file', text: record('DA:99999999999,1'), code: 'absurd_count', line: 3 },
  { why: 'something after the count', text: record('DA:1,1oops'), code: 'malformed', line: 3 },
  { why: 'a line that is no record', text: record('hello'), code: 'malformed', line: 3 },
  { why: 'a record outside of a file', text: 'TN:\nDA:1,1\nSF:a\nend_of_record\n', code: 'malformed', line: 2 },
  { why: 'a file opened inside another', text: 'SF:a\nDA:1,1\nSF:b\nend_of_record\n', code: 'malformed', line: 3 },
])('refuses $why', async ({ text, code, line }) => {
  expect(await problemOf(text)).toMatchObject({ code, ...(line ? { line } : {}) })
})
