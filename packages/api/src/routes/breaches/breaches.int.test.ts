import { type Breach, formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { numbers, openAll, START } from '../../testing/breaches.ts'

let t: TestApp
let a: Agreed
let other: Agreed

/** Breaches of many kinds, an hour apart, the first the oldest. */
const KINDS: Partial<Breach>[] = [
  { service: 'checkout-api', status: 'open', pr: 1 },
  { service: 'checkout-api', status: 'resolved', pr: 2, agreement_version: 2 },
  {
    service: 'search',
    status: 'acknowledged',
    severity: 'sev1',
    objective: 'acknowledge-sev1',
    indicator: 'time-to-acknowledge',
  },
  { service: 'search', status: 'open', severity: 'sev2', environment: 'canary' },
  { service: 'pay', status: 'open', title: '=HYPERLINK("http://evil","click")', display: '-1 pp', value: -1 },
  { service: 'pay', status: 'overturned', pr: 3, agreement_version: 2 },
]
const MONEY = 'consequences: { currency: USD, monthly_fee: 4711000, credit_cap: "12%" }'

beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout', `${agreementText('acme-checkout')}${MONEY}\n`)
  other = await agreed(t, 'other-tenant')
  await openAll(t.deps.store.forEngagement('acme-checkout'), KINDS)
})
afterAll(() => t.stop())

const get = (query = '', headers: Record<string, string> = {}) =>
  t.ask('GET', `${a.e}/breaches${query}`, { key: a.keys.client, headers })

test.each([
  ['', [5, 4, 3, 2, 1, 0], 'newest first'],
  ['?sort=opened_at', [0, 1, 2, 3, 4, 5], 'oldest first'],
  ['?service=search', [3, 2], 'one value'],
  ['?service=search,pay', [5, 4, 3, 2], 'commas are or'],
  ['?service=search&service=pay', [5, 4, 3, 2], 'so is saying it twice'],
  ['?service=search,pay&status=open', [4, 3], 'parameters are and'],
  ['?environment=canary', [3], 'environment'],
  ['?indicator=time-to-acknowledge', [2], 'indicator'],
  ['?objective=acknowledge-sev1,nothing', [2], 'objective'],
  ['?severity=sev1,sev2', [3, 2], 'severity: those without have none'],
  ['?status=resolved,overturned', [5, 1], 'status'],
  ['?agreement_version=2', [5, 1], 'version'],
  ['?pr=1,3', [5, 0], 'pull request'],
  [
    `?from=${formatInstant(START + 2 * HOUR)}&to=${formatInstant(START + 4 * HOUR)}`,
    [3, 2],
    'from is inside, to is not',
  ],
  ['?from=2026-11-01T02:00:00%2B01:00', [5, 4, 3, 2, 1], 'any offset'],
  ['?service=nobody', [], 'nothing'],
])('%s finds %j: %s', async (query, found) => {
  const { json } = await get(query)
  expect(numbers(json.data)).toEqual(found)
  expect(json.next_cursor).toBeNull()
})

describe('paging', () => {
  test.each([
    ['limit=2', [5, 4, 3, 2, 1, 0]],
    ['limit=1&sort=opened_at&status=open', [0, 3, 4]],
    ['limit=4&service=pay,checkout-api', [5, 4, 1, 0]],
  ])('%s goes through all of them once', async (query, found) => {
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json, headers }: Awaited<ReturnType<typeof get>> = await get(
        `?${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      seen.push(...numbers(json.data))
      cursor = json.next_cursor
      expect(headers.get('link')).toBe(cursor === null ? null : `<?cursor=${encodeURIComponent(cursor)}>; rel="next"`)
    }
    expect(seen).toEqual(found)
  })

  test('a cursor of other filters, another tenant, or nobody is refused', async () => {
    const { next_cursor } = (await get('?limit=1')).json
    const cursor = encodeURIComponent(next_cursor)
    expect((await get(`?limit=5&cursor=${cursor}`)).status).toBe(200)
    const refusals = await Promise.all([
      get(`?limit=1&status=open&cursor=${cursor}`),
      get(`?limit=1&sort=opened_at&cursor=${cursor}`),
      get(`?cursor=${cursor.slice(0, -2)}AA`),
      get('?cursor=1'),
      t.ask('GET', `${other.e}/breaches?limit=1&cursor=${cursor}`, { key: other.keys.client }),
      t.ask('GET', `${a.e}/evaluations?cursor=${cursor}`, { key: a.keys.client }),
    ])
    for (const { json } of refusals) expect(json).toMatchObject({ status: 422, code: 'invalid_cursor' })
  })
})

describe('CSV', () => {
  test('has a line for each, says where the next page is, and runs no formula', async () => {
    const { text, headers } = await get('?service=pay,search&limit=3', { accept: 'text/csv' })
    const lines = text.split('\r\n')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('link')).toContain('rel="next"')
    expect(lines[0]).toMatch(/^id,opened_at,service,environment,objective,/)
    expect(lines).toHaveLength(5)
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil"",""click"")"`)
    expect(lines[2]).toContain(`,-1,"'-1 pp",`)
  })

  test('of nothing is its header', async () => {
    expect((await get('?service=nobody', { accept: 'text/csv' })).text).toMatch(/^id,[^\r]*\r\n$/)
  })
})

