import { MINUTE } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'

let t: TestApp
let keys: Record<'client' | 'vendor', string>
const KEYS = '/v1/engagements/acme-checkout/keys'
beforeAll(async () => {
  t = await startTestApp()
  keys = await t.engagement('acme-checkout')
})
afterAll(() => t.stop())

const named = async (name: string) =>
  (await t.ask('GET', KEYS, { key: keys.vendor })).json.data.filter((key: { name: string }) => key.name === name)

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

describe('with another process that answers the same request', () => {
  const elsewhere = async (header: string, name: string) => {
    const response = await createApp(t.deps).request(KEYS, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys.vendor}`,
        'content-type': 'application/json',
        'idempotency-key': header,
      },
      body: JSON.stringify({ name, scopes: ['read'] }),
    })
    return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) }
  }

  test('one makes the key; who comes meanwhile is told to ask again, and then hears of it', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => elsewhere('across-1', 'across')))
    expect(answers.filter(({ status, json }) => status === 201 && json.key !== null)).toHaveLength(1)
    for (const { status, headers, json } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, json.code]).toEqual([409, 'idempotency_key_in_use'])
      expect(headers.get('retry-after')).toBe('1')
    }
    const later = await elsewhere('across-1', 'across')
    expect([later.status, later.json.key, later.headers.get('idempotent-replayed')]).toEqual([201, null, 'true'])
    expect(await named('across')).toHaveLength(1)
  })

  test('one that ended in the middle leaves it to the next, a minute later', async () => {
    const store = t.deps.store.forEngagement('acme-checkout')
    const [, , keyId] = keys.vendor.split('_')
    const ended = { requestHash: 'of another body', holder: 'a process that ended', leaseMs: MINUTE, now: t.clock.now }
    await store.reserve(`createKey ${keyId} across-2`, ended)
    expect((await elsewhere('across-2', 'taken over')).json).toMatchObject({ code: 'idempotency_key_reused' })
    t.clock.now += MINUTE
    expect((await elsewhere('across-2', 'taken over')).status).toBe(201)
    expect(await named('taken over')).toHaveLength(1)
  })
})

test('a request that was refused leaves nothing behind', async () => {
  const headers = { 'idempotency-key': 'refused' }
  const body = { name: 'twice', scopes: ['read'] }
  const make = (more: object = {}) => t.ask('POST', KEYS, { key: keys.vendor, body, ...more })
  await make()
  await make()
  expect((await make({ headers })).status).toBe(409)
  const [first] = await named('twice')
  await t.ask('DELETE', `${KEYS}/${first.id}`, { key: keys.vendor })
  const then = await make({ headers })
  expect([then.status, then.headers.get('idempotent-replayed')]).toEqual([201, null])
})
