import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
    { id: client.id, party: 'client', name: 'Acme, CTO', scopes: ['admin'], created_by: 'claim' },
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

test('the same Idempotency-Key makes one key, whose secret is shown once', async () => {
  const body = { name: 'once', scopes: ['read'] }
  const headers = { 'idempotency-key': 'try-1' }
  const first = await t.ask('POST', KEYS, { key: keys.vendor, body, headers })
  const second = await t.ask('POST', KEYS, { key: keys.vendor, body, headers })
  expect(second.json).toEqual({ ...first.json, key: null })
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  const other = await t.ask('POST', KEYS, { key: keys.vendor, body: { ...body, name: 'other' }, headers })
  expect(other.json).toMatchObject({ status: 409, code: 'idempotency_key_reused' })
  expect((await t.ask('POST', KEYS, { key: keys.client, body, headers })).json.id).not.toBe(first.json.id)
  const unreadable = await t.ask('POST', KEYS, { key: keys.vendor, body, headers: { 'idempotency-key': 'a b' } })
  expect(unreadable.json).toMatchObject({ status: 422 })
})

test('of many with one Idempotency-Key at the same moment one makes the key, the others hear of it', async () => {
  const ask = { key: keys.vendor, body: { name: 'at once', scopes: ['read'] }, headers: { 'idempotency-key': 'try-3' } }
  const answers = await Promise.all(Array.from({ length: 5 }, () => t.ask('POST', KEYS, ask)))
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
  expect(answers.filter(({ json }) => json.key !== null)).toHaveLength(1)
  const made = (await t.ask('GET', KEYS, { key: keys.vendor })).json.data
  expect(made.filter(({ name }: { name: string }) => name === 'at once')).toHaveLength(1)
})

test('what failed is not remembered', async () => {
  const headers = { 'idempotency-key': 'try-2' }
  expect((await t.ask('POST', KEYS, { key: keys.vendor, body: { name: 'x', scopes: ['raed'] }, headers })).status).toBe(
    422,
  )
  expect((await t.ask('POST', KEYS, { key: keys.vendor, body: { name: 'x', scopes: ['read'] }, headers })).status).toBe(
    201,
  )
})
