import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LedgerBody } from './body.ts'
import { LEDGER_FAULTS } from './verify.ts'

const page = readFileSync(new URL('../../../../docs/ledger.md', import.meta.url), 'utf8')

const types = LedgerBody.options.map(({ shape }) => shape.type.value)

test.each([...types, ...LEDGER_FAULTS])('docs/ledger.md knows `%s`', (name) => {
  expect(page).toContain(`\`${name}\``)
})
