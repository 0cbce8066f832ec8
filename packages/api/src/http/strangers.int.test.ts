import { randomBytes } from 'node:crypto'
import { MINUTE } from '@plumbline/core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { makeClaim, makeKey } from '../auth/token.ts'
import { OPERATOR_KEY, startTestApp, type TestApp } from '../testing/app.ts'

/* Whoever shows nothing we know is counted by where they come from. */

const LIMIT = 20
const STATUS = '/v1/engagements/acme-checkout/indicators'

const t: TestApp = await startTestApp()
const { vendor } = await t.engagement('acme-checkout')
afterAll(() => t.stop())

let app: TestApp['app']
beforeEach(() => {
  app = createApp({ ...t.deps, config: { ...t.deps.config, requestsPerMinute: LIMIT } })
})

type Ask = { path?: string; key?: string | undefined; body?: unknown; headers?: Record<string, string>; from?: string }
const ask = async ({ path = STATUS, key, body, headers = {}, from = '192.0.2.1' }: Ask = {}) => {
  const response = await app.request(
    path,
    {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    },
    { address: from },
  )
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const forged = () => makeKey('vendor', 'acme-checkout', randomBytes).token

test('keys that nobody knows: past the limit the store is not asked any more, and the next minute it is', async () => {
  for (let i = 0; i < LIMIT; i++) expect((await ask({ key: forged() })).status).toBe(404)
  const before = t.deps.store.cost()
  const refused = await ask({ key: forged() })
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')
  expect(refused.headers.get('ratelimit-policy')).toBe(`"address";q=${LIMIT};w=60`)
  expect(t.deps.store.cost()).toEqual(before)
  t.clock.now += MINUTE
  expect((await ask({ key: forged() })).status).toBe(404)
})

test('many at the same moment get no further than many one after another', async () => {
  const before = t.deps.store.cost().requests
  const answers = await Promise.all(Array.from({ length: 5 * LIMIT }, () => ask({ key: forged() })))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(LIMIT)
  expect(t.deps.store.cost().requests - before).toBe(LIMIT)
})

test.each([
  { what: 'mistyped keys', key: () => 'plb_vendor_mistyped' },
  { what: 'other secrets for a known key', key: () => vendor.replace(/_[^_]+$/, '_') + forged().split('_').at(-1) },
  { what: 'forged tokens', key: () => 'eyJhbGciOiJub25lIn0.e30.AA' },
])('$what count too', async ({ key }) => {
  for (let i = 0; i < LIMIT; i++) expect([401, 404]).toContain((await ask({ key: key() })).status)
  expect((await ask({ key: key() })).status).toBe(429)
})

test('a key in use gets through all the same, as does every other address', async () => {
  expect((await ask({ key: vendor })).status).toBe(200)
  for (let i = 0; i <= LIMIT; i++) await ask({ key: forged() })
  expect((await ask({ key: forged() })).status).toBe(429)
  expect((await ask({ key: vendor })).status).toBe(200)
  expect((await ask({ key: forged(), from: '192.0.2.2' })).status).toBe(404)
})

test('good keys are not counted as strangers, however many ask for the first time', async () => {
  const answers = await Promise.all(Array.from({ length: LIMIT }, () => ask({ key: vendor })))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect((await ask({ key: forged() })).status).toBe(404)
})

test('claims', async () => {
  const claim = () => ({ claim: makeClaim('acme-checkout', 'client', randomBytes), name: 'x' })
  const answered = await ask({ path: '/v1/claims', body: claim() })
  expect([answered.status, answered.headers.get('ratelimit')]).toEqual([409, `"address";r=${LIMIT - 1};t=60`])
  for (let i = 1; i < LIMIT; i++) await ask({ path: '/v1/claims', body: claim() })
  expect((await ask({ path: '/v1/claims', body: claim() })).status).toBe(429)
  expect((await ask({ path: '/v1/claims', body: claim(), from: '2001:db8::1' })).status).toBe(409)
})

test('the sign-in form', async () => {
  const signIn = (key: string) =>
    ask({
      path: '/sign-in',
      body: new URLSearchParams({ engagement: 'acme-checkout', key }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://plumbline.test',
        accept: 'text/html',
      },
    })
  for (let i = 0; i < LIMIT; i++) expect((await signIn(forged())).status).toBe(401)
  const refused = await signIn(forged())
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  expect(refused.text).toContain('Too many requests')
})

test('guesses at the operator’s key', async () => {
  const create = (key: string) => ask({ path: '/v1/engagements', key, body: { engagement: 'X' } })
  for (let i = 0; i < LIMIT; i++) expect((await create(`guess-${i}`)).status).toBe(401)
  expect((await create(OPERATOR_KEY)).status).toBe(429)
})

test('what costs nothing is not counted', async () => {
  for (let i = 0; i <= LIMIT; i++) expect((await ask({ path: '/healthz?probe=1' })).status).toBe(200)
  for (let i = 0; i <= LIMIT; i++) expect((await ask()).status).toBe(401)
})
