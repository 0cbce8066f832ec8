import { readFileSync } from 'node:fs'
import { parseAgreement } from '@plumbline/core'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { agreementFile, workflowFile } from './files.ts'
import { type Answers, slugOf } from './questions.ts'

const AT = Date.parse('2026-11-20T03:00:00Z')
const ANSWERS: Answers = {
  engagement: 'acme-checkout',
  client: 'Acme "& Söhne": #1, {x}',
  vendor: "Northwind\\'s - Software",
  service: 'checkout-api',
  timeZone: 'America/New_York',
}

test.each([
  { answers: ANSWERS },
  { answers: { ...ANSWERS, client: '- [x] *a* &b !c %d @e `f`', vendor: 'null', service: 'true', timeZone: 'UTC' } },
])('whatever names are given, the agreement is valid by our own reader and says them', ({ answers }) => {
  const parsed = parseAgreement(agreementFile(answers, { name: 'acme/checkout-api', branch: 'main' }, AT))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  const { terms } = parsed.value
  expect(terms.parties).toEqual({ client: { name: answers.client }, vendor: { name: answers.vendor } })
  expect([...terms.services.keys()]).toEqual([answers.service])
})

test('it is in force from today, as the agreement’s zone has it', () => {
  expect(agreementFile(ANSWERS, { name: null, branch: 'main' }, AT)).toContain('effective_from: 2026-11-19\n')
})

test('the workflow is the one that the Action’s README shows first, about this service and branch', () => {
  const readme = readFileSync(new URL('../../../../action/README.md', import.meta.url), 'utf8')
  const shown = /^```yaml\n([\s\S]*?)^```/m.exec(readme)?.[1] ?? ''
  const here = shown
    .replace('branches: [main]', 'branches: [trunk]')
    .replace(/acme\/plumbline\/action@\S+/, 'OWNER/plumbline/action@SHA')
    .replace('          coverage:', '          service: checkout-api\n          coverage:')
  expect(parse(workflowFile(ANSWERS, { name: null, branch: 'trunk' }))).toEqual(parse(here))
})

test.each([
  ['Acme Corp & Söhne', 'acme-corp-so-hne'],
  ['  --x--  ', 'x'],
  ['a'.repeat(80), 'a'.repeat(60)],
])('“%s” becomes %s', (text, slug) => {
  expect(slugOf(text)).toBe(slug)
})
