import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Operation, type OperationId, operations, SCOPES } from '@plumbline/contract'
import { MINUTE } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATOR_KEY } from '../testing/app.ts'
import { put } from '../testing/decided.ts'
import { bodyFor, pathFor, startTenants, TENANT, type Tenants } from '../testing/tenants.ts'
import { base62 } from './base62.ts'
import { makeKey, makeOperatorKey } from './token.ts'

/*
 * One suite for every operation of the contract: an operation that is added is covered without a line here, and one
 * whose path or body nobody told of (testing/tenants.ts) fails.
 */

const ids = Object.keys(operations) as OperationId[]
const of = (access: 'party' | 'operator' | 'public') =>
  ids.filter((id) => (typeof operations[id].access === 'object' ? 'party' : operations[id].access) === access)

let world: Tenants
let expired: string
let revoked: string
beforeAll(async () => {
  world = await startTenants()
  const { t, keys } = world
  const make = async (name: string, more: object = {}) =>
    (
      await t.ask('POST', `/v1/engagements/${TENANT}/keys`, {
        key: keys.vendor,
        body: { name, scopes: [...SCOPES], ...more },
      })
    ).json
  expired = (await make('expired', { expires_at: new Date(t.clock.now + MINUTE).toISOString() })).key
  const ended = await make('revoked')
  revoked = ended.key
  await t.ask('DELETE', `/v1/engagements/${TENANT}/keys/${ended.id}`, { key: keys.vendor })
  t.clock.now += MINUTE
})
afterAll(() => world.stop())

/** Asks for something that is not there, so that nothing is deleted or moved by who may. */
const ask = (id: OperationId, key?: string) => {
  const operation: Operation = operations[id]
  const path = pathFor(operation, TENANT, (collection) => world.names[collection]?.absent)
  const body = bodyFor(id)
  return world.t.ask(operation.method.toUpperCase(), path, {
    ...(key === undefined ? {} : { key }),
    ...(body === undefined ? {} : { body }),
  })
}

const scopeOf = (id: OperationId) => {
  const { access }: Operation = operations[id]
  return typeof access === 'object' ? access.scope : null
}

/** The same words with the checksum they need: whoever forges a key can make one. */
const resealed = (key: string) => {
  const words = key.slice(0, -6)
  return words + base62(BigInt(crc32(words)), 6)
}
const swapSecret = (key: string, other: string) => {
  const [prefix, party, id] = key.split('_')
  return resealed([prefix, party, id, other.split('_')[3]].join('_'))
}
const swapParty = (key: string) => resealed(key.replace('plb_vendor', 'plb_client'))
const mistyped = (key: string) => `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`

/** Credentials that nobody should get in with; each with the answer. */
const BAD: { what: string; key: () => string | undefined; status: number; code: string }[] = [
  { what: 'none', key: () => undefined, status: 401, code: 'unauthenticated' },
  { what: 'something else', key: () => 'secret', status: 401, code: 'unauthenticated' },
  { what: 'a key with a typing error', key: () => mistyped(world.keys.vendor), status: 401, code: 'unauthenticated' },
  { what: 'a key cut short', key: () => world.keys.vendor.slice(0, -7), status: 401, code: 'unauthenticated' },
  { what: 'a key in capitals', key: () => world.keys.vendor.toUpperCase(), status: 401, code: 'unauthenticated' },
  { what: 'an expired key', key: () => expired, status: 401, code: 'key_expired' },
  { what: 'a revoked key', key: () => revoked, status: 401, code: 'key_revoked' },
  { what: 'no token', key: () => 'a.b.c', status: 401, code: 'token_refused' },
  {
    what: 'a token of nobody',
    key: () => world.token('push', { iss: 'https://evil.example' }),
    status: 401,
    code: 'token_refused',
  },
  { what: 'the operator’s key', key: () => OPERATOR_KEY, status: 403, code: 'operator_refused' },
  { what: 'another operator’s key', key: () => makeOperatorKey(randomBytes), status: 403, code: 'operator_refused' },
  {
    what: 'a key that was never made',
    key: () => makeKey('vendor', TENANT, randomBytes).token,
    status: 404,
    code: 'not_found',
  },
  {
    what: 'a known id with another secret',
    key: () => swapSecret(world.keys.vendor, makeKey('vendor', TENANT, randomBytes).token),
    status: 404,
    code: 'not_found',
  },
  { what: 'a known key for the other party', key: () => swapParty(world.keys.vendor), status: 404, code: 'not_found' },
  { what: 'a key of another tenant', key: () => world.keys.stranger, status: 404, code: 'not_found' },
  {
    what: 'a token of another repository',
    key: () => world.token('push', { repository_id: '1002' }),
    status: 404,
    code: 'not_found',
  },
]

