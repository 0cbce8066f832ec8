import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Issuer, publicJwk, signingKey, startIssuer } from '../../testing/issuer.ts'
import { fetchIssuerKeys } from './issuer-keys.ts'

let issuer: Issuer
beforeAll(async () => {
  issuer = await startIssuer(() => 0)
})
beforeEach(() => issuer.behave(null))
afterAll(() => issuer.stop())

const discovery = (more: object = {}) => ({ issuer: issuer.url, jwks_uri: `${issuer.url}/keys`, ...more })
/** Answers the discovery document, then the keys. */
const answer = (document: unknown, keys: unknown = { keys: [publicJwk(issuer.key)] }) =>
  issuer.behave((request, response) => {
    response.end(JSON.stringify(request.url?.endsWith('configuration') ? document : keys))
  })

test('keys are found where the issuer says, and only what verifies is taken from them', async () => {
  const second = signingKey('key-2')
  issuer.publish([
    { ...publicJwk(issuer.key), x5c: ['a certificate'], d: 'never' },
    publicJwk(second),
    { kty: 'oct', kid: 'secret', k: 'c2VjcmV0' },
    { kty: 'EC', kid: 'curve', crv: 'P-256', x: 'x', y: 'y' },
    { ...publicJwk(second), kid: 'for encryption', use: 'enc' },
    { ...publicJwk(second), kid: 'for another algorithm', alg: 'PS256' },
    { ...publicJwk(second), kid: undefined },
    null,
    'key',
  ])
  const keys = await fetchIssuerKeys(issuer.url)
  expect(keys.map(({ kid }) => kid)).toEqual(['key-1', 'key-2'])
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  issuer.publish([publicJwk(issuer.key)])
})

describe('nothing is taken', () => {
  test.each([
    { why: 'of another issuer', document: () => discovery({ issuer: 'https://evil.example' }) },
    { why: 'of an issuer written otherwise', document: () => discovery({ issuer: `${issuer.url}/` }) },
    { why: 'from a file', document: () => discovery({ jwks_uri: 'file:///etc/passwd' }) },
    { why: 'where nothing is said', document: () => ({}) },
    { why: 'where null is said', document: () => null },
    { why: 'where no key can be used', document: () => discovery(), keys: { keys: [{ kty: 'oct', k: 'AA' }] } },
    {
      why: 'where there are too many',
      document: () => discovery(),
      keys: { keys: Array.from({ length: 101 }, () => 0) },
    },
    { why: 'where the keys are none', document: () => discovery(), keys: [] },
  ])('$why', async ({ document, keys }) => {
    answer(document(), keys)
    await expect(fetchIssuerKeys(issuer.url)).rejects.toThrow()
  })

  test('from another place, which is not even asked', async () => {
    const elsewhere = await startIssuer(() => 0)
    answer(discovery({ jwks_uri: `${elsewhere.url}/.well-known/jwks` }))
    await expect(fetchIssuerKeys(issuer.url)).rejects.toThrow(/at another place/)
    expect(elsewhere.asked).toEqual([])
    await elsewhere.stop()
  })

  test('that is no JSON, no success, or leads elsewhere', async () => {
    issuer.behave((_, response) => response.end('<html>'))
    await expect(fetchIssuerKeys(issuer.url)).rejects.toThrow(SyntaxError)
    issuer.behave((_, response) => response.writeHead(500).end('{}'))
    await expect(fetchIssuerKeys(issuer.url)).rejects.toThrow(/answered 500/)
    issuer.behave((request, response) => response.writeHead(302, { location: `${request.url}?` }).end())
    const before = issuer.asked.length
    await expect(fetchIssuerKeys(issuer.url)).rejects.toThrow()
    expect(issuer.asked.length).toBe(before + 1)
  })

  test('that has no end: it is cut off, also where it says it is short', async () => {
    let sent = 0
    issuer.behave((_, response) => {
      const chunk = Buffer.alloc(16_384, 32)
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', more)
      more()
    })
    await expect(fetchIssuerKeys(issuer.url, 60_000)).rejects.toThrow(/more than 65536 bytes/)
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test('that does not come in time', async () => {
    issuer.behave(() => {})
    await expect(fetchIssuerKeys(issuer.url, 20)).rejects.toMatchObject({ name: 'TimeoutError' })
    issuer.behave((_, response) => response.write('{'))
    await expect(fetchIssuerKeys(issuer.url, 20)).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})
