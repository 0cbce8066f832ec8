import { type Breach, formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { breachOf } from '../testing/breaches.ts'
import { browserOf, ORIGIN } from '../testing/browser.ts'
import { putBreach } from '../testing/decided.ts'

let t: TestApp
let a: Agreed
let b: ReturnType<typeof browserOf>
let cookies: { client: string; vendor: string }
let count = 0
let id: string
const E = '/e/acme-checkout'

beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
  b = browserOf(t)
  cookies = {
    client: await b.signIn('acme-checkout', a.keys.client),
    vendor: await b.signIn('acme-checkout', a.keys.vendor),
  }
})
afterAll(() => t.stop())

const open = async (changes: Partial<Breach> = {}): Promise<string> => {
  const breach = breachOf(changes, count++)
  await putBreach(t.deps.store.forEngagement('acme-checkout'), breach, breach.id)
  return breach.id
}
beforeEach(async () => {
  id = await open()
  t.clock.now += 1000
})

const breach = async () => (await t.deps.store.forEngagement('acme-checkout').breach(id)) ?? breachOf({}, -1)
const show = async (cookie = cookies.client) => (await b.get(`${E}/breaches/${id}`, { cookie })).text()
const tokenIn = (html: string) => /name="token" value="([^"]*)"/.exec(html)?.[1] ?? ''
const send = async (
  move: string,
  fields: Record<string, string>,
  {
    party = 'client' as 'client' | 'vendor',
    headers,
  }: { party?: 'client' | 'vendor'; headers?: Record<string, string> } = {},
) => {
  const token = fields.token ?? tokenIn(await show(cookies[party]))
  return b.form(
    `${E}/breaches/${id}/${move}`,
    { ...fields, token },
    { cookie: cookies[party], ...(headers ? { headers } : {}) },
  )
}

describe('what was sent is done, once, and leads back to the page', () => {
  test.each([
    ['acknowledge', {}, { status: 'acknowledged' }, { kind: 'acknowledged' }],
    ['acknowledge', { text: 'We look into it.' }, { status: 'acknowledged' }, { note: 'We look into it.' }],
    ['note', { text: 'one\r\ntwo' }, { status: 'open' }, { kind: 'noted', note: 'one\ntwo' }],
    [
      'root-cause',
      { text: 'the pool', category: 'capacity', attribution: '' },
      { status: 'open' },
      { kind: 'root_cause', cause: { category: 'capacity' } },
    ],
    ['resolve', { text: 'done' }, { status: 'resolved' }, { kind: 'resolved', note: 'done' }],
  ])('%s %j', async (move, fields, state, step) => {
    const response = await send(move, fields)
    expect([response.status, response.headers.get('location')]).toEqual([303, `${E}/breaches/${id}#t2`])
    expect(await breach()).toMatchObject({ ...state, timeline: [{}, { ...step, by: { party: 'client' } }] })
  })

  test('the same form sent twice, also at once, is one entry', async () => {
    const token = tokenIn(await show())
    const twice = await Promise.all([send('note', { text: 'once', token }), send('note', { text: 'once', token })])
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
    expect((await send('note', { text: 'once', token })).status).toBe(303)
    expect((await breach()).timeline).toHaveLength(2)
  })

  test('the same form with other words is asked about, and nothing is lost', async () => {
    const token = tokenIn(await show())
    await send('note', { text: 'first', token })
    const response = await send('note', { text: 'second', token })
    const html = await response.text()
    expect(response.status).toBe(409)
    expect(html).toContain('This form was sent before')
    expect(html).toContain('\nsecond</textarea>')
    expect(tokenIn(html)).not.toBe(token)
    expect((await send('note', { text: 'second', token: tokenIn(html) })).status).toBe(303)
    expect((await breach()).timeline.map(({ note }) => note)).toEqual([undefined, 'first', 'second'])
  })
})

