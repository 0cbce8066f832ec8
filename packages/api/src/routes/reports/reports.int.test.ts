import { parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreementReader } from '../../flow/agreed.ts'
import { tick } from '../../flow/tick.ts'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { browserOf } from '../../testing/browser.ts'
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
/** The client says why the breach was, and the vendor agrees with it. */
const agreeOnCause = async (text: string) => {
  const [row] = (await december(a.keys.client)).json.objectives
  const said = (own: string, key: string, body: object) =>
    t.ask('POST', `${a.e}/breaches/${row.breach_id}/root-cause${own}`, { key, body })
  t.clock.now += 1000
  const { timeline } = (await said('', a.keys.client, { text })).json
  t.clock.now += 1000
  expect((await said('/agree', a.keys.vendor, { stated_at: timeline.at(-1).at })).status).toBe(200)
}
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

test.each([
  [
    'monthly/2026-10',
    'There is no statement of October 2026: nothing was agreed for it; the first version is in force from',
  ],
  ['monthly/2027-02', 'There is no statement of February 2027: it begins on 2027-02-01.'],
])('%s is not told, and the answer says why', async (path, why) => {
  expect((await t.ask('GET', `${a.e}/reports/${path}`, { key: a.keys.client })).json.detail).toContain(why)
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

  test('what was read before both agreed on a cause is another statement', async () => {
    const { hash } = (await december(a.keys.client)).json
    await agreeOnCause('the connection pool ran dry')
    expect(await acknowledge(a.keys.client, { hash })).toMatchObject({ status: 409, json: { code: 'wrong_state' } })
    const { json } = await december(a.keys.client)
    expect(json.objectives[0].root_cause).toMatchObject({ text: 'the connection pool ran dry' })
    expect((await december(readers[0] ?? '')).json.hash).toBe(json.hash)
  })

  test('by the form of the page: of exactly the statement shown, from our own pages, and twice it is once', async () => {
    const b = browserOf(t)
    const page = `/e/${NAME}/reports/monthly/2026-12`
    const [cookie, reads] = [await b.signIn(NAME, a.keys.client), await b.signIn(NAME, readers[0] ?? '')]
    const shown = async (who: string) => (await b.get(page, { cookie: who })).text()
    const hash = /name="hash" value="([^"]+)"/.exec(await shown(cookie))?.[1] ?? ''
    const send = (fields: Record<string, string>, sent: Parameters<typeof b.form>[2]) =>
      b.form(`${page}/acknowledge`, fields, sent)

    expect((await send({ hash }, { cookie, headers: { origin: 'https://elsewhere.example' } })).status).toBe(403)
    const changed = await send({ hash: `sha256:${'0'.repeat(64)}` }, { cookie })
    expect([changed.status, await changed.text()]).toEqual([409, expect.stringMatching(/role="alert">The statement/)])
    expect((await send({}, { cookie })).status).toBe(409)
    expect([(await shown(reads)).includes('name="hash"'), (await send({ hash }, { cookie: reads })).status]).toEqual([
      false,
      403,
    ])
    expect((await b.form(`/e/${NAME}/reports/weekly/2026-W50/acknowledge`, { hash }, { cookie })).status).toBe(404)
    const head = async () => (await december(a.keys.client)).json.ledger.seq
    const before = await head()
    for (const _ of [1, 2]) {
      const { status, headers } = await send({ hash }, { cookie })
      expect([status, headers.get('location')]).toEqual([303, `${page}#acknowledged`])
    }
    expect(await head()).toBe(before + 1)
    expect(await shown(cookie)).not.toContain('name="hash"')
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

  test('rule 12: what both acknowledged stays what they read, whatever is said or learned after it', async () => {
    const told = async () => {
      const { at: _, needs: __, data, ledger: ___, ...rest } = (await december(a.keys.vendor)).json
      return { rest, failed: data.linked[0].failed }
    }
    const before = await told()
    await agreeOnCause('a wholly other cause')
    const late = [incident('i-late', 6, 'd-6')]
    expect((await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: late })).status).toBeLessThan(300)
    await tick({ store: t.deps.store, log: t.deps.log, agreements: agreementReader() }, NAME, t.clock.now)
    const after = await told()
    expect(after.rest).toEqual(before.rest)
    expect(after.rest.objectives[0].root_cause.text).toBe('the connection pool ran dry')
    // The data is told as of now: there is one more.
    expect(after.failed).toBe(before.failed + 1)
  })
})

test('both parties make a month final that no tick has judged yet', async () => {
  t.clock.now = instant('2026-12-01T12:00:00Z')
  const { e, keys } = await agreed(t, 'acme-early', TEXT.replaceAll(NAME, 'acme-early'))
  t.clock.now = instant('2027-01-03T12:00:00Z')
  const said = async (key: string) => (await t.ask('POST', `${e}/reports/monthly/2026-12/acknowledge`, { key })).json
  expect((await said(keys.client)).state).toBe('provisional')
  const both = await said(keys.vendor)
  expect([both.state, both.acknowledgements.map(({ current }: { current: boolean }) => current)]).toEqual([
    'final',
    [true, true],
  ])
})
