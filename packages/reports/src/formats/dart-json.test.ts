import { describe, expect, it } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

const START = { protocolVersion: '0.1.1', runnerVersion: '1.25.0', pid: 1, type: 'start', time: 0 }
const write = (...events: object[]) => [START, ...events].map((event) => `${JSON.stringify(event)}\n`).join('')
const start = (id: number, name = `t${id}`) => ({ test: { id, name, suiteID: 0 }, type: 'testStart', time: 1 })
const done = (testID: number, result = 'success', more: object = {}) => ({
  testID,
  result,
  skipped: false,
  hidden: false,
  type: 'testDone',
  time: 2,
  ...more,
})
const error = (testID: number, isFailure: boolean) => ({ testID, error: 'm', isFailure, type: 'error', time: 3 })
const end = (success: boolean | null) => ({ success, type: 'done', time: 1234 })
const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}

describe('hidden tests', () => {
  it('count nowhere: loading a file, setUpAll', async () => {
    expect(await counts(write(start(1, 'loading a'), done(1, 'success', { hidden: true }), end(true)))).toEqual([
      0, 0, 0, 0,
    ])
  })
  it('come to light when they fail, also afterwards', async () => {
    const text = write(start(1, 'loading a'), done(1, 'success', { hidden: true }), error(1, false), end(false))
    expect(await counts(text)).toEqual([1, 0, 1, 0])
  })
})

it('counts an error after the end of a test against it', async () => {
  expect(await counts(write(start(1), done(1), error(1, true), end(false)))).toEqual([1, 1, 0, 0])
  expect(await counts(write(start(1), done(1), error(1, true), error(1, false), end(false)))).toEqual([1, 0, 1, 0])
})

it('does not call a run green that the runner does not, or that ended early', async () => {
  expect(await counts(write(start(1), done(1), end(false)))).toEqual([2, 0, 1, 0])
  expect(await counts(write(start(1), done(1), end(null)))).toEqual([2, 0, 1, 0])
  expect(await counts(write(start(1), done(1), start(2), end(null)))).toEqual([2, 0, 1, 0])
  expect(await testsOf(write(start(1), done(1), end(true)))).toMatchObject({ tests: 1, errors: 0, durationMs: 1234 })
})

describe('a file without its end', () => {
  const group = (testCount: number) => ({ group: { id: 1, parentID: null, testCount }, type: 'group', time: 1 })
  const files = (count: number) => ({ count, type: 'allSuites', time: 1 })
  it('is whole if all that was announced is in it', async () => {
    expect(await counts(write(files(1), group(1), start(1), done(1)))).toEqual([1, 0, 0, 0])
  })
  it('is refused if anything of it is missing', async () => {
    for (const cut of [
      write(),
      write(start(1), done(1)),
      write(files(1), group(2), start(1), done(1)),
      write(files(2), group(1), start(1), done(1)),
      write(files(1), group(1), start(1)),
    ]) {
      expect((await problemOf(cut)).code).toBe('truncated')
    }
  })
})

it('names the failed tests with their file, and passes by what Flutter puts between', async () => {
  const suite = { suite: { id: 0, platform: 'vm', path: 'test/a_test.dart' }, type: 'suite', time: 0 }
  const daemon = '[{"event":"test.startedProcess","params":{"vmServiceUri":null}}]\n'
  const text = write(suite, start(1, 'adds'), done(1, 'failure'), end(false)).replace('\n', `\n${daemon}`)
  expect((await testsOf(text)).failed).toEqual([{ name: 'adds', classname: 'test/a_test.dart', outcome: 'failure' }])
})

it('refuses a result nobody knows and a test that never began, by their line', async () => {
  expect(await problemOf(write(start(1), done(1, 'meh')))).toMatchObject({ code: 'malformed', line: 3 })
  expect(await problemOf(write(done(7)))).toMatchObject({ code: 'malformed', line: 2 })
})
