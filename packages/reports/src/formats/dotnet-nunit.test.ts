import { describe, expect, it, test } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}
const three = (inside: string) => `<test-run duration="2.5">${inside}</test-run>`
const two = (inside: string) =>
  `<test-results name="a.dll" total="9" failures="9" not-run="9"><test-suite type="Assembly" result="Success" time="1.25"><results>${inside}</results></test-suite></test-results>`

describe('NUnit 3', () => {
  test.each([
    { attributes: 'result="Passed"', expected: [1, 0, 0, 0] },
    { attributes: 'result="Warning"', expected: [1, 0, 0, 0] },
    { attributes: 'result="Failed"', expected: [1, 1, 0, 0] },
    { attributes: 'result="Failed" label="Test exceeded Timeout value 1ms."', expected: [1, 1, 0, 0] },
    { attributes: 'result="Failed" label="Error"', expected: [1, 0, 1, 0] },
    { attributes: 'result="Failed" label="Invalid"', expected: [1, 0, 1, 0] },
    { attributes: 'result="Skipped" label="Explicit"', expected: [1, 0, 0, 1] },
    { attributes: 'result="Inconclusive"', expected: [1, 0, 0, 1] },
  ])('$attributes', async ({ attributes, expected }) => {
    expect(await counts(three(`<test-case ${attributes}/>`))).toEqual(expected)
  })
})

describe('NUnit 2', () => {
  test.each([
    { attributes: 'executed="True" result="Success" success="True"', expected: [1, 0, 0, 0] },
    { attributes: 'executed="True" result="Failure" success="False"', expected: [1, 1, 0, 0] },
    { attributes: 'executed="True" result="Error" success="False"', expected: [1, 0, 1, 0] },
    { attributes: 'executed="False" result="NotRunnable"', expected: [1, 0, 1, 0] },
    { attributes: 'executed="False" result="Ignored"', expected: [1, 0, 0, 1] },
    { attributes: 'executed="True" success="True"', expected: [1, 0, 0, 0] },
    { attributes: 'executed="True" success="False"', expected: [1, 1, 0, 0] },
    { attributes: 'executed="False"', expected: [1, 0, 0, 1] },
  ])('$attributes', async ({ attributes, expected }) => {
    expect(await counts(two(`<test-case ${attributes}/>`))).toEqual(expected)
  })
  it('takes the time of the outermost suite', async () => {
    expect((await testsOf(two('<test-suite result="Success" time="9"/>'))).durationMs).toBe(1250)
    expect((await testsOf(three(''))).durationMs).toBe(2500)
  })
})

describe('a suite that failed', () => {
  it('counts once, as an error, where nothing in it did: a teardown, an assembly that can’t be loaded', async () => {
    const suite = (inside: string) =>
      `<test-suite name="outer" result="Failed" site="Child"><test-suite fullname="A.Fixture" result="Failed" site="TearDown">${inside}</test-suite></test-suite>`
    const text = three(suite('<test-case result="Passed"/>'))
    expect(await counts(text)).toEqual([2, 0, 1, 0])
    expect((await testsOf(text)).failed).toEqual([{ name: 'A.Fixture', outcome: 'error' }])
    expect(await counts(three(suite('')))).toEqual([1, 0, 1, 0])
    expect(await counts(three(suite('<test-case result="Failed"/>')))).toEqual([1, 1, 0, 0])
  })
})

it('refuses a result nobody knows', async () => {
  expect((await problemOf(three('<test-case result="Maybe"/>'))).message).toContain('"Maybe"; Passed,')
})
