import { HOUR } from '@plumbline/core'
import { stylesheet } from '@plumbline/dashboard'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { eventOf } from '../testing/every-event.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

const ORIGIN = 'https://plumbline.test'
const form = (engagement: string, key: string, headers: Record<string, string> = { origin: ORIGIN }) =>
  t.app.request('/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ engagement, key }).toString(),
  })
const get = (path: string, cookie?: string, accept = 'text/html') =>
  t.app.request(path, { headers: { accept, ...(cookie ? { cookie } : {}) } })
const signedIn = async (key = a.keys.client) =>
  (await form('acme-checkout', key)).headers.get('set-cookie')?.split(';')[0] ?? ''

test('who is not signed in is asked to', async () => {
  const response = await get('/')
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('action="/sign-in"')
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(response.headers.get('referrer-policy')).toBe('same-origin')
})

test('a key opens the page of its engagement, and its data, until it is signed out', async () => {
  const response = await form('acme-checkout', a.keys.client)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Strict$/)
  const cookie = await signedIn()
  const page = await (await get('/', cookie)).text()
  expect(page).toContain('Added lines covered')
  expect(page).not.toContain('action="/sign-in"')
  const data = await get('/v1/engagements/acme-checkout/status', cookie, 'application/json')
  expect(await data.json()).toMatchObject({ engagement: 'acme-checkout' })
  const out = await t.app.request('/sign-out', { method: 'POST', headers: { origin: ORIGIN, cookie } })
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
})

test('the page of an event shows money to a key that may see it, and hours to everybody', async () => {
  const { data } = eventOf('cost', 'cost')
  const event = eventOf('cost', 'cost', { data: { ...(data as object), amount_minor: 4711, hours_billable: 12.5 } })
  await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: event })
  const { reference } = (await t.ask('GET', `${a.e}/events/cost?source=ci.test`, { key: a.keys.client })).json
  const page = async (key?: string) => (await get(`/e/acme-checkout/events/${reference}`, await signedIn(key))).text()
  expect(await page()).toMatch(/4711[\s\S]*12\.5/)
  const body = { name: 'reader', scopes: ['read'] }
  const seen = await page((await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body })).json.key)
  expect(seen).not.toMatch(/4711|USD/)
  expect(seen).toContain('12.5')
})

test('a session reads only, and only its own engagement', async () => {
  const cookie = await signedIn()
  const write = await t.app.request('/v1/engagements/acme-checkout/keys', {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(write.status).toBe(401)
  expect((await get('/v1/engagements/other-tenant/status', cookie)).status).toBe(404)
})

test('a session ends with its time, and with its key', async () => {
  const { id, key } = (
    await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body: { name: 'page', scopes: ['read'] } })
  ).json
  const cookie = await signedIn(key)
  expect(await (await get('/', cookie)).text()).toContain('Added lines covered')
  await t.ask('DELETE', `${a.e}/keys/${id}`, { key: a.keys.client })
  expect(await (await get('/', cookie)).text()).toContain('action="/sign-in"')
  expect((await get(`${a.e}/status`, cookie)).status).toBe(401)

  const other = await signedIn()
  t.clock.now += 12 * HOUR
  expect(await (await get('/', other)).text()).toContain('action="/sign-in"')
})

describe('the form refuses', () => {
  test.each([
    ['a key of another engagement', 'other-tenant', () => a.keys.client, 'does not open'],
    ['nonsense', 'acme-checkout', () => '"><script>', 'does not open'],
    ['nothing', '', () => '', 'does not open'],
  ])('%s', async (_, engagement, key, says) => {
    const response = await form(engagement, key())
    expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null])
    const page = await response.text()
    expect(page).toContain(says)
    expect(page).not.toContain('<script>')
  })

  test('a key that may not read', async () => {
    const { key } = (
      await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body: { name: 'ci', scopes: ['gate:run'] } })
    ).json
    expect(await (await form('acme-checkout', key)).text()).toContain('may not read')
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a site that hides itself', { origin: 'null' }],
    ['nobody', {}],
    ['our name in another place', { origin: 'https://evil.example', referer: ORIGIN }],
  ])('a form from %s', async (_, headers: Record<string, string>) => {
    const response = await form('acme-checkout', a.keys.client, { accept: 'text/html', ...headers })
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null])
    expect(response.headers.get('content-type')).toContain('text/html')
    expect((await t.app.request('/sign-out', { method: 'POST', headers })).status).toBe(403)
  })

  test('a body that is no form, or too large', async () => {
    expect((await form('acme-checkout', 'x'.repeat(300_000))).status).toBe(413)
    expect((await form('a', 'b', { origin: ORIGIN, 'content-type': 'text/plain' })).status).toBe(415)
  })
})

test('the stylesheet is kept for ever, and there are no other assets', async () => {
  const response = await get(stylesheet.path)
  expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(response.headers.get('cache-control')).toContain('immutable')
  expect((await get('/assets/../../etc/passwd')).status).toBe(404)
})

test('a person who is lost gets a page, a program a problem', async () => {
  const page = await get('/nowhere')
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  const problem = await get('/nowhere', undefined, '*/*')
  expect(problem.headers.get('content-type')).toBe('application/problem+json')
})

test('an example is open to anyone, to read and no more; other engagements stay shut', async () => {
  const demo = await startTestApp({}, { openDashboard: 'acme-checkout' })
  const example = await agreed(demo, 'acme-checkout')
  await demo.engagement('other-tenant')
  const page = await (await demo.app.request('/')).text()
  expect(page).toContain('Example data')
  expect((await demo.ask('GET', `${example.e}/status`)).status).toBe(200)
  expect((await demo.ask('GET', `${example.e}/keys`)).status).toBe(403)
  expect((await demo.ask('POST', `${example.e}/gate`, { body: {} })).status).toBe(401)
  expect((await demo.ask('GET', '/v1/engagements/other-tenant/status')).status).toBe(401)
  await demo.stop()
})
