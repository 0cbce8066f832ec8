import { expect, it, test } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

const counts = async (text: string) => {
  const { tests, failures, errors, skipped } = await testsOf(text)
  return [tests, failures, errors, skipped]
}
const assembly = (inside: string) => `<assembly name="a.dll" total="9" failed="9" time="0.5">${inside}</assembly>`
const tests = (...results: string[]) =>
  `<collection>${results.map((result) => `<test name="A.t" type="A" result="${result}"/>`).join('')}</collection>`

test.each([
  { result: 'Pass', expected: [1, 0, 0, 0] },
  { result: 'Fail', expected: [1, 1, 0, 0] },
  { result: 'Skip', expected: [1, 0, 0, 1] },
  { result: 'NotRun', expected: [1, 0, 0, 1] },
])('$result', async ({ result, expected }) => {
  expect(await counts(`<assemblies>${assembly(tests(result))}</assemblies>`)).toEqual(expected)
})

it('adds assemblies up, with their errors, each once', async () => {
  const errors =
    '<errors><error type="collection-cleanup" name="c"><failure exception-type="X"><message>m</message></failure></error></errors>'
  const report = await testsOf(`<assemblies>${assembly(tests('Pass'))}${assembly(errors + tests('Fail'))}</assemblies>`)
  expect(report).toMatchObject({ tests: 3, failures: 1, errors: 1, durationMs: 1000 })
  expect(report.failed).toEqual([
    { name: 'c', outcome: 'error' },
    { name: 'A.t', classname: 'A', outcome: 'failure' },
  ])
})

it('reads version 1, where a class fails by itself and a test in its own name', async () => {
  const text = assembly(
    '<class name="A"><failure exception-type="X"/><test name="A.t" type="A" result="Fail"><failure exception-type="Y"/></test></class>',
  )
  expect(await counts(text)).toEqual([2, 1, 1, 0])
  expect((await testsOf(text)).failed[0]).toEqual({ name: 'A', outcome: 'error' })
})

it('reads a run without tests, and takes no Windows manifest for one', async () => {
  expect(await counts('<assemblies/>')).toEqual([0, 0, 0, 0])
  const manifest = '<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0"/>'
  expect((await problemOf(manifest)).code).toBe('unknown_format')
})

it('refuses a test without a result', async () => {
  expect((await problemOf('<assemblies><test name="t"/></assemblies>')).message).toContain('has no result')
})
