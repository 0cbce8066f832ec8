import { randomBytes } from 'node:crypto'
import { SECOND } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { makeClaim } from '../../auth/token.ts'
import { OPERATOR_KEY, startTestApp, type TestApp } from '../../testing/app.ts'

let t: TestApp
let keys: Record<'client' | 'vendor', string>
const KEYS = '/v1/engagements/acme-checkout/keys'
beforeAll(async () => {
  t = await startTestApp()
  keys = await t.engagement('acme-checkout')
})
afterAll(() => t.stop())

const create = (engagement: string) =>
  t.ask('POST', '/v1/engagements', { key: OPERATOR_KEY, body: { engagement, title: 'An example' } })
const take = (claim: string, more: object = {}) =>
  t.ask('POST', '/v1/claims', { body: { claim, name: 'Acme', ...more } })

test('an engagement is made once', async () => {
  expect((await create('twice-made')).status).toBe(201)
  expect((await create('twice-made')).json).toMatchObject({ status: 409, code: 'engagement_exists' })
  expect((await create('No Slug')).json).toMatchObject({
    status: 422,
    errors: [{ pointer: '/engagement', code: 'invalid_format' }],
  })
})

test('each party trades its claim for its first key, once; nobody learns whether a claim was ever there', async () => {
  const { claims } = (await create('claimed')).json
  const client = (await take(claims.client, { role: 'CTO' })).json
  expect(client).toMatchObject({ engagement: 'claimed', party: 'client', key: expect.stringMatching(/^plb_client_/) })
  const again = await take(claims.client)
  const neverMade = await take(makeClaim('claimed', 'client', randomBytes))
  const nowhere = await take(makeClaim('never-created', 'client', randomBytes))
  for (const { json } of [again, neverMade, nowhere]) {
    expect(json).toMatchObject({ status: 409, code: 'claim_not_open' })
    expect({ ...json, request_id: '' }).toEqual({ ...again.json, request_id: '' })
  }
  expect((await take('plc_claimed_client_x')).json).toMatchObject({ status: 422, errors: [{ pointer: '/claim' }] })
  expect((await take(claims.client.replace('client', 'vendor'))).json).toMatchObject({ status: 422 })
  const mine = (await t.ask('GET', '/v1/engagements/claimed/keys', { key: client.key })).json.data
  expect(mine).toMatchObject([
    { id: client.id, party: 'client', name: 'Acme', role: 'CTO', scopes: ['admin'], created_by: 'claim' },
  ])
})

