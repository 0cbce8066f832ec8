import { parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreementReader } from '../../flow/agreed.ts'
import { tick } from '../../flow/tick.ts'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { deployment, incident } from '../../testing/events.ts'

const NAME = 'acme-checkout'
const TEXT = `${agreementText(NAME).replace('    release: acknowledged\n', '    release: acknowledged\n    credits: [{ worse_than: "15%", credit: "5%" }]\n')}consequences: { currency: USD, monthly_fee: 4000000, credit_cap: "12%" }
`

const instant = (text: string) => parseInstant(text) ?? 0

let t: TestApp
let a: Agreed
/** Keys that read, one of each party; they see no money. */
let readers: string[]

const december = (key: string, headers: Record<string, string> = {}) =>
  t.ask('GET', `${a.e}/reports/monthly/2026-12`, { key, headers })
const acknowledge = (key: string, body?: object) =>
  t.ask('POST', `${a.e}/reports/monthly/2026-12/acknowledge`, { key, ...(body ? { body } : {}) })

beforeAll(async () => {
  t = await startTestApp()
  t.clock.now = instant('2026-12-01T12:00:00Z')
  a = await agreed(t, NAME, TEXT)
  t.clock.now = instant('2026-12-20T12:00:00Z')
  await t.ask('POST', `${a.e}/events`, {
    key: a.keys.vendor,
    body: [
      ...Array.from({ length: 10 }, (_, day) => deployment(`d-${day}`, day)),
      incident('i-1', 1, 'd-1'),
      incident('i-2', 4, 'd-4'),
    ],
  })
  readers = await Promise.all(
    [a.keys.client, a.keys.vendor].map(
      async (key) => (await t.ask('POST', `${a.e}/keys`, { key, body: { name: 'reads', scopes: ['read'] } })).json.key,
    ),
  )
})
afterAll(() => t.stop())

test('a month that is not over is told so far, states no money, and can’t be acknowledged', async () => {
  const { json } = await december(a.keys.client)
  expect(json).toMatchObject({ state: 'open', money: null, label: 'December 2026' })
  expect(json.objectives[0]).toMatchObject({
    objective: 'change-fail-rate',
    status: 'breached',
    state: 'open',
    samples: 10,
  })
  expect(await acknowledge(a.keys.client)).toMatchObject({ status: 409, json: { code: 'wrong_state' } })
})

test('a month that is over is told the same before a tick has judged it and after', async () => {
  t.clock.now = instant('2027-01-03T12:00:00Z')
  const before = (await december(a.keys.client)).json
  await tick({ store: t.deps.store, log: t.deps.log, agreements: agreementReader() }, NAME, t.clock.now)
  const { json } = await december(a.keys.client)
  expect(json.objectives[0]).toMatchObject({ status: 'breached', display: '20.0 %', state: 'provisional' })
  expect([before.hash, before.objectives.length]).toEqual([json.hash, json.objectives.length])
  expect(json.objectives[0].breach_id).toMatch(/^br_/)
})

test('both parties get the same bytes in every form, and no money without finance:read', async () => {
  for (const accept of ['application/json', 'text/markdown', 'text/html']) {
    const [client, vendor] = await Promise.all(readers.map((key) => december(key, { accept })))
    expect(client?.status).toBe(200)
    expect(client?.headers.get('content-type')).toContain(accept)
    expect(client?.text).toBe(vendor?.text)
    expect(client?.text).not.toMatch(/USD|amount_minor/)
    expect(client?.text).toContain('finance:read')
  }
  const { money } = (await december(a.keys.vendor)).json
  expect(money).toMatchObject({ currency: 'USD', owed_minor: 200_000, text: { owed: '2,000.00 USD' } })
})

test.each([
  ['monthly/2026-13', 422],
  ['monthly/december', 422],
  ['weekly/2026-12', 422],
  ['quarterly/2026-Q5', 422],
  ['monthly/2027-02', 404],
  ['monthly/2026-10', 404],
  ['yearly/2026', 404],
])('%s is answered with %i', async (path, status) => {
  expect((await t.ask('GET', `${a.e}/reports/${path}`, { key: a.keys.client })).status).toBe(status)
})

test.each(['weekly/2026-W50', 'quarterly/2026-Q4'])('%s is told, too', async (path) => {
  const { status, json } = await t.ask('GET', `${a.e}/reports/${path}`, { key: a.keys.client })
  expect([status, json.period]).toEqual([200, path.split('/')[1]])
})

describe('acknowledging', () => {
  test('another statement than the one that was read is refused', async () => {
    const other = await acknowledge(a.keys.client, { hash: `sha256:${'0'.repeat(64)}` })
    expect(other).toMatchObject({ status: 409, json: { code: 'wrong_state' } })
  })

  test('who only reads can’t', async () => expect((await acknowledge(readers[0] ?? '')).status).toBe(403))

  test('both parties make its windows final at once; again writes nothing', async () => {
    const { hash } = (await december(a.keys.client)).json
    const one = (await acknowledge(a.keys.client, { hash })).json
    expect([one.state, one.acknowledgements.length]).toEqual(['provisional', 1])
    t.clock.now += 60_000
    const both = (await acknowledge(a.keys.vendor, { hash })).json
    expect(both).toMatchObject({ state: 'final', hash, acknowledgements: [{ current: true }, { current: true }] })
    const again = (await acknowledge(a.keys.vendor)).json
    expect(again.ledger).toEqual(both.ledger)

    const entries = (await t.ask('GET', `${a.e}/ledger?limit=1000`, { key: readers[0] ?? '' })).json.data
    const of = (type: string) => entries.filter(({ body }: { body: { type: string } }) => body.type === type)
    expect(of('statement_acknowledged').map(({ body }: { body: { hash: string } }) => body.hash)).toEqual([hash, hash])
    expect(of('period_final').map(({ body }: { body: { how: string } }) => body.how)).toEqual([
      'acknowledged',
      'acknowledged',
    ])
  })
})
