import { describe, expect, it, test } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'
import { ISTANBUL } from '../testing/samples-coverage.ts'

const result = (status: string, title = 't') => ({ ancestorTitles: [], fullName: title, status, title })
const file = (status: string, ...assertionResults: object[]) => ({ name: '/ci/a.test.js', status, assertionResults })
const run = (testResults: object[], more: object = {}) => JSON.stringify({ numTotalTests: 9, testResults, ...more })
const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}

test.each([
  { status: 'passed', expected: [1, 0, 0, 0] },
  { status: 'failed', expected: [1, 1, 0, 0] },
  { status: 'pending', expected: [1, 0, 0, 1] },
  { status: 'skipped', expected: [1, 0, 0, 1] },
  { status: 'todo', expected: [1, 0, 0, 1] },
])('$status', async ({ status, expected }) => {
  expect(await counts(run([file('passed', result(status))]))).toEqual(expected)
})

describe('what failed besides the tests', () => {
  it('a file that does not load, or whose hook threw, is one error', async () => {
    const text = run([file('failed'), file('failed', result('passed')), file('failed', result('failed'))])
    expect(await counts(text)).toEqual([4, 1, 2, 0])
    expect((await testsOf(text)).failed[0]).toEqual({ name: '/ci/a.test.js', outcome: 'error' })
  })
  it('a run without success is none, whatever its tests say', async () => {
    expect(await counts(run([file('passed', result('passed'))], { success: false }))).toEqual([2, 0, 1, 0])
    expect(await counts(run([], { success: false }))).toEqual([1, 0, 1, 0])
    expect(await counts(run([file('passed', result('passed'))], { success: true }))).toEqual([1, 0, 0, 0])
  })
})

it('carries the coverage of the run as Istanbul’s own file does', async () => {
  const report = await testsOf(run([], { coverageMap: { [ISTANBUL.path]: ISTANBUL } }))
  expect(report.coverage).toMatchObject({
    format: 'istanbul-coverage-final',
    totals: { lines: { covered: 1, total: 2 } },
    files: [{ path: '/ci/acme/src/sum.js' }],
  })
  for (const coverageMap of [undefined, null, {}])
    expect(await testsOf(run([], { coverageMap }))).not.toHaveProperty('coverage')
})

it('takes the time from the start of the run to the last file’s end', async () => {
  const timed = [
    { ...file('passed'), endTime: 1500 },
    { ...file('passed'), endTime: 1200 },
  ]
  expect((await testsOf(run(timed, { startTime: 1000 }))).durationMs).toBe(500)
  expect(await testsOf(run(timed))).not.toHaveProperty('durationMs')
})

it('refuses a status nobody knows, and says where', async () => {
  const { message } = await problemOf(run([file('passed', result('passed'), result('flaky'))]))
  expect(message).toBe(
    'status of testResults[0].assertionResults[1] is "flaky"; passed, focused, failed, pending, skipped, todo, disabled are known',
  )
})