describe.each(of('party'))('%s', (id) => {
  test.each(BAD)('lets nobody in with $what', async ({ key, status, code }) => {
    const before = world.t.deps.store.cost().writeUnits
    const answer = await ask(id, key())
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
    expect(world.t.deps.store.cost().writeUnits).toBe(before)
  })

  test.each(SCOPES)('with a key of the scope %s', async (scope) => {
    const { status, json } = await ask(id, world.scoped[scope])
    if (scope === scopeOf(id) || scope === 'admin') expect([401, 403]).not.toContain(status)
    else expect([status, json.code]).toEqual([403, 'scope_missing'])
  })

  test.each([
    { event: 'push', scopes: ['events:write', 'gate:run', 'read'] },
    { event: 'pull_request', scopes: ['events:write', 'gate:run'] },
    { event: 'pull_request_target', scopes: ['gate:run'] },
  ])('with a token of $event', async ({ event, scopes }) => {
    const { status, json } = await ask(id, world.token(event))
    if (scopes.includes(scopeOf(id) ?? '')) expect([401, 403]).not.toContain(status)
    else expect([status, json.code]).toEqual([403, 'scope_missing'])
  })

  test('lets the arbiter read, and rule; everything else is for the parties', async () => {
    const { access, method }: Operation = operations[id]
    const scope = scopeOf(id)
    const { status, json } = await ask(id, world.keys.arbiter)
    const may = typeof access === 'object' && (method === 'get' || access.arbiter === true)
    if (scope !== 'read' && scope !== 'breaches:write') expect([status, json.code]).toEqual([403, 'scope_missing'])
    else if (!may) expect([status, json.code]).toEqual([403, 'wrong_party'])
    else expect([401, 403]).not.toContain(status)
  })

  test('takes the client’s keys as the vendor’s, unless it is the other party’s to do', async () => {
    const { status, json } = await ask(id, world.keys.client)
    expect(status).not.toBe(401)
    if (status === 403) expect(json.code).toBe('wrong_party')
  })
})

describe.each(of('operator'))('%s', (id) => {
  test.each([
    { what: 'nothing', key: () => undefined, status: 401, code: 'unauthenticated' },
    { what: 'a guess', key: () => 'guess', status: 401, code: 'unauthenticated' },
    { what: 'a party’s admin key', key: () => world.keys.vendor, status: 403, code: 'operator_only' },
    { what: 'a key of CI', key: () => world.scoped['gate:run'], status: 403, code: 'operator_only' },
    { what: 'another operator’s key', key: () => makeOperatorKey(randomBytes), status: 403, code: 'operator_only' },
    { what: 'a token', key: () => world.token(), status: 401, code: 'unauthenticated' },
  ])('lets nobody in with $what', async ({ key, status, code }) => {
    const answer = await ask(id, key())
    expect([answer.status, answer.json.code]).toEqual([status, code])
  })

  test('lets the operator in', async () => {
    expect((await ask(id, OPERATOR_KEY)).status).toBeLessThan(300)
  })
})

test.each(of('public'))('%s asks for nothing, whatever is shown', async (id) => {
  const [bare, ...others] = await Promise.all([
    ask(id),
    ask(id, 'secret'),
    ask(id, expired),
    ask(id, world.keys.vendor),
  ])
  expect([401, 403]).not.toContain(bare?.status)
  for (const other of others) expect(other.status).toBe(bare?.status)
})

test('a key that is sealed anew without a change is the same key', () => {
  expect(resealed(world.keys.vendor)).toBe(world.keys.vendor)
})

test('no secret is kept, and none is logged', async () => {
  const { t, keys, scoped } = world
  const secrets = [OPERATOR_KEY, expired, revoked, ...Object.values(keys), ...Object.values(scoped)].map(
    (key) => key.split('_').at(-1)?.slice(0, 43) ?? '',
  )
  const kept = JSON.stringify(await t.deps.store.forEngagement(TENANT).keys())
  const logged = JSON.stringify(t.logs)
  expect(logged).toContain('"operation":"getStatus"')
  for (const secret of secrets) {
    expect(kept).not.toContain(secret)
    expect(logged).not.toContain(secret)
  }
})

test('a revoked key works nowhere, at once in this process and within the cache’s time in another', async () => {
  const { t, keys } = world
  const path = `/v1/engagements/${TENANT}/keys`
  const list = (key: string) => t.ask('GET', `/v1/engagements/${TENANT}/breaches`, { key })
  const make = async () =>
    (await t.ask('POST', path, { key: keys.vendor, body: { name: 'brief', scopes: ['read'] } })).json
  const first = await make()
  expect((await list(first.key)).status).toBe(200)
  const store = t.deps.store.forEngagement(TENANT)
  await put(store, { kind: 'end_key', id: first.id, at: t.clock.now })
  t.clock.now += t.deps.config.keyCacheMs - 1
  expect((await list(first.key)).status).toBe(200)
  t.clock.now += 1
  expect((await list(first.key)).json).toMatchObject({ status: 401, code: 'key_revoked' })
  // What the configuration allows is within the minute that is promised.
  expect(t.deps.config.keyCacheMs).toBeLessThanOrEqual(MINUTE)

  const second = await make()
  expect((await list(second.key)).status).toBe(200)
  expect((await t.ask('DELETE', `${path}/${second.id}`, { key: keys.vendor })).status).toBe(204)
  expect((await list(second.key)).json).toMatchObject({ status: 401, code: 'key_revoked' })
})

test.each(['nothing'])('/%s is no call of ours', async (name) => {
  const { t, keys } = world
  for (const path of [`/v1/engagements/${TENANT}/${name}`, `/v1/${name}`, `/${name}`]) {
    expect((await t.ask('GET', path, { key: keys.vendor })).json).toMatchObject({ status: 404, code: 'not_found' })
    expect((await t.ask('PUT', path, { key: keys.vendor })).status).toBe(404)
  }
})
