import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../app.ts'
import { ConfigMistake } from '../config.ts'
import { MAX_BODY_BYTES } from '../http/body.ts'
import type { AppEnv } from '../http/env.ts'
import type { LogLine } from '../http/log.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment } from '../testing/events.ts'
import { eventOf, type Sent } from '../testing/lambda/http.ts'
import { httpHandler } from './http-handler.ts'
import type { HttpResult } from './http-result.ts'

const EVENTS = '/v1/engagements/acme-checkout/events'

let t: TestApp
let key: string
let handler: ReturnType<typeof httpHandler>
beforeAll(async () => {
  t = await startTestApp()
  key = (await t.engagement('acme-checkout')).vendor
  handler = httpHandler(
    () => t.app,
    (line) => void t.logs.push(line),
  )
})
afterAll(() => t.stop())

const send = async (sent: Partial<Sent>): Promise<HttpResult & { json: unknown }> => {
  const headers = { authorization: `Bearer ${key}`, ...sent.headers }
  const result = await handler(eventOf({ method: 'POST', target: EVENTS, ...sent, headers }))
  const isJson = /json/.test(result.headers['content-type'] ?? '') && result.body !== ''
  return { ...result, json: isJson ? JSON.parse(result.body) : null }
}
const json = (value: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
})

describe('a body is counted as it was sent, whatever is said of it', () => {
  const large = Buffer.from(`"${'x'.repeat(MAX_BODY_BYTES - 1)}"`)
  const largest = Buffer.from(`"${'x'.repeat(MAX_BODY_BYTES - 2)}"`)
  test.each([
    { what: 'as text', headers: { 'content-type': 'application/json' } },
    { what: 'in base64', headers: { 'content-type': 'application/json; charset=utf-8' }, encoded: true },
    { what: 'with a length that lies', headers: { 'content-type': 'application/json', 'content-length': '2' } },
    { what: 'with a length that is none', headers: { 'content-type': 'application/json', 'content-length': '-1' } },
    { what: 'in chunks', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } },
  ])('too large by a byte, $what: 413, and nothing is written', async ({ headers, encoded }) => {
    const before = t.deps.store.cost().writeUnits
    const event = eventOf({
      method: 'POST',
      target: EVENTS,
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: large,
    })
    const asSent = encoded ? { ...event, body: large.toString('base64'), isBase64Encoded: true } : event
    const result = await handler(asSent)
    expect([result.statusCode, JSON.parse(result.body).code]).toEqual([413, 'too_large'])
    expect(t.deps.store.cost().writeUnits).toBe(before)
  })

  test('the largest is read, though its base64 is larger than allowed', async () => {
    const event = eventOf({
      method: 'POST',
      target: EVENTS,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })
    const result = await handler({ ...event, body: largest.toString('base64'), isBase64Encoded: true })
    expect([result.statusCode, JSON.parse(result.body).code]).toEqual([422, 'invalid_event'])
  })

  test.each(['gzip', 'br', 'deflate, identity'])('compressed by %s it is not unpacked: 415', async (encoding) => {
    const result = await send({
      body: large,
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
    })
    expect([result.statusCode, result.json]).toMatchObject([415, { code: 'unsupported_encoding' }])
  })
})

test('an id of any characters comes back under its own address', async () => {
  const id = 'a/b?c=d#e %25 ü'
  const sent = await send(json(deployment('d1', 1, {}, { id, source: 'ci' })))
  expect(sent.json).toMatchObject({ results: [{ status: 'recorded' }] })
  const found = await send({ method: 'GET', target: `${EVENTS}/${encodeURIComponent(id)}?source=ci` })
  expect(found.json).toMatchObject({ event: { id } })
})

test('what only a browser or a probe sends is answered as by a server', async () => {
  expect(await send({ method: 'HEAD', target: '/healthz' })).toMatchObject({ statusCode: 200, body: '' })
  expect(await send({ method: 'TRACE', target: '/healthz' })).toMatchObject({ statusCode: 404 })
  expect(await send({ method: 'GET', target: '/', headers: { accept: 'text/html', cookie: 'a=b' } })).toMatchObject({
    statusCode: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
})

test('who asks is the other end of the connection, as the host knows it', async () => {
  const seen: unknown[] = []
  const app: App = new Hono<AppEnv>()
  app.get('/', (context) => {
    seen.push(context.env.address)
    return context.body(null, 204)
  })
  const asked = httpHandler(
    () => app,
    () => {},
  )
  await asked(eventOf({ method: 'GET', target: '/', headers: { 'x-forwarded-for': '203.0.113.7' } }))
  expect(seen).toEqual(['127.0.0.1'])
})

test('an answer larger than the host passes on says so, and what to do', async () => {
  const app: App = new Hono<AppEnv>()
  app.get('/', (context) => context.text('x'.repeat(7 * 1024 * 1024), 200, { 'Request-Id': 'req_1' }))
  const result = await httpHandler(
    () => app,
    () => {},
  )(eventOf({ method: 'GET', target: '/', headers: {} }))
  expect(result.statusCode).toBe(422)
  expect(JSON.parse(result.body)).toMatchObject({
    code: 'invalid_request',
    request_id: 'req_1',
    errors: [{ code: 'too_large', detail: expect.stringContaining('limit') }],
  })
})

test('it is made once, for the address of the first request', async () => {
  const made: string[] = []
  const asked = httpHandler(
    (domainName) => {
      made.push(domainName)
      return t.app
    },
    () => {},
  )
  for (let n = 0; n < 3; n++) await asked(eventOf({ method: 'GET', target: '/healthz', headers: {} }))
  expect(made).toEqual(['abcd.lambda-url.eu-central-1.on.aws'])
})

test('one that can’t be made is a 503 and a line that says why, for each request; then it works', async () => {
  const lines: LogLine[] = []
  let broken = true
  const asked = httpHandler(
    () => {
      if (broken) throw new ConfigMistake('PLUMBLINE_SECRET is not set')
      return t.app
    },
    (line) => void lines.push(line),
  )
  const event = eventOf({ method: 'POST', target: EVENTS, headers: { authorization: `Bearer ${key}` } })
  for (let n = 0; n < 2; n++) {
    const { statusCode, headers, body } = await asked(event)
    expect([statusCode, headers['retry-after'], headers['x-content-type-options']]).toEqual([503, '60', 'nosniff'])
    expect(JSON.parse(body)).toMatchObject({ code: 'unavailable', request_id: lines[n]?.request_id })
    expect(body).not.toContain('PLUMBLINE_SECRET')
  }
  expect(lines).toMatchObject([
    {
      level: 'error',
      message: 'not started',
      error: { name: 'ConfigMistake', message: 'PLUMBLINE_SECRET is not set' },
    },
    { level: 'error', message: 'not started' },
  ])
  expect(JSON.stringify(lines)).not.toContain(key)
  broken = false
  expect(await asked(eventOf({ method: 'GET', target: '/healthz', headers: {} }))).toMatchObject({ statusCode: 200 })
})

test('what is no HTTP request is told so to whoever invoked it', async () => {
  await expect(handler({ key1: 'value1' })).rejects.toThrow('by the function’s URL')
})
