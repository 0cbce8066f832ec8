import { describe, expect, test } from 'vitest'
import { fits, resultOf } from './http-result.ts'
import { LeanResponse } from './web/response.ts'

const MIB = 1024 * 1024

describe.each([
  ['the platform’s', Response],
  ['our own', LeanResponse as unknown as typeof Response],
])('of %s response', (_, Kind) => {
  test.each([
    { what: 'text', body: 'ü → 😀\n', encoded: false },
    { what: 'text that begins with a byte order mark', body: Buffer.from('\ufeffa'), encoded: false },
    { what: 'bytes', body: Uint8Array.of(0, 255, 128), encoded: true },
    { what: 'nothing', body: '', encoded: false },
  ])('$what arrives byte for byte', async ({ body, encoded }) => {
    const result = await resultOf(new Kind(body, { status: 201, headers: { 'content-type': 'x/y' } }))
    expect(result).toMatchObject({ statusCode: 201, headers: { 'content-type': 'x/y' }, isBase64Encoded: encoded })
    expect(Buffer.from(result.body, encoded ? 'base64' : 'utf8')).toEqual(Buffer.from(body))
  })

  test('each cookie is one of a list, and no header', async () => {
    const headers = new Headers([
      ['set-cookie', '__Host-plumbline=a; Secure'],
      ['set-cookie', 'b=c; Expires=Sun, 22 Nov 2026 12:00:00 GMT'],
      ['vary', 'a'],
      ['vary', 'b'],
    ])
    const result = await resultOf(new Kind(null, { status: 303, headers }))
    expect(result.headers).toEqual({ vary: 'a, b' })
    expect(result).toMatchObject({
      cookies: ['__Host-plumbline=a; Secure', 'b=c; Expires=Sun, 22 Nov 2026 12:00:00 GMT'],
    })
  })

  test('without cookies there is no list of them', async () => {
    expect(await resultOf(new Kind('x'))).not.toHaveProperty('cookies')
  })
})

describe('what the host passes on is told by its size as JSON', () => {
  const result = (body: string) => ({ statusCode: 200, headers: {}, body, isBase64Encoded: false })
  const frame = JSON.stringify(result('')).length
  test.each([
    { what: 'exactly the limit', body: 'x'.repeat(6 * MIB - frame), fits: true },
    { what: 'a byte more', body: 'x'.repeat(6 * MIB - frame + 1), fits: false },
    { what: 'text that escaping makes too large', body: '"'.repeat(4 * MIB), fits: false },
    { what: 'characters of three bytes', body: '→'.repeat(3 * MIB), fits: false },
    { what: 'control characters, which grow sixfold', body: '\u0001'.repeat(1 * MIB), fits: false },
  ])('$what', ({ body, fits: expected }) => {
    expect(fits(result(body))).toBe(expected)
  })
})
