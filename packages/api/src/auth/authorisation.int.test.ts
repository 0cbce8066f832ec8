import { randomBytes } from 'node:crypto'
import { type Operation, type OperationId, operations, SCOPES, type Scope } from '@plumbline/contract'
import { MINUTE } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, OPERATOR_KEY, startTestApp, type TestApp } from '../testing/app.ts'
import { makeKey } from './token.ts'

/* One suite for every operation of the contract: an operation that is added is covered without a line here. */

let t: TestApp
let admin: string
let foreign: string
const byScope = new Map<Scope, string>()

const makeScoped = async (scopes: Scope[], expires_at?: string): Promise<{ id: string; key: string }> =>
  (
    await t.ask('POST', '/v1/engagements/acme-checkout/keys', {
      key: admin,
      body: { name: scopes.join(), scopes, expires_at },
    })
  ).json

beforeAll(async () => {
  t = await startTestApp()
  admin = (await t.engagement('acme-checkout')).vendor
  foreign = (await t.engagement('other-tenant')).vendor
  for (const scope of SCOPES) byScope.set(scope, (await makeScoped([scope])).key)
})
afterAll(() => t.stop())

const all = Object.entries(operations) as [OperationId, Operation][]
const ofParty = all.filter(([, { access }]) => typeof access === 'object')

const pathOf = ({ path }: Operation, engagement = 'acme-checkout') =>
  path
    .replace('{engagement}', engagement)
    .replace('{version}', '1')
    .replace('{key}', 'coverage')
    .replaceAll(/\{\w+\}/g, 'deadbeefdeadbeef')

const ask = (operation: Operation, key?: string, engagement?: string) =>
  t.ask(operation.method.toUpperCase(), pathOf(operation, engagement), key === undefined ? {} : { key })

/** Everything that a caller can see of an answer, but for what names the request. */
const bytesOf = ({ status, headers, text, json }: Answer) => ({
  status,
  text: json ? text.replace(json.request_id, '') : text,
  headers: Object.fromEntries([...headers].filter(([name]) => name !== 'request-id')),
})

describe.each(ofParty)('%s', (_, operation) => {
  test.each(SCOPES)('a key with the scope %s', async (scope) => {
    const { status, json } = await ask(operation, byScope.get(scope))
    const needed = typeof operation.access === 'object' ? operation.access.scope : null
    if (scope === needed || scope === 'admin') expect([401, 403]).not.toContain(status)
    else expect({ status, code: json.code }).toEqual({ status: 403, code: 'scope_missing' })
  })

  test('the operator takes no part', async () => {
    expect((await ask(operation, OPERATOR_KEY)).json).toMatchObject({ status: 403, code: 'operator_refused' })
  })

  test('another tenant’s key gets the bytes of an absent engagement, and touches nothing', async () => {
    const before = t.deps.store.cost()
    const present = await ask(operation, foreign)
    const absent = await ask(operation, foreign, 'never-created')
    expect(bytesOf(present)).toEqual(bytesOf(absent))
    expect(present.status).toBe(404)
    expect(t.deps.store.cost()).toEqual(before)
  })

  test.each([
    ['none', undefined],
    ['no key at all', 'secret'],
    ['a key with a typing error', () => `${admin.slice(0, -1)}${admin.endsWith('0') ? '1' : '0'}`],
    ['a key cut short', () => admin.slice(0, -7)],
  ])('credentials: %s', async (_name, key) => {
    const before = t.deps.store.cost()
    const { status, json, headers } = await ask(operation, typeof key === 'function' ? key() : key)
    expect({ status, code: json.code }).toEqual({ status: 401, code: 'unauthenticated' })
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(t.deps.store.cost()).toEqual(before)
  })
})

test('a well-formed key that was never made gets the bytes of an absent engagement', async () => {
  const forged = makeKey('vendor', 'acme-checkout', randomBytes).token
  const forgedForAbsent = makeKey('vendor', 'never-created', randomBytes).token
  const present = await ask(operations.getStatus, forged)
  expect(bytesOf(present)).toEqual(bytesOf(await ask(operations.getStatus, forgedForAbsent, 'never-created')))
  expect(present.status).toBe(404)
})

test('a key id with another secret, or for the other party, is no key', async () => {
  const [, , id] = admin.split('_')
  const { token } = makeKey('vendor', 'acme-checkout', (size) =>
    size === 6 ? Buffer.from(String(id).slice(6), 'hex') : randomBytes(size),
  )
  expect(token.split('_')[2]).toBe(id)
  expect((await ask(operations.getStatus, token)).status).toBe(404)
})

test('an expired key says so', async () => {
  const soon = new Date(t.clock.now + MINUTE).toISOString()
  const { key } = await makeScoped(['read'], soon)
  expect((await ask(operations.listBreaches, key)).status).toBe(200)
  t.clock.now += MINUTE
  expect((await ask(operations.listBreaches, key)).json).toMatchObject({ status: 401, code: 'key_expired' })
})

test('a revoked key works nowhere, at once in this process and within the cache’s time in another', async () => {
  const { id, key } = await makeScoped(['read'])
  expect((await ask(operations.listBreaches, key)).status).toBe(200)
  await t.deps.store.forEngagement('acme-checkout').revokeKey(id, t.clock.now)
  t.clock.now += t.deps.config.keyCacheMs - 1
  expect((await ask(operations.listBreaches, key)).status).toBe(200)
  t.clock.now += 1
  expect((await ask(operations.listBreaches, key)).json).toMatchObject({ status: 401, code: 'key_revoked' })

  const second = await makeScoped(['read'])
  expect((await ask(operations.listBreaches, second.key)).status).toBe(200)
  expect((await t.ask('DELETE', `/v1/engagements/acme-checkout/keys/${second.id}`, { key: admin })).status).toBe(204)
  expect((await ask(operations.listBreaches, second.key)).json).toMatchObject({ status: 401, code: 'key_revoked' })
})

test.each(['not a slug', 'A', '..', 'acme-checkout%00', 'acme%23checkout'])(
  'the engagement %j is simply not there',
  async (name) => {
    const { status } = await t.ask('GET', `/v1/engagements/${encodeURIComponent(name)}/status`, { key: admin })
    expect(status).toBe(404)
  },
)

test('the operator’s call takes the operator’s key', async () => {
  expect((await ask(operations.createEngagement, admin)).json).toMatchObject({ status: 403, code: 'operator_only' })
  expect((await ask(operations.createEngagement)).json).toMatchObject({ status: 401, code: 'unauthenticated' })
  expect((await ask(operations.createEngagement, `${OPERATOR_KEY}x`)).json).toMatchObject({ status: 401 })
})

test('no secret is kept, and none is logged', async () => {
  const secrets = [admin, foreign, OPERATOR_KEY, ...byScope.values()].map(
    (key) => key.split('_').at(-1)?.slice(0, 43) ?? '',
  )
  const kept = JSON.stringify(await t.deps.store.forEngagement('acme-checkout').keys())
  const logged = JSON.stringify(t.logs)
  expect(logged).toContain('"operation":"getStatus"')
  for (const secret of secrets) {
    expect(kept).not.toContain(secret)
    expect(logged).not.toContain(secret)
  }
})

test.each(['/v1/engagements/acme-checkout/clocks', '/v1/engagements/acme-checkout/ledger', '/v1/nothing', '/nothing'])(
  '%s is no call of ours',
  async (path) => {
    expect((await t.ask('GET', path, { key: admin })).json).toMatchObject({ status: 404, code: 'not_found' })
    expect((await t.ask('PUT', path, { key: admin })).status).toBe(404)
  },
)
