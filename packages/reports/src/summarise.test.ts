import { expect, it } from 'vitest'
import { summarise } from './summarise.ts'
import { coverageOf, testsOf } from './testing/read.ts'

it('prints what a coverage format carries, and no more', async () => {
  expect(summarise(await coverageOf('SF:a\nDA:1,1\nend_of_record\n'))).toEqual({
    format: 'lcov',
    lines: { covered: 1, total: 1 },
  })
  expect(summarise(await coverageOf('mode: set\nm/a.go:1.1,3.2 2 0\n'))).toEqual({
    format: 'gocoverprofile',
    lines: { covered: 0, total: 2 },
  })
})

it('prints the four numbers of a test report', async () => {
  const text = '<testsuite time="3"><testcase/><testcase><failure/></testcase></testsuite>'
  expect(summarise(await testsOf(text))).toEqual({ format: 'junit', tests: 2, failures: 1, errors: 0, skipped: 0 })
})
