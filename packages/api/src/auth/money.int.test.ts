import { type Operation, type OperationId, operations } from '@plumbline/contract'
import { parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { browserOf } from '../testing/browser.ts'
import { deployment, incident } from '../testing/events.ts'
import { pathFor } from '../testing/tenants.ts'

/*
 * Money is for keys with `finance:read`: whatever can be read, in whatever form, is asked for here by one without it,
 * after amounts that stand nowhere else were agreed, received, and came about.
 */

const NAME = 'acme-checkout'
const text = (more: string) =>
  `${agreementText(NAME).replace('    release: acknowledged\n', '    release: acknowledged\n    credits: [{ worse_than: "15%", credit: "5%" }]\n')}${more}`
const fee = (minor: number) => `consequences: { currency: USD, monthly_fee: ${minor}, credit_cap: "12%" }\n`

/** An amount in minor units, and in each way in which somebody may write it. */
const written = (minor: number) => {
  const [whole = '', cents = ''] = (minor / 100).toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return new RegExp(`${minor}|${whole}\\.${cents}|${grouped}\\.${cents}`)
}

const [FEE, HIGHER] = [4_123_460, 4_223_480]
const MARKS = {
  fee: written(FEE),
  'the fee of another version': written(HIGHER),
  'a credit': written((FEE * 5) / 100),
  'the cap': written(Math.floor((FEE * 12) / 100)),
  'the amount of a cost event': written(7_654_321),
  'the budget of a cost event': written(9_654_323),
}

/** Those for whom one thing and another is named by what was made in `beforeAll`. */
const names: Record<string, string> = {
  monthly: '2026-12',
  weekly: '2026-W50',
  quarterly: '2026-Q4',
  indicators: 'change-fail-rate',
}
const READS = (Object.keys(operations) as OperationId[]).filter((id) => {
  const { method, access }: Operation = operations[id]
  return method === 'get' && typeof access === 'object'
})
const FORMS = ['application/json', 'application/yaml', 'text/markdown', 'text/html', 'text/csv', 'application/x-ndjson']

let t: TestApp
let a: Agreed
let b: ReturnType<typeof browserOf>
let reader: string

const instant = (time: string) => parseInstant(time) ?? 0

beforeAll(async () => {
  t = await startTestApp()
  t.clock.now = instant('2026-12-01T12:00:00Z')
  a = await agreed(t, NAME, text(fee(FEE)))
  t.clock.now = instant('2026-12-20T12:00:00Z')
  const ask = async (method: string, path: string, body?: unknown) =>
    (await t.ask(method, `${a.e}${path}`, { key: a.keys.vendor, body })).json
  const [from, to] = ['2026-12-01T00:00:00Z', '2026-12-20T00:00:00Z']
  const data = { from, to, amount_minor: 7_654_321, budget_minor: 9_654_323, currency: 'USD', hours_billable: 12 }
  await ask('POST', '/events', [
    ...Array.from({ length: 10 }, (_, day) => deployment(`d-${day}`, day)),
    incident('i-1', 1, 'd-1'),
    incident('i-2', 4, 'd-4'),
    { type: 'cost', id: 'c-1', source: 'ci.test', time: to, service: 'checkout-api', data },
  ])
  const propose = (more: string) =>
    t.ask('POST', `${a.e}/agreements`, {
      key: a.keys.vendor,
      text: text(more),
      headers: { 'content-type': 'application/yaml' },
    })
  // The next one without any money, and one with another fee: each is compared with the one in force.
  await propose('')
  names.agreements = String((await propose(fee(HIGHER))).json.version)
  const gate = await ask('POST', '/gate', {
    service: 'checkout-api',
    event: 'push',
    ref: 'refs/heads/main',
    commit_sha: 'c'.repeat(40),
  })
  names.evaluations = gate.id
  const [breach] = (await ask('GET', '/breaches')).data
  names.breaches = breach.id
  names.disputes = (await ask('POST', `/breaches/${breach.id}/dispute`, { text: 'no' })).dispute.id
  const until = '2027-01-15T00:00:00Z'
  names.waivers = (
    await ask('POST', '/waivers', { objective: 'patch-coverage', expires_at: until, reason: 'a move' })
  ).id
  names.exclusions = (await ask('POST', '/exclusions', { category: 'maintenance', from, to, reason: 'a move' })).id
  names.events = 'c-1'
  t.clock.now = instant('2027-01-03T12:00:00Z')
  await t.ask('POST', `${a.e}/reports/monthly/2026-12/acknowledge`, { key: a.keys.client })
  reader = (await ask('POST', '/keys', { name: 'reads', scopes: ['read', 'breaches:write'] })).key
  b = browserOf(t)
})
afterAll(() => t.stop())

const QUERIES: Partial<Record<OperationId, string[]>> = {
  getEvent: ['?source=ci.test'],
  diffAgreement: ['?against=1', '?against=2'],
}

/** Everything that one key can read of one call. */
const seen = async (id: OperationId, key: string): Promise<string> => {
  const path = pathFor(operations[id], NAME, (collection) => names[collection])
  const asked = (QUERIES[id] ?? ['']).flatMap((query) => FORMS.map((accept) => ({ path: `${path}${query}`, accept })))
  const answers = await Promise.all(
    asked.map(async (one) => (await t.ask('GET', one.path, { key, headers: { accept: one.accept } })).text),
  )
  return answers.join('\n')
}

const PAGES = [
  '',
  '/breaches',
  '/breaches/{breaches}',
  '/breaches.csv',
  '/evaluations/{evaluations}',
  '/reports/monthly/2026-12',
  '/reports/weekly/2026-W50',
  '/reports/quarterly/2026-Q4',
]
const shown = async (key: string): Promise<string[]> => {
  const cookie = await b.signIn(NAME, key)
  const references = (await t.ask('GET', `${a.e}/events?type=cost`, { key })).json.data
  const paths = [...PAGES, `/events/${references[0].reference}`]
  return Promise.all(
    paths.map(async (path) => {
      const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? name)
      return (await b.get(`/e/${NAME}${named}`, { cookie })).text()
    }),
  )
}