describe('NDJSON', () => {
  test('has the rows of the list, one a line, and says where the next page is', async () => {
    const query = '?service=pay,search&limit=3'
    const { text, headers } = await get(query, { accept: 'application/x-ndjson' })
    const { data } = (await get(query)).json
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expect(headers.get('link')).toContain('rel="next"')
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual(data)
  })

  test('of nothing is nothing', async () => {
    expect((await get('?service=nobody', { accept: 'application/x-ndjson' })).text).toBe('')
  })
})

describe('both parties are told the same', () => {
  const ask = (path: string, key: string, accept: string) => t.ask('GET', `${a.e}${path}`, { key, headers: { accept } })
  let reader: string
  beforeAll(async () => {
    const body = { name: 'reader', scopes: ['read'] }
    reader = (await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body })).json.key
  })
  test.each([
    ['/breaches', 'application/json'],
    ['/breaches?limit=2', 'text/csv'],
    ['/breaches?status=open', 'application/x-ndjson'],
    ['/breaches/br_0000', 'application/json'],
    ['/breaches/summary?by=service,month', 'application/json'],
    ['/breaches/summary?by=status', 'text/csv'],
  ])('%s as %s, to the byte, and no money in it', async (path, accept) => {
    const [client, vendor] = await Promise.all([ask(path, a.keys.client, accept), ask(path, a.keys.vendor, accept)])
    expect(client.status).toBe(200)
    expect(vendor.text).toBe(client.text)
    expect((await ask(path, reader, accept)).text).toBe(client.text)
    expect(client.text).not.toMatch(/4711000|USD|credit|fee/)
  })
})

describe('one breach', () => {
  const one = (id: string, key = a.keys.client) => t.ask('GET', `${a.e}/breaches/${id}`, { key })
  const acknowledge = (id: string, body?: unknown, key = a.keys.client) =>
    t.ask('POST', `${a.e}/breaches/${id}/acknowledge`, { key, body })

  test('has its evidence and its timeline', async () => {
    expect((await one('br_0000')).json).toMatchObject({
      opened_by: { evidence: { formula: expect.any(String) } },
      timeline: [{ kind: 'opened' }],
    })
    expect((await one('br_none')).status).toBe(404)
  })

  test('is not there for another tenant', async () => {
    const foreign = await t.ask('GET', `${other.e}/breaches/br_0000`, { key: other.keys.client })
    const absent = await t.ask('GET', `${other.e}/breaches/br_none`, { key: other.keys.client })
    expect({ ...foreign.json, request_id: '' }).toEqual({ ...absent.json, request_id: '' })
  })

  test('is acknowledged once, by either party, with who and why', async () => {
    t.clock.now += 1000
    const { json } = await acknowledge('br_0000', { note: 'We looked at it together.' })
    expect(json).toMatchObject({ status: 'acknowledged', acknowledged_at: formatInstant(t.clock.now) })
    expect(json.timeline[1]).toMatchObject({
      kind: 'acknowledged',
      by: { party: 'client', name: expect.stringContaining('Acme') },
      note: 'We looked at it together.',
    })
    expect((await acknowledge('br_0000', {}, a.keys.vendor)).json).toMatchObject({ status: 409, code: 'wrong_state' })
    expect((await acknowledge('br_0001')).json).toMatchObject({ status: 409, code: 'wrong_state' })
    expect((await acknowledge('br_none')).status).toBe(404)
    expect(numbers((await get('?status=acknowledged')).json.data)).toEqual([2, 0])
  })

  test('of acknowledgements at the same moment one is told the breach was open', async () => {
    const answers = await Promise.all(
      // Each says something of its own: the same words of the same key at one instant are one acknowledgement.
      [a.keys.client, a.keys.vendor, a.keys.client].map((key, i) => acknowledge('br_0003', { note: `seen ${i}` }, key)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect((await one('br_0003')).json.timeline).toHaveLength(2)
  })

  test('the same Idempotency-Key answers as before', async () => {
    const send = () =>
      t.ask('POST', `${a.e}/breaches/br_0004/acknowledge`, { key: a.keys.vendor, headers: { 'idempotency-key': 'k' } })
    const [first, second] = [await send(), await send()]
    expect(second.json).toEqual(first.json)
  })
})
