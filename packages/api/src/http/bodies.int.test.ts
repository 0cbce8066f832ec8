import { MINUTE } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { MAX_BODY_BYTES } from './body.ts'

let t: TestApp
let key: string
beforeAll(async () => {
  t = await startTestApp()
  key = (await t.engagement('acme-checkout')).vendor
})
afterAll(() => t.stop())

const EVENTS = '/v1/engagements/acme-checkout/events'
const GATE = '/v1/engagements/acme-checkout/gate'
const KEYS = '/v1/engagements/acme-checkout/keys'

const post = (path: string, text: string, headers: Record<string, string> = {}) =>
  t.ask('POST', path, { key, text, headers })
const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`

describe('refused before it costs anything', () => {
  test.each([
    { why: 'not JSON', text: '{"type":', status: 400, code: 'not_json' },
    { why: 'empty', text: '', status: 400, code: 'not_json' },
    { why: '21 levels deep', text: nested(21), status: 400, code: 'too_deep' },
    { why: '5,000 levels deep', text: '['.repeat(5000) + ']'.repeat(5000), status: 400, code: 'too_deep' },
    { why: 'too large by a byte', text: `"${'x'.repeat(MAX_BODY_BYTES - 1)}"`, status: 413, code: 'too_large' },
    {
      why: 'compressed',
      text: '{}',
      headers: { 'content-encoding': 'gzip' },
      status: 415,
      code: 'unsupported_encoding',
    },
    {
      why: 'brotli',
      text: '{}',
      headers: { 'content-encoding': 'identity, br' },
      status: 415,
      code: 'unsupported_encoding',
    },
    {
      why: 'a form',
      text: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 415,
      code: 'unsupported_media_type',
    },
    {
      why: 'XML',
      text: '<a/>',
      headers: { 'content-type': 'application/xml' },
      status: 415,
      code: 'unsupported_media_type',
    },
    {
      why: 'of another character set',
      text: '{}',
      headers: { 'content-type': 'application/json; charset=utf-16' },
      status: 415,
      code: 'unsupported_media_type',
    },
  ])('$why: $status $code', async ({ text, headers, status, code }) => {
    const before = t.deps.store.cost().writeUnits
    for (const path of [EVENTS, GATE, KEYS])
      expect((await post(path, text, headers ?? {})).json).toMatchObject({ status, code })
    expect(t.deps.store.cost().writeUnits).toBe(before)
  })

  test('a CloudEvent, but where events are posted', async () => {
    const headers = { 'content-type': 'application/cloudevents+json' }
    for (const path of [GATE, KEYS])
      expect((await post(path, '{}', headers)).json).toMatchObject({ status: 415, code: 'unsupported_media_type' })
    expect((await post(EVENTS, '{}', headers)).json).toMatchObject({ status: 422, code: 'invalid_event' })
  })

  test('bytes that are not UTF-8', async () => {
    const response = await t.app.request(EVENTS, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    })
    expect(await response.json()).toMatchObject({ status: 400, code: 'not_utf8' })
  })

  test('a body without a type', async () => {
    const response = await t.app.request(EVENTS, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: new TextEncoder().encode('{}'),
    })
    expect(await response.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' })
  })

  test('what is exactly as large and as deep as allowed is read', async () => {
    const largest = await post(EVENTS, `"${'x'.repeat(MAX_BODY_BYTES - 2)}"`, {
      'content-type': 'Application/JSON; Charset="UTF-8"',
      'content-encoding': 'identity',
    })
    expect(largest.json).toMatchObject({ status: 422 })
    expect((await post(EVENTS, nested(20))).json).toMatchObject({ status: 422, code: 'invalid_event' })
  })

  test('a stream that never ends is cut off', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(32))
      },
    })
    const response = await t.app.request(
      new Request(`http://plumbline.test${EVENTS}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': '2' },
        body: endless,
        duplex: 'half',
      } as RequestInit),
    )
    expect(response.status).toBe(413)
    expect(sent).toBeLessThan(2 * MAX_BODY_BYTES)
  })
})

test('a problem is RFC 9457, and names the request as its header does', async () => {
  const { json, headers } = await post(EVENTS, '{')
  expect(Object.keys(json)).toEqual(['type', 'title', 'status', 'detail', 'code', 'request_id', 'errors'])
  expect(json.type).toBe('https://plumbline.test/docs/problems/not_json')
  expect(headers.get('request-id')).toBe(json.request_id)
  expect(headers.get('content-type')).toBe('application/problem+json')
})

test('every answer carries the security headers, and nothing allows other sites', async () => {
  for (const path of ['/healthz', EVENTS, '/nothing']) {
    const { headers } = await t.ask('GET', path, { headers: { origin: 'https://evil.example' } })
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('past its requests a key waits, and is told how long', async () => {
  const limited = await startTestApp({ requestsPerMinute: 5 })
  const { vendor } = await limited.engagement('acme-checkout')
  for (let left = 4; left >= 0; left--) {
    const { headers } = await limited.ask('GET', '/v1/engagements/acme-checkout/breaches', { key: vendor })
    expect(headers.get('ratelimit')).toBe(`"key";r=${left};t=60`)
  }
  const refused = await limited.ask('GET', '/v1/engagements/acme-checkout/breaches', { key: vendor })
  expect(refused.json).toMatchObject({ status: 429, code: 'rate_limited' })
  expect(refused.headers.get('retry-after')).toBe('60')
  limited.clock.now += MINUTE
  expect((await limited.ask('GET', '/v1/engagements/acme-checkout/breaches', { key: vendor })).status).toBe(200)
  await limited.stop()
})
