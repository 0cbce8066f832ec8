import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, deployment, incident, sha } from '../../testing/events.ts'
import { eventOf } from '../../testing/every-event.ts'

let t: TestApp
let keys: Record<'client' | 'vendor', string>
const EVENTS = '/v1/engagements/acme-checkout/events'
beforeAll(async () => {
  t = await startTestApp()
  keys = await t.engagement('acme-checkout')
  const other = await t.engagement('acme-other')
  const sent = [
    deployment('a', 0),
    deployment('b', 2),
    incident('c', 1, 'b'),
    coverage(sha(5), { covered: 1, total: 2 }),
    { ...deployment('d', 3), service: 'payments' },
  ]
  await t.ask('POST', EVENTS, { key: keys.vendor, body: sent })
  await t.ask('POST', '/v1/engagements/acme-other/events', { key: other.vendor, body: [deployment('foreign', 1)] })
})
afterAll(() => t.stop())

const list = async (query = '', key = keys.client) => (await t.ask('GET', `${EVENTS}${query}`, { key })).json
const ids = async (query?: string) => (await list(query)).data.map((row: { event: { id: string } }) => row.event.id)
const everything = async (query: string): Promise<string[]> => {
  const found: string[] = []
  for (let next = ''; ; ) {
    const page = await list(`?limit=1${query}${next}`)
    found.push(...page.data.map((row: { event: { id: string } }) => row.event.id))
    if (page.next_cursor === null) return found
    next = `&cursor=${encodeURIComponent(page.next_cursor)}`
  }
}

describe('what was received is listed', () => {
  test('with everything that was sent a moment before, of this engagement alone', async () => {
    const all = await ids()
    expect(all.filter((id: string) => !id.startsWith('coverage')).sort()).toEqual([
      'event-a',
      'event-b',
      'event-c',
      'event-d',
    ])
    expect(all).toHaveLength(5)
  })
  test('newest first, or oldest first', async () => {
    const times = (await list()).data.map((row: { event: { time: string } }) => Date.parse(row.event.time))
    expect(times).toEqual([...times].sort((a, b) => b - a))
    expect(await ids('?sort=time')).toEqual((await ids()).reverse())
  })
  test('page by page the same as at once', async () => expect(await everything('')).toEqual(await ids()))
  test.each([
    { query: '?type=incident', found: ['event-c'] },
    { query: '?type=incident,deployment&service=payments', found: ['event-d'] },
    { query: '?service=payments,nobody&type=deployment', found: ['event-d'] },
    { query: '?type=heartbeat', found: [] },
  ])('$query', async ({ query, found }) => expect(await ids(query)).toEqual(found))
  test('from and to are half-open and about when it happened', async () => {
    const [first, second] = (await list('?type=deployment&sort=time')).data
    const range = `?type=deployment&from=${first.event.time}&to=${second.event.time}`
    expect(await ids(range)).toEqual([first.event.id])
  })
  test('both parties get the same bytes', async () =>
    expect((await list('', keys.vendor)).data).toEqual((await list('', keys.client)).data))
  test('as lines, with where the next page is', async () => {
    const answer = await t.ask('GET', `${EVENTS}?limit=2`, {
      key: keys.client,
      headers: { accept: 'application/x-ndjson' },
    })
    const lines = answer.text.trim().split('\n')
    const { data } = await list('?limit=2')
    expect(lines.map((line) => JSON.parse(line))).toEqual(data.map(({ event }: { event: object }) => event))
    expect(answer.headers.get('link')).toMatch(/rel="next"/)
  })
  test('and until when the list is whole', async () => expect((await list()).complete_until).toMatch(/^2026-12-15T/))
})

describe('money is for keys that may see it', () => {
  const cost = eventOf('cost', 'cost', { service: 'billing', source: 'erp' })
  const amounts = { amount_minor: 100, currency: 'USD', budget_minor: 4711 }
  const hours = { from: '2026-12-02T11:00:00.000Z', to: '2026-12-02T12:00:00.000Z', hours_billable: 12.5 }
  const sent = { ...cost, data: { ...hours, ...amounts } }
  const keyWith = async (...scopes: string[]): Promise<string> => {
    const body = { name: scopes.join('-').replaceAll(':', '-'), scopes }
    return (await t.ask('POST', '/v1/engagements/acme-checkout/keys', { key: keys.client, body })).json.key
  }
  beforeAll(async () => {
    await t.ask('POST', EVENTS, { key: keys.vendor, body: sent })
  })

  test.each([
    { scopes: ['read'], data: hours, why: 'hours are no money' },
    { scopes: ['read', 'finance:read'], data: sent.data, why: 'all of it' },
  ])('a key with $scopes gets it: $why', async ({ scopes, data }) => {
    const key = await keyWith(...scopes)
    const one = await t.ask('GET', `${EVENTS}/cost?source=erp`, { key })
    expect(one.json.event).toEqual({ ...sent, data })
    const asked = `${EVENTS}?service=billing`
    expect((await t.ask('GET', asked, { key })).json.data).toMatchObject([{ event: { data } }])
    const { text } = await t.ask('GET', asked, { key, headers: { accept: 'application/x-ndjson' } })
    expect(JSON.parse(text)).toEqual({ ...sent, data })
    expect(/100|USD|4711/.test(`${one.text}${text}`)).toBe(data === sent.data)
  })
})

test('a cursor belongs to its filters', async () => {
  const { next_cursor: cursor } = await list('?limit=1')
  const answer = await t.ask('GET', `${EVENTS}?type=incident&cursor=${cursor}`, { key: keys.client })
  expect(answer.json).toMatchObject({ status: 422, code: 'invalid_cursor' })
})

test('a type that is none is refused with those there are', async () => {
  const answer = await t.ask('GET', `${EVENTS}?type=deploymnt`, { key: keys.client })
  expect(answer.json).toMatchObject({ status: 422, errors: [{ pointer: '/type', code: 'not_allowed' }] })
})
