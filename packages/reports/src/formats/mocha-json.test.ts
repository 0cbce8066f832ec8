import { expect, it } from 'vitest'
import { testsOf } from '../testing/read.ts'

const named = (fullTitle: string, title = fullTitle) => ({ title, fullTitle, file: '/ci/a.js', err: {} })
const report = (lists: Record<string, object[]>) =>
  testsOf(
    JSON.stringify({ stats: { tests: 99, duration: 7 }, tests: [], passes: [], pending: [], failures: [], ...lists }),
  )

it('counts a hook that failed as an error, which the stats leave out', async () => {
  const hook = named('x "before all" hook for "never"', '"before all" hook for "never"')
  const found = await report({ tests: [named('a')], passes: [named('a')], failures: [hook] })
  expect(found).toMatchObject({ tests: 2, failures: 0, errors: 1, durationMs: 7 })
  expect(found.failed).toEqual([{ name: 'x "before all" hook for "never"', classname: '/ci/a.js', outcome: 'error' }])
})

it('counts a test that passed and then failed once, as failed', async () => {
  const twice = named('twice')
  expect(await report({ tests: [twice], passes: [twice], failures: [twice] })).toMatchObject({ tests: 1, failures: 1 })
})

it('keeps two tests of one name apart', async () => {
  const same = named('same')
  expect(await report({ tests: [same, same], passes: [same], failures: [same] })).toMatchObject({
    tests: 2,
    failures: 1,
  })
  expect(await report({ tests: [same, same], passes: [same, same] })).toMatchObject({ tests: 2, failures: 0 })
})

it('needs no list of all tests', async () => {
  const found = await testsOf(JSON.stringify({ stats: {}, passes: [named('a')], pending: [named('b')], failures: [] }))
  expect(found).toMatchObject({ tests: 2, skipped: 1 })
})
