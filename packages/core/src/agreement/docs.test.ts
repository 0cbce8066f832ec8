import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { agreementJsonSchema } from './json-schema.ts'
import { parseAgreement } from './parse.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { asBiomeWrites } from './testing/json-text.ts'
import { agreementReference, indicatorReference } from './testing/reference.ts'

const root = new URL('../../../../', import.meta.url)
const pathOf = (name: string) => fileURLToPath(new URL(name, root))
const read = (name: string) => readFileSync(pathOf(name), 'utf8')

/** The text between two marks of a page is written by the code. */
const withPart = (page: string, mark: string, part: string) =>
  page.replace(
    new RegExp(`(<!-- ${mark}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${mark} -->)`),
    (_, open, close) => `${open}\n${part}\n\n${close}`,
  )

// `vitest run -u` writes both files anew.
describe('what is made from the schema is up to date', () => {
  test('docs/plumbline.schema.json', async () => {
    await expect(asBiomeWrites(agreementJsonSchema())).toMatchFileSnapshot(pathOf('docs/plumbline.schema.json'))
  })

  test('the reference in docs/agreement-file.md', async () => {
    const page = withPart(
      withPart(read('docs/agreement-file.md'), 'indicators', indicatorReference()),
      'keys',
      agreementReference(),
    )
    await expect(page).toMatchFileSnapshot(pathOf('docs/agreement-file.md'))
  })
})

describe('what the page shows is true', () => {
  const page = read('docs/agreement-file.md')

  test('its agreement is the example, and valid without a warning', () => {
    const block = /```yaml\n([\s\S]*?)```/.exec(page)?.[1]
    expect(block).toBe(ACME_CHECKOUT)
    const parsed = parseAgreement(block ?? '')
    expect(parsed).toMatchObject({ ok: true, value: { warnings: [] } })
  })

  test('every key of the schema has a description', () => {
    const undescribed = agreementReference()
      .split('\n')
      .filter((line) => /\|\s*\|$/.test(line))
    expect(undescribed).toEqual([])
  })

  test('this repository’s own agreement is valid', () => {
    const parsed = parseAgreement(read('plumbline.yml'))
    expect(parsed.ok ? parsed.value.terms.objectives.map((objective) => objective.id) : parsed.errors).toEqual([
      'coverage',
      'patch-coverage',
      'test-failures',
      'skipped-tests',
    ])
  })
})
