import { describe, expect, test } from 'vitest'
import { coverage } from '../testing/gate.ts'
import { patchCoverage } from './patch-coverage.ts'
import { toldLines } from './told-lines.ts'
import { type FileLines, patchLinesOf } from './united-patch.ts'

const lines = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const files = (count: number, each: number, name = 'src/') =>
  Array.from({ length: count }, (_, i) => ({ path: `${name}${i}.ts`, lines: lines(each) }))
const linesIn = (some: readonly FileLines[]) => some.reduce((sum, one) => sum + one.lines.length, 0)

describe('what a result tells of uncovered lines is bounded', () => {
  test.each<[string, FileLines[], { files: number; told: number; left: number }]>([
    ['nothing', [], { files: 0, told: 0, left: 0 }],
    ['as many lines as there may be', files(2, 2_000), { files: 2, told: 4_000, left: 0 }],
    ['a line more, of one file too', files(1, 4_001), { files: 1, told: 4_000, left: 1 }],
    ['as many files as there may be', files(200, 1), { files: 200, told: 200, left: 0 }],
    ['a file more', files(201, 2), { files: 200, told: 400, left: 2 }],
  ])('%s', (_, some, { files: number, told, left }) => {
    const found = toldLines(some)
    expect([found.files.length, found.told, found.left]).toEqual([number, told, left])
  })

  test.each([
    ['long paths', files(200, 20, 'x'.repeat(480))],
    ['paths that take more bytes than letters', files(200, 20, '漢'.repeat(160))],
    ['characters that JSON escapes', files(200, 20, '"'.repeat(480))],
    ['large numbers', [{ path: 'a', lines: lines(4_000).map((line) => line + 9_000_000) }]],
  ])('by bytes: %s', (_, some) => {
    const { files: told, told: count, left } = toldLines(some)
    const bytes = Buffer.byteLength(JSON.stringify(told))
    expect(bytes).toBeLessThanOrEqual(32 * 1024)
    expect(bytes).toBeGreaterThan(31 * 1024)
    expect([count, count + left]).toEqual([linesIn(told), linesIn(some)])
  })

  test('the worst file first, and of equals the one that came first', () => {
    const [a, b, c] = [
      { path: 'a', lines: [1] },
      { path: 'b', lines: [1, 2] },
      { path: 'c', lines: [5, 6] },
    ]
    expect(toldLines([a, b, c]).files).toEqual([b, c, a])
  })
})

describe('the figure is exact however many lines are left out, and it is said', () => {
  const rest = { base: null, minLines: 0, severities: null, category: null }

  test('of many uploads that name all their lines', () => {
    const uploads = Array.from({ length: 31 }, (_, flag) => {
      const uncovered = files(2, 2_000, `${flag}/`)
      const patch = { covered: 0, total: 4_000, uncovered, covered_lines: [] }
      const known = patchLinesOf({ patch })
      return { fact: coverage(0, 1, { flag: `f${flag}`, patch: { covered: 0, total: 4_000 } }), known }
    })
    const measured = patchCoverage.measure({
      ...rest,
      head: uploads.map(({ fact }) => fact),
      uncovered: undefined,
      patchLines: new Map(uploads.flatMap(({ fact, known }) => (known ? [[fact.event, known] as const] : []))),
    })
    expect(measured).toMatchObject({ fraction: { numerator: 0, denominator: 124_000 } })
    expect(measured.evidence.formula).toMatch(/each line once\); 4000 uncovered lines named, 120000 more left out$/)
    expect(linesIn(measured.evidence.uncovered ?? [])).toBe(4_000)
  })

  test('of lines that events or a report told', () => {
    const measured = patchCoverage.measure({
      ...rest,
      head: [coverage(0, 1, { patch: { covered: 0, total: 9_000 } })],
      uncovered: files(9, 1_000),
      patchLines: undefined,
    })
    expect(measured.evidence.formula).toMatch(/; 4000 uncovered lines named, 5000 more left out$/)
    expect(linesIn(measured.evidence.uncovered ?? [])).toBe(4_000)
  })
})