test('the marks are there to be found: keys with finance:read see every one of them', async () => {
  const [texts, pages] = [await Promise.all(READS.map((id) => seen(id, a.keys.client))), await shown(a.keys.client)]
  for (const [what, mark] of Object.entries(MARKS))
    expect(
      texts.some((one) => mark.test(one)),
      what,
    ).toBe(true)
  expect(pages.some((one) => MARKS['a credit'].test(one))).toBe(true)
})

describe('without finance:read no amount is in any answer', () => {
  test.each(READS)('%s', async (id) => {
    const answer = await seen(id, reader)
    for (const [what, mark] of Object.entries(MARKS)) expect(mark.exec(answer)?.[0], what).toBeUndefined()
  })

  test('nor on any page', async () => {
    for (const [at, page] of (await shown(reader)).entries())
      for (const [what, mark] of Object.entries(MARKS))
        expect([at, mark.exec(page)?.[0]], what).toEqual([at, undefined])
  })

  test('nor in what is answered to a word of its own', async () => {
    const said = await t.ask('POST', `${a.e}/reports/monthly/2026-12/acknowledge`, { key: reader })
    expect(said.status).toBe(200)
    for (const mark of Object.values(MARKS)) expect(said.text).not.toMatch(mark)
  })
})

describe('the agreement without its fee', () => {
  const read = (key: string, accept: string) => t.ask('GET', `${a.e}/agreements/1`, { key, headers: { accept } })
  test('says what is left out; its hash is that of the whole, which the other key can check', async () => {
    const [whole, part] = [
      (await read(a.keys.client, 'application/json')).json,
      (await read(reader, 'application/json')).json,
    ]
    expect(part).toMatchObject({ hash: whole.hash, redacted: ['/consequences/monthly_fee'] })
    expect(part.document.consequences).toEqual({ currency: 'USD', credit_cap: '12%' })
    expect(whole).not.toHaveProperty('redacted')
  })
  test('as text it takes the scope, and says so', async () => {
    const refused = (await read(reader, 'application/yaml')).json
    expect(refused).toMatchObject({
      status: 403,
      code: 'scope_missing',
      detail: expect.stringContaining('finance:read'),
    })
  })
})