describe('what can’t be done is said on the page, and nothing happens', () => {
  test.each([
    ['note', { text: '' }, 422, 'The text is required'],
    ['note', { text: 'x'.repeat(2001) }, 422, 'must be at most 2000 characters'],
    ['note', { text: 'a\u202eb' }, 422, 'without control or direction characters'],
    ['acknowledge', { text: 'a\u0000b' }, 422, 'without control or direction characters'],
  ])('%s %j', async (move, fields, status, says) => {
    const response = await send(move, fields)
    const html = await response.text()
    expect(response.status).toBe(status)
    expect(html).toContain(says)
    expect(html).toContain('role="alert"')
    expect((await breach()).timeline).toHaveLength(1)
  })

  test('what was typed stays', async () => {
    const long = `${'long '.repeat(500)}"><script>`
    const html = await (await send('root-cause', { text: long, category: 'code' })).text()
    expect(html).toContain('long long')
    expect(html).not.toContain('<script>')
    expect(html).toMatch(/<option value="code" selected/)
  })

  test('the party that owes it can’t resolve it, and is not offered to', async () => {
    expect(await show(cookies.vendor)).not.toContain(`/breaches/${id}/resolve`)
    const response = await send('resolve', {}, { party: 'vendor' })
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('is for the other party to say')
    expect((await breach()).status).toBe('open')
  })

  test('acknowledged meanwhile by the other side', async () => {
    const token = tokenIn(await show())
    await send('acknowledge', {}, { party: 'vendor' })
    const response = await send('acknowledge', { text: 'mine', token })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('The breach is acknowledged; only an open one can be acknowledged')
  })
})

describe('who may send', () => {
  const nothingHappened = async () => expect((await breach()).timeline).toHaveLength(1)

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a site that hides itself', { origin: 'null' }],
    ['nobody', {}],
  ])('a form from %s is refused', async (_, headers: Record<string, string>) => {
    expect((await send('note', { text: 'x' }, { headers })).status).toBe(403)
    await nothingHappened()
  })

  test.each([
    ['none', async () => ''],
    ['made up', async () => 'bm90aGluZw.AAAAAAAAAAAAAAAAAAAAAA'],
    [
      'of another breach',
      async () => tokenIn(await (await b.get(`${E}/breaches/${await open()}`, { cookie: cookies.client })).text()),
    ],
    ['of the other party', async () => tokenIn(await show(cookies.vendor))],
  ])('a token: %s', async (_, token) => {
    const response = await send('note', { text: 'x', token: await token() })
    expect([response.status, (await response.text()).includes('This form is not of this page')]).toEqual([422, true])
    await nothingHappened()
  })

  test('without a session it asks to sign in, and leads back to the breach', async () => {
    const response = await b.form(`${E}/breaches/${id}/note`, { text: 'x' })
    expect(response.status).toBe(401)
    expect(await response.text()).toContain(`name="next" value="${E}/breaches/${id}"`)
    await nothingHappened()
  })

  test('a key that may only read sees no forms, and sends none', async () => {
    const body = { name: 'reader', scopes: ['read'] }
    const { key } = (await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body })).json
    const reader = await b.signIn('acme-checkout', key)
    const html = await show(reader)
    expect(html).not.toContain('<textarea')
    expect(html).toContain('breaches:write')
    expect((await b.form(`${E}/breaches/${id}/note`, { text: 'x' }, { cookie: reader })).status).toBe(403)
    await nothingHappened()
  })

  test('a revoked key sends nothing more', async () => {
    const body = { name: 'soon-gone', scopes: ['read', 'breaches:write'] }
    const made = (await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body })).json
    const gone = await b.signIn('acme-checkout', made.key)
    const token = tokenIn(await show(gone))
    await t.ask('DELETE', `${a.e}/keys/${made.id}`, { key: a.keys.client })
    expect((await b.form(`${E}/breaches/${id}/note`, { text: 'x', token }, { cookie: gone })).status).toBe(401)
    await nothingHappened()
  })

  test.each([
    ['application/json', '{"text":"x"}', 415],
    ['application/x-www-form-urlencoded', `text=${'x'.repeat(300_000)}`, 413],
    ['application/x-www-form-urlencoded', 'text=%ff', 422],
  ])('a body of %s that is no form of ours', async (type, sent, status) => {
    const response = await t.app.request(`${E}/breaches/${id}/note`, {
      method: 'POST',
      headers: { 'content-type': type, origin: ORIGIN, cookie: cookies.client },
      body: sent,
    })
    expect(response.status).toBe(status)
    await nothingHappened()
  })
})

test('a session writes nowhere else: the API does not listen to it', async () => {
  const response = await t.app.request(`${a.e}/breaches/${id}/note`, {
    method: 'POST',
    headers: { cookie: cookies.client, 'content-type': 'application/json', origin: ORIGIN },
    body: '{"text":"x"}',
  })
  expect(response.status).toBe(401)
})

test('times stand in the zone of the agreement', async () => {
  id = await open({ opened_at: formatInstant(Date.parse('2026-12-15T04:30:00Z') - HOUR) })
  expect(await show()).toContain('14 Dec 2026, 22:30')
})