test('of many who take one claim at the same moment one gets the key', async () => {
  const { claims } = (await create('contested')).json
  const answers = await Promise.all(Array.from({ length: 6 }, () => take(claims.vendor)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
})

test('a party sees and revokes its own keys, and none of the other’s', async () => {
  const made = (
    await t.ask('POST', KEYS, {
      key: keys.vendor,
      body: { name: 'CI', scopes: ['gate:run', 'gate:run', 'events:write'] },
    })
  ).json
  expect(made).toMatchObject({
    party: 'vendor',
    scopes: ['gate:run', 'events:write'],
    expires_at: null,
    revoked_at: null,
  })
  const ids = async (party: 'client' | 'vendor') =>
    (await t.ask('GET', KEYS, { key: keys[party] })).json.data.map(({ id }: { id: string }) => id)
  expect(await ids('vendor')).toContain(made.id)
  expect(await ids('client')).not.toContain(made.id)
  expect((await t.ask('DELETE', `${KEYS}/${made.id}`, { key: keys.client })).status).toBe(404)
  expect((await t.ask('DELETE', `${KEYS}/${made.id}`, { key: keys.vendor })).status).toBe(204)
  expect((await t.ask('DELETE', `${KEYS}/${made.id}`, { key: keys.vendor })).status).toBe(204)
  const [revoked] = (await t.ask('GET', KEYS, { key: keys.vendor })).json.data.filter(
    ({ id }: { id: string }) => id === made.id,
  )
  expect(revoked.revoked_at).toBe('2026-12-15T12:00:00.000Z')
})

test('a party can’t lock itself out', async () => {
  const [own] = (await t.ask('GET', KEYS, { key: keys.client })).json.data
  expect((await t.ask('DELETE', `${KEYS}/${own.id}`, { key: keys.client })).json).toMatchObject({
    status: 409,
    code: 'wrong_state',
  })
  const brief = { name: 'brief', scopes: ['admin'], expires_at: '2026-12-15T12:00:01Z' }
  expect((await t.ask('POST', KEYS, { key: keys.client, body: brief })).status).toBe(201)
  expect((await t.ask('DELETE', `${KEYS}/${own.id}`, { key: keys.client })).status).toBe(409)
  const next = (await t.ask('POST', KEYS, { key: keys.client, body: { name: 'next', scopes: ['admin'] } })).json
  expect((await t.ask('DELETE', `${KEYS}/${own.id}`, { key: next.key })).status).toBe(204)
  keys.client = next.key
})

test.each([
  [{ name: 'x', scopes: [] }, '/scopes', 'out_of_range'],
  [{ name: 'x', scopes: ['everything'] }, '/scopes/0', 'not_allowed'],
  [{ name: '', scopes: ['read'] }, '/name', 'out_of_range'],
  [{ name: 'two\nlines', scopes: ['read'] }, '/name', 'invalid'],
  [{ name: 'x', scopes: ['read'], party: 'client' }, '/party', 'unknown_field'],
  [{ name: 'x', scopes: ['read'], expires_at: '2026-12-15T12:00:00Z' }, '/expires_at', 'out_of_range'],
  [{ name: 'x', scopes: ['read'], expires_at: '9999-12-31T23:59:59-12:00' }, '/expires_at', 'out_of_range'],
])('a key of %j is refused', async (body, pointer, code) => {
  expect((await t.ask('POST', KEYS, { key: keys.vendor, body })).json).toMatchObject({
    status: 422,
    errors: [{ pointer, code }],
  })
})

describe('of one name a party has at most two live keys', () => {
  const make = (name: string, more: object = {}, key = keys.vendor) =>
    t.ask('POST', KEYS, { key, body: { name, scopes: ['read'], ...more } })

  test('so that one can replace the other; a third is refused, and says which to revoke', async () => {
    const first = (await make('rotated')).json
    t.clock.now += SECOND
    const second = (await make('rotated')).json
    const third = await make('rotated')
    expect(third.json).toMatchObject({ status: 409, code: 'too_many_keys' })
    expect(third.json.detail).toContain(`${first.id} and ${second.id}`)
    expect(third.json.detail).toContain('plumbline keys revoke')
    expect((await make('rotated', {}, keys.client)).status).toBe(201)
    expect((await make('Rotated')).status).toBe(201)
    await t.ask('DELETE', `${KEYS}/${first.id}`, { key: keys.vendor })
    expect((await make('rotated')).status).toBe(201)
    expect((await make('rotated')).status).toBe(409)
  })

  test('one that expired makes room', async () => {
    const expires_at = new Date(t.clock.now + SECOND).toISOString()
    expect([(await make('brief one', { expires_at })).status, (await make('brief one')).status]).toEqual([201, 201])
    expect((await make('brief one')).status).toBe(409)
    t.clock.now += SECOND
    expect((await make('brief one')).status).toBe(201)
  })

  test('also where many are made at the same moment, here and in another process', async () => {
    const second = createApp(t.deps)
    const elsewhere = () =>
      second.request(KEYS, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys.vendor}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'raced', scopes: ['read'] }),
      })
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 ? make('raced') : elsewhere())))
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(2)
    while ((await make('raced')).status === 201);
    const listed = (await t.ask('GET', KEYS, { key: keys.vendor })).json.data
    expect(listed.filter(({ name }: { name: string }) => name === 'raced')).toHaveLength(2)
  })
})

test.each([1, 2, 3, 4])('two admins who revoke each other at the same moment leave one: try %i', async (round) => {
  const { vendor: ada } = await t.engagement(`contended-${round}`)
  const path = `/v1/engagements/contended-${round}/keys`
  const body = { name: 'Grace', scopes: ['admin'] }
  const { key: grace, id: graceId } = (await t.ask('POST', path, { key: ada, body })).json
  const [, , adaId] = ada.split('_')
  const elsewhere = createApp(t.deps)
  const ask = (app: TestApp['app'], method: string, key: string, id = '') =>
    app.request(`${path}${id && `/${id}`}`, { method, headers: { authorization: `Bearer ${key}` } })
  // Both processes know their key before, so that neither hears of the other's revocation in time.
  await Promise.all([ask(t.app, 'GET', ada), ask(elsewhere, 'GET', grace)])
  const answers = await Promise.all([ask(t.app, 'DELETE', ada, graceId), ask(elsewhere, 'DELETE', grace, adaId)])
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
  const keys = await t.deps.store.forEngagement(`contended-${round}`).keys()
  expect(keys.filter(({ party, revokedAt }) => party === 'vendor' && revokedAt === null)).toHaveLength(1)
})
