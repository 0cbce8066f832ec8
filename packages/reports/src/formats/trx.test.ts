import { describe, expect, it, test } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

const run = (results: string, summary = '') => `<TestRun><Results>${results}</Results>${summary}</TestRun>`
const result = (outcome: string, name = 'a', inner = '') =>
  `<UnitTestResult testName="${name}" outcome="${outcome}" duration="00:00:01.5000000">${inner}</UnitTestResult>`
const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}

test.each([
  { outcome: 'Passed', expected: [1, 0, 0, 0] },
  { outcome: 'Warning', expected: [1, 0, 0, 0] },
  { outcome: 'Failed', expected: [1, 1, 0, 0] },
  { outcome: 'Error', expected: [1, 0, 1, 0] },
  { outcome: 'Timeout', expected: [1, 0, 1, 0] },
  { outcome: 'Aborted', expected: [1, 0, 1, 0] },
  { outcome: 'InProgress', expected: [1, 0, 1, 0] },
  { outcome: 'NotExecuted', expected: [1, 0, 0, 1] },
  { outcome: 'Inconclusive', expected: [1, 0, 0, 1] },
])('$outcome', async ({ outcome, expected }) => {
  expect(await counts(run(result(outcome)))).toEqual(expected)
})

it('takes a result without an outcome for none that passed', async () => {
  expect(await counts(run('<UnitTestResult testName="a"/>'))).toEqual([1, 0, 1, 0])
})

describe('results inside of results', () => {
  const inner = (...results: string[]) => `<InnerResults>${results.join('')}</InnerResults>`
  it('are the tests; what holds them is their sum', async () => {
    expect(await counts(run(result('Failed', 'rows', inner(result('Passed'), result('Failed')))))).toEqual([2, 1, 0, 0])
  })
  it('a failure that none of them had is not lost', async () => {
    const text = run(result('Failed', 'rows', inner(result('Passed'))))
    expect(await counts(text)).toEqual([2, 0, 1, 0])
    expect((await testsOf(text)).failed).toEqual([{ name: 'rows', outcome: 'error' }])
  })
})

it('does not call a run green whose host crashed', async () => {
  const crashed = '<ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"/></RunInfos></ResultSummary>'
  expect(await counts(run(result('Passed'), crashed))).toEqual([2, 0, 1, 0])
  expect(await counts(run(result('Failed'), crashed))).toEqual([1, 1, 0, 0])
  expect(await counts(run(result('Passed'), '<ResultSummary outcome="Completed"/>'))).toEqual([1, 0, 0, 0])
})

it('adds up how long the tests took', async () => {
  expect((await testsOf(run(result('Passed') + result('Passed')))).durationMs).toBe(3000)
  expect((await testsOf(run('<UnitTestResult outcome="Passed" duration="soon"/>'))).durationMs).toBeUndefined()
  expect((await testsOf(run('<UnitTestResult outcome="Passed" duration="1.02:00:00"/>'))).durationMs).toBe(93_600_000)
})

it('refuses an outcome nobody knows, with those it knows', async () => {
  const problem = await problemOf(run(result('Splendid')))
  expect(problem).toMatchObject({ code: 'malformed', line: 1 })
  expect(problem.message).toMatch(/outcome of <UnitTestResult> is "Splendid"; Passed, .*Inconclusive/)
})
