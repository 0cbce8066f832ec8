import { expect, it, test } from 'vitest'
import { mergeCoverage } from '../merge.ts'
import { coverageOf, marksOf, problemOf } from '../testing/read.ts'

const at = (line: number, column = 0) => ({ start: { line, column }, end: { line, column: null } })
const file = (more: object = {}) => ({
  path: '/r/a.js',
  statementMap: { 0: at(1), 1: at(1, 8), 2: at(2), 3: at(4) },
  s: { 0: 0, 1: 3, 2: 0, 3: 1 },
  fnMap: { 0: { name: 'f', decl: at(1), loc: at(2) }, 1: { name: 'f', decl: at(1), loc: at(2) } },
  f: { 0: 1, 1: 0 },
  branchMap: { 0: { type: 'if', loc: at(1), locations: [] } },
  b: { 0: [1, 0] },
  ...more,
})
const json = (value: unknown) => JSON.stringify(value)

it('counts as istanbul does: a line by the statements that start on it', async () => {
  const report = await coverageOf(json({ '/r/a.js': file() }))
  expect(marksOf(report, '/r/a.js')).toBe('1+ 2- 4+')
  expect(report.totals).toEqual({
    lines: { covered: 2, total: 3 },
    statements: { covered: 2, total: 4 },
    branches: { covered: 1, total: 2 },
    functions: { covered: 1, total: 2 },
  })
})

it('says 0 of 0 branches where there are none', async () => {
  const report = await coverageOf(json({ a: file({ branchMap: {}, b: {} }) }))
  expect(report.totals.branches).toEqual({ covered: 0, total: 0 })
})

it('unites runs by place, whatever ids the instrumenter gave', async () => {
  const shifted = file({ statementMap: { 7: at(1), 8: at(1, 8), 9: at(2), 10: at(4) }, s: { 7: 1, 8: 0, 9: 0, 10: 0 } })
  const first = await coverageOf(json({ a: file() }))
  const merged = mergeCoverage([first, await coverageOf(json({ a: shifted }))])
  expect(merged.totals.statements).toEqual({ covered: 3, total: 4 })
})

it('is not misled by the names of objects', async () => {
  const text = `{"__proto__": ${json(file({ path: '__proto__' }))}, "constructor": ${json(file({ path: 'constructor' }))}}`
  const report = await coverageOf(text)
  expect(report.files.map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
  expect(Object.hasOwn(Object.prototype, 'path')).toBe(false)
})

test.each([
  { why: 'a negative count', value: file({ s: { 0: -1 } }), code: 'absurd_count' },
  { why: 'a count that is text', value: file({ s: { 0: '1' } }), code: 'malformed' },
  { why: 'a line past every file', value: file({ statementMap: { 0: at(1e12) } }), code: 'absurd_count' },
  { why: 'branches that are no list', value: file({ b: { 0: 1 } }), code: 'malformed' },
  { why: 'a map that is none', value: file({ fnMap: 3 }), code: 'malformed' },
])('refuses $why', async ({ value, code }) => {
  const problem = await problemOf(json({ a: value }))
  expect(problem.code).toBe(code)
  expect(problem.message).toContain('/r/a.js')
})
