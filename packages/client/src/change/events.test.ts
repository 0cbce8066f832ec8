import { Event, patchLinesOf } from '@plumbline/core'
import type { CoverageReport } from '@plumbline/reports'
import { describe, expect, test } from 'vitest'
import { coverageEvent, type Uncovered } from './events.ts'

const report: CoverageReport = {
  kind: 'coverage',
  format: 'lcov',
  files: [],
  totals: { lines: { covered: 9, total: 10 } },
}
const origin = { service: 'shop', source: 'ci', at: 0, commitSha: 'a'.repeat(40), baseSha: null, branch: null }
const lines = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i)
const count = (files: Uncovered[]) => files.reduce((sum, one) => sum + one.lines.length, 0)

const sent = (coveredLines: Uncovered[], uncovered: Uncovered[], flag: string | null = 'unit') => {
  const covered = count(coveredLines)
  const patch = { covered, total: covered + count(uncovered), uncovered, coveredLines }
  const event = coverageEvent(report, patch, { ...origin, flag })
  expect(Event.safeParse(event).success).toBe(true)
  return event?.data ?? expect.fail()
}

describe('which added lines an upload covers', () => {
  const [ran, missed] = [[{ path: 'a.ts', lines: [1, 2] }], [{ path: 'a.ts', lines: [3] }]]

  test('stands in one of several uploads, so that the server unites them line by line', () => {
    const data = sent(ran, missed)
    expect(data.patch).toMatchObject({ uncovered: missed, covered_lines: ran })
    expect(patchLinesOf(data)).toEqual({ covered: ran, uncovered: missed })
  })
  test('is left out of the only one, which nothing is united with', () =>
    expect(sent(ran, missed, null).patch).not.toHaveProperty('covered_lines'))

  const files = (number: number, each: number) =>
    Array.from({ length: number }, (_, i) => ({ path: `src/${i}.ts`, lines: lines(each) }))
  test.each<[string, Uncovered[], Uncovered[], boolean]>([
    ['as many as an event names', files(2, 2_000), [], true],
    ['more lines than that', files(5, 1_000), [], false],
    ['more of one file', files(1, 2_001), [], false],
    ['of more files', files(201, 1), [], false],
    ['of a file that no event can name', [{ path: 'a\u202eb.ts', lines: [1] }], [], false],
    ['beside more uncovered ones', [], files(5, 1_000), false],
  ])('is told whole or not at all: %s', (_, covered, uncovered, told) => {
    const data = sent(covered, uncovered)
    expect(data.patch && 'covered_lines' in data.patch).toBe(told)
    expect(patchLinesOf(data) !== null).toBe(told)
  })
})

test.each<[string, string, boolean]>([
  ['paths of 240 letters', 'x'.repeat(235), true],
  ['longer ones', 'x'.repeat(480), false],
  ['paths of 160 letters with three bytes each', '漢'.repeat(160), false],
])('an event leaves a request room for others, which has 256 KiB: %s', (_, name, told) => {
  const files = (folder: string) =>
    Array.from({ length: 200 }, (_, i) => ({ path: `${folder}${i}/${name}`, lines: lines(20, 10_000) }))
  const data = sent(files('a'), files('b'))
  expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(161 * 1024)
  expect(data.patch && 'covered_lines' in data.patch).toBe(told)
  // What is left out of the lines changes no figure.
  expect(data.patch).toMatchObject({ covered: 4_000, total: 8_000 })
})
