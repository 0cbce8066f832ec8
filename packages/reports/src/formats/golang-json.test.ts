import { describe, expect, it } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

type Event = { Action: string; Package?: string; Test?: string; Elapsed?: number; [more: string]: unknown }
const write = (...events: (Event | string)[]) =>
  events.map((event) => `${typeof event === 'string' ? event : JSON.stringify(event)}\n`).join('')
const test = (Action: string, Test: string, Package = 'p'): Event => ({ Action, Package, Test })
const end = (Action: string, Package = 'p', Elapsed = 0.5): Event => ({ Action, Package, Elapsed })
const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}

it('counts tests and their subtests, as often as they ran', async () => {
  const once = [test('run', 'TestA'), test('run', 'TestA/sub'), test('fail', 'TestA/sub'), test('fail', 'TestA')]
  expect(await counts(write(...once, end('fail')))).toEqual([2, 2, 0, 0])
  expect(await counts(write(...once, ...once, end('fail')))).toEqual([4, 4, 0, 0])
  expect(await counts(write(test('run', 'TestA'), test('skip', 'TestA'), end('pass')))).toEqual([1, 0, 0, 1])
})

describe('what belongs to no test', () => {
  it('a package that can’t be built, as Go before 1.24 says it', async () => {
    // go 1.19: a plain line between the events, here the first one of all.
    const text = write('FAIL\tacme.example/c [build failed]', test('run', 'TestA'), test('pass', 'TestA'), end('pass'))
    expect(await counts(text)).toEqual([2, 0, 1, 0])
    expect((await testsOf(text)).failed).toEqual([{ name: 'acme.example/c', outcome: 'error' }])
  })
  it('a package that can’t be built, as Go 1.24 says it', async () => {
    const text = write(
      { ImportPath: 'c [c.test]', Action: 'build-output', Output: 'undefined: x\n' },
      { ImportPath: 'c [c.test]', Action: 'build-fail' },
      { Action: 'start', Package: 'c' },
      { Action: 'output', Package: 'c', Output: 'FAIL\tc [build failed]\n' },
      { Action: 'fail', Package: 'c', Elapsed: 0, FailedBuild: 'c [c.test]' },
    )
    expect(await counts(text)).toEqual([1, 0, 1, 0])
  })
  it('a package that failed although its tests passed (TestMain)', async () => {
    expect(await counts(write(test('run', 'TestA'), test('pass', 'TestA'), end('fail')))).toEqual([2, 0, 1, 0])
  })
  it('a package without tests', async () => {
    expect(await counts(write(end('skip', 'd')))).toEqual([0, 0, 0, 0])
  })
})

it('counts a test that another one’s panic ended, and no benchmark, which says nothing when it is done', async () => {
  const panic = write(
    test('run', 'TestPar'),
    test('run', 'TestPanic'),
    test('run', 'BenchmarkX'),
    test('fail', 'TestPanic'),
    end('fail'),
  )
  expect(await counts(panic)).toEqual([2, 1, 1, 0])
  expect(await counts(write(test('run', 'BenchmarkX'), end('pass')))).toEqual([0, 0, 0, 0])
})

describe('a stream that was cut', () => {
  it('between two events is refused by its packages', async () => {
    const text = write({ Action: 'start', Package: 'p' }, test('run', 'TestA'), test('pass', 'TestA'))
    const problem = await problemOf(text)
    expect(problem).toMatchObject({ code: 'truncated', line: 3 })
    expect(problem.message).toContain('"p"')
    expect((await problemOf(write(end('pass'), test('run', 'TestB', 'q')))).code).toBe('truncated')
  })
  it('and run again for one package is whole when that ends', async () => {
    const again = [test('run', 'TestA'), test('fail', 'TestA'), end('fail'), { Action: 'start', Package: 'p' }]
    expect((await problemOf(write(...again))).code).toBe('truncated')
    expect(await counts(write(...again, test('run', 'TestA'), test('pass', 'TestA'), end('pass')))).toEqual([
      2, 1, 0, 0,
    ])
  })
})

it('reads test2json, which names no package', async () => {
  const text = write(
    { Action: 'run', Test: 'TestA' },
    { Action: 'pass', Test: 'TestA' },
    { Action: 'pass', Elapsed: 1.5 },
  )
  expect(await testsOf(text)).toMatchObject({ tests: 1, durationMs: 1500 })
})
