import { describe, expect, test } from 'vitest'
import { eventOf, type Front, type Sent } from '../testing/lambda/http.ts'
import { type HttpEvent, isHttpEvent, requestOf } from './http-event.ts'

const get = (target: string, front?: Front) => requestOf(eventOf({ method: 'GET', target, headers: {} }, front))
const post = (more: Partial<Sent>, change: Partial<HttpEvent> = {}) =>
  requestOf({ ...eventOf({ method: 'POST', target: '/', headers: {}, ...more }), ...change })

describe('the address is the one that was asked for', () => {
  test.each([
    ['/', '/'],
    [
      '/v1/engagements/acme-checkout/events/a%2Fb%3Fc%23d?source=ci',
      '/v1/engagements/acme-checkout/events/a%2Fb%3Fc%23d?source=ci',
    ],
    ['/x?q=a%20b&q=c&empty=', '/x?q=a%20b&q=c&empty='],
    ['//evil.example/x', '//evil.example/x'],
    ['/a%25b', '/a%25b'],
    ['/%E2%9C%93', '/%E2%9C%93'],
  ])('%s behind a function URL', (target, expected) => {
    expect(get(target).url).toBe(`https://abcd.lambda-url.eu-central-1.on.aws${expected}`)
  })

  test.each([
    { why: 'a decoded path is escaped again', target: '/a%20b%23c', path: '/a%20b%23c', search: '' },
    { why: 'a decoded percent sign too', target: '/100%25', path: '/100%25', search: '' },
    { why: 'what the front itself cut off is gone', target: '/a%3Fb?c=1', path: '/a', search: '?c=1' },
  ])('behind an HTTP API: $why', ({ target, path, search }) => {
    const { pathname, search: query } = new URL(get(target, 'HTTP API').url)
    expect([pathname, query]).toEqual([path, search])
  })

  test('a query ends with the address', () => {
    const event = { ...eventOf({ method: 'GET', target: '/', headers: {} }), rawQueryString: 'q=a#b&c=d' }
    expect(new URL(requestOf(event).url)).toMatchObject({ search: '?q=a%23b&c=d', hash: '' })
  })

  test('no path reaches another host or begins a query', () => {
    const event = eventOf({ method: 'GET', target: '/', headers: {} })
    for (const rawPath of ['@evil.example/', '/a?admin=1#x', '/\\evil.example', '\u{d800}', ''])
      expect(new URL(requestOf({ ...event, rawPath }).url)).toMatchObject({
        host: event.headers.host,
        search: '',
        hash: '',
      })
  })
})

describe('the body is the bytes that were sent', () => {
  const bytes = Buffer.from([0, 1, 128, 255, 10])
  test('binary comes in base64', async () => {
    const request = post({ body: bytes, headers: { 'content-type': 'application/octet-stream' } })
    expect(Buffer.from(await request.arrayBuffer())).toEqual(bytes)
  })
  test('YAML too, for the host does not know it for text', async () => {
    const event = eventOf({
      method: 'POST',
      target: '/',
      headers: { 'content-type': 'application/yaml' },
      body: Buffer.from('ü: 1'),
    })
    expect(event).toMatchObject({ isBase64Encoded: true })
    expect(await requestOf(event).text()).toBe('ü: 1')
  })
  test('text comes as it is', async () => {
    expect(
      await post({ body: Buffer.from('{"a":"ü"}'), headers: { 'content-type': 'application/json' } }).json(),
    ).toEqual({
      a: 'ü',
    })
  })
  test.each(['2', '999999999', 'x', '-1'])('its length is counted, where its sender says %s', (claimed) => {
    const request = post({
      body: bytes,
      headers: { 'content-length': claimed, 'content-type': 'application/octet-stream' },
    })
    expect(request.headers.get('content-length')).toBe('5')
  })
  test('a length without a body is no length', () => {
    expect(post({ headers: { 'content-length': '5' } }).headers.has('content-length')).toBe(false)
  })
  test.each(['GET', 'HEAD', 'get'])('%s has none', (method) => {
    expect(requestOf({ ...eventOf({ method, target: '/', headers: {}, body: bytes }) }).body).toBeNull()
  })
})

test('cookies come apart and are one header again', () => {
  const request = post({ headers: { cookie: '__Host-plumbline=a; b=c' } })
  expect(request.headers.get('cookie')).toBe('__Host-plumbline=a; b=c')
})

test('a header that was sent twice is one with commas; one that no server takes is none', () => {
  const request = post({ headers: { accept: 'a,b', 'x-ü': '1', 'x-nul': 'a\0b', 'x-utf8': 'ü' } })
  expect(request.headers.get('accept')).toBe('a,b')
  expect(request.headers.has('x-nul')).toBe(false)
  // The same two characters that a server of Node’s makes of these bytes.
  expect(request.headers.get('x-utf8')).toBe('Ã¼')
})

test.each(['TRACE', 'CONNECT', 'PROPFIND'])('%s is a method like any other that nobody knows', (method) => {
  expect(requestOf(eventOf({ method, target: '/', headers: {} })).method).toBe(method)
})

test.each([
  ['a test event of the console', { key1: 'value1' }],
  ['nothing', null],
  ['an event of the older format', { path: '/', httpMethod: 'GET', headers: {}, requestContext: {} }],
  ['records of a stream', { Records: [] }],
])('%s is no HTTP event', (_, event) => {
  expect(isHttpEvent(event)).toBe(false)
})
