import { expect, it } from 'vitest'
import { coverageOf, problemOf } from '../testing/read.ts'
import { SAMPLES } from '../testing/samples.ts'

const SUMMARY = SAMPLES['istanbul-text'].text
const TABLE =
  'File      | % Stmts | % Branch | % Funcs | % Lines | Uncovered Line #s \nAll files |   70.21 |      100 |   28.57 |   71.73 |                   \n'

it('counts by the summary, behind what a test run prints and in its colours', async () => {
  const coloured = SUMMARY.replace(/^Lines.*$/m, (line) => `\u001b[32;1m${line}\u001b[0m`)
  const report = await coverageOf(`PASS a.test.js\n${TABLE}${'more\n'.repeat(50)}${coloured}`)
  expect(report.totals.lines).toEqual({ covered: 1, total: 2 })
  expect(report.files.map(({ lines }) => lines.length)).toEqual([0])
})

it('makes no count of a percentage, and says what to add', async () => {
  const problem = await problemOf(TABLE)
  expect(problem.code).toBe('malformed')
  expect(problem.message).toContain('text-summary')
})

it('reads nothing covered of nothing, and refuses two summaries and half a one', async () => {
  const empty = SUMMARY.replace(/[\d.]+% \( \d+\/\d+ \)/g, 'Unknown% ( 0/0 )')
  expect((await coverageOf(empty)).totals.branches).toEqual({ covered: 0, total: 0 })
  expect(await problemOf(SUMMARY + SUMMARY)).toMatchObject({ code: 'malformed', line: 8 })
  expect((await problemOf(SUMMARY.replace(/^Lines.*\n/m, ''))).code).toBe('truncated')
  expect((await problemOf(SUMMARY.replace('1/2', '3/2'))).code).toBe('malformed')
})
