import { describe, expect, it, test } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}

describe('the most detailed account wins', () => {
  test.each([
    {
      why: 'cases beat the attributes of suite and root',
      text: '<testsuites tests="173" failures="9"><testsuite tests="6" failures="1"><testcase/><testcase><failure/></testcase></testsuite></testsuites>',
      expected: [2, 1, 0, 0],
    },
    {
      why: 'a suite without cases counts by its attributes, beside one with cases',
      text: '<testsuites tests="99"><testsuite tests="6" failures="1" skipped="2"/><testsuite><testcase/></testsuite></testsuites>',
      expected: [7, 1, 0, 2],
    },
    {
      why: 'the root speaks where nothing below does',
      text: '<testsuites tests="6" failures="5" errors="4" time="0.732"></testsuites>',
      expected: [6, 5, 4, 0],
    },
    {
      why: 'attributes other than tests speak as well',
      text: '<testsuites><testsuite skipped="3"/><testsuite skipped="2"/><testsuite disabled="1"/></testsuites>',
      expected: [0, 0, 0, 6],
    },
    {
      why: 'a suite’s sum over nested suites is not added to them',
      text: '<testsuite tests="3"><testsuite tests="2"><testcase/><testcase/></testsuite><testcase/></testsuite>',
      expected: [3, 0, 0, 0],
    },
    {
      why: 'a failure of a suite itself (a hook) is not lost',
      text: '<testsuite tests="1" errors="1"><error message="beforeAll"/><testcase/></testsuite>',
      expected: [2, 0, 1, 0],
    },
    { why: 'nothing at all is no test', text: '<testsuites/>', expected: [0, 0, 0, 0] },
  ])('$why', async ({ text, expected }) => {
    expect(await counts(text)).toEqual(expected)
  })
})

describe('the worst result of a case is its result', () => {
  const results = [
    { inside: '<skipped/><failure/><error/>', expected: [1, 0, 1, 0] },
    { inside: '<failure/><skipped/><failure/>', expected: [1, 1, 0, 0] },
    { inside: '<skipped/>', expected: [1, 0, 0, 1] },
    { inside: '<flakyFailure/><rerunError/><system-out>x</system-out>', expected: [1, 0, 0, 0] },
    { inside: '<properties><property name="failure" value="error"/></properties>', expected: [1, 0, 0, 0] },
  ]
  test.each(results)('$inside', async ({ inside, expected }) => {
    expect(await counts(`<testsuite><testcase>${inside}</testcase></testsuite>`)).toEqual(expected)
  })
  const attributes = [
    { attribute: 'status="disabled"', expected: [1, 0, 0, 1] },
    { attribute: 'status="notrun" result="suppressed"', expected: [1, 0, 0, 1] },
    { attribute: 'status="run" result="completed"', expected: [1, 0, 0, 0] },
    { attribute: 'status="failed"', expected: [1, 1, 0, 0] },
    { attribute: 'status="constructor"', expected: [1, 0, 0, 0] },
  ]
  test.each(attributes)('$attribute', async ({ attribute, expected }) => {
    expect(await counts(`<testsuite><testcase ${attribute}/></testsuite>`)).toEqual(expected)
  })
})

it('names the failed tests, the first ones only, with entities decoded and names cut', async () => {
  const failing = Array.from(
    { length: 60 },
    (_, i) => `<testcase name="t${i} &lt;&#97;&gt; ${'x'.repeat(400)}" classname="c"><failure/></testcase>`,
  )
  const report = await testsOf(`<testsuite>${failing.join('')}</testsuite>`)
  expect(report.failures).toBe(60)
  expect(report.failed).toHaveLength(50)
  expect(report.failed[0]).toMatchObject({ classname: 'c', outcome: 'failure' })
  expect(report.failed[0]?.name).toMatch(/^t0 <a> x+\.\.\.$/)
  expect(report.failed[0]?.name).toHaveLength(300)
})

it.each([
  { text: '<testsuites time="2.5"><testsuite time="9"><testcase time="9"/></testsuite></testsuites>', ms: 2500 },
  {
    text: '<testsuites><testsuite time="1,001.5"/><testsuite><testcase time="0.5"/></testsuite></testsuites>',
    ms: 1_002_000,
  },
  { text: '<testsuite><testcase time="soon"/></testsuite>', ms: undefined },
])('takes the time that the outermost suite states: $ms ms', async ({ text, ms }) => {
  expect((await testsOf(text)).durationMs).toBe(ms)
})

test.each([
  { text: '<testsuite tests="-1"/>', code: 'absurd_count' },
  { text: '<testsuite tests="99999999999999"/>', code: 'absurd_count' },
  { text: '<testsuite tests="some"/>', code: 'malformed' },
])('refuses $text', async ({ text, code }) => {
  expect(await problemOf(text)).toMatchObject({ code, line: 1 })
})
