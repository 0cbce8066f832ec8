import { readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { COVERAGE_FORMATS, RECOGNISED_FORMATS, SUPPORTED_FORMATS, TEST_FORMATS } from './formats.ts'
import { summarise } from './summarise.ts'
import { reportOf } from './testing/read.ts'
import { SAMPLES } from './testing/samples.ts'

test.each(SUPPORTED_FORMATS)('%s is found by its content and says what it carries, and no more', async (format) => {
  const { text, says } = SAMPLES[format]
  expect(summarise(await reportOf(text))).toEqual({ format, ...says })
})

it('gives each format its kind', async () => {
  for (const format of SUPPORTED_FORMATS) {
    const { kind } = await reportOf(SAMPLES[format].text)
    const tests: readonly string[] = TEST_FORMATS
    const coverage: readonly string[] = COVERAGE_FORMATS
    expect([format, kind]).toEqual([
      format,
      coverage.includes(format) ? 'coverage' : tests.includes(format) ? 'tests' : 'findings',
    ])
  }
})

it('has a section of docs/report-formats.md for each format, and none besides', () => {
  const page = readFileSync(new URL('../../../docs/report-formats.md', import.meta.url), 'utf8')
  const described = [...page.matchAll(/^### `([a-z0-9-]+)`/gm)].map(([, name]) => name)
  expect(described).toEqual([...SUPPORTED_FORMATS])
  for (const name of Object.keys(RECOGNISED_FORMATS)) expect(page).toContain(`\`${name}\``)
})
