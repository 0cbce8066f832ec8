import { createHmac, sign } from 'node:crypto'
import { SECOND } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp } from '../../testing/app.ts'
import { AUDIENCE, compact, type Issuer, publicJwk, rs256, type SigningKey, signingKey } from '../../testing/issuer.ts'
import { BOUND as E, startTokenWorld, type TokenWorld } from '../../testing/token-world.ts'

let world: TokenWorld
let t: TestApp
let issuer: Issuer
let other: Issuer
let stranger: SigningKey
beforeAll(async () => {
  world = await startTokenWorld()
  ;({ t, issuer, other } = world)
  stranger = signingKey(issuer.key.kid)
})
afterAll(() => world.stop())

const { read, good }: Pick<TokenWorld, 'read' | 'good'> = {
  read: (token) => world.read(token),
  good: (changes, header) => world.good(changes, header),
}
/** Seconds from now, as tokens tell time. */
const inS = (seconds: number) => Math.floor(t.clock.now / SECOND) + seconds

test('but for what is wrong with them these tokens are good', async () => {
  expect((await read(good())).status).toBe(200)
})

const HEADER = () => ({ typ: 'JWT', alg: 'RS256', kid: issuer.key.kid })
const signedAs = (alg: string, digest: string, more: object = {}) =>
  compact({ ...HEADER(), alg }, issuer.claims(), (text) => sign(digest, text, { key: issuer.key.privateKey, ...more }))
const hmacWith = (secret: string | Buffer) =>
  compact({ ...HEADER(), alg: 'HS256' }, issuer.claims(), (text) => createHmac('sha256', secret).update(text).digest())
const changed = (index: number, change: (part: string) => string) =>
  good()
    .split('.')
    .map((part, at) => (at === index ? change(part) : part))
    .join('.')
const swapped = () => {
  const [head, , signature] = good().split('.')
  return [head, Buffer.from(JSON.stringify(issuer.claims({ run_id: '78' }))).toString('base64url'), signature].join('.')
}

const FORM = /no signed token/
const ALGORITHM = /Only tokens signed by RS256/
const BROUGHT = /in its header; none that is taken has it/
const ISSUER = /issuer is none/
const KEY = /publishes no key/
const SIGNATURE = /did not sign/
const FOR_ANOTHER = /is for someone else/
const EXPIRED = /has expired/
const NOT_YET = /not valid yet/
const FUTURE = /issued in the future/
const LONG = /longer than a day/
const CLAIM = /^It lacks|^Its claim/

/** Each with what it must be refused for: a good token but for that. */
const FORGED: { because: RegExp; why: string; token: () => string }[] = [
  {
    because: FORM,
    why: 'alg none',
    token: () => compact({ ...HEADER(), alg: 'none' }, issuer.claims(), () => Buffer.alloc(0)),
  },
  {
    because: ALGORITHM,
    why: 'alg none with a signature',
    token: () => compact({ ...HEADER(), alg: 'none' }, issuer.claims(), rs256(issuer.key)),
  },
  { because: ALGORITHM, why: 'alg nOnE', token: () => good({}, { alg: 'nOnE' }) },
  { because: ALGORITHM, why: 'no alg', token: () => good({}, { alg: undefined }) },
  { because: ALGORITHM, why: 'alg that is a list', token: () => good({}, { alg: ['RS256'] }) },
  { because: ALGORITHM, why: 'alg in small letters', token: () => good({}, { alg: 'rs256' }) },
  {
    because: ALGORITHM,
    why: 'HS256 with the public key as PEM',
    token: () => hmacWith(issuer.key.publicKey.export({ type: 'spki', format: 'pem' })),
  },
  {
    because: ALGORITHM,
    why: 'HS256 with the public key as DER',
    token: () => hmacWith(issuer.key.publicKey.export({ type: 'spki', format: 'der' })),
  },
  {
    because: ALGORITHM,
    why: 'HS256 with the public key as JWK',
    token: () => hmacWith(JSON.stringify(publicJwk(issuer.key))),
  },
  { because: ALGORITHM, why: 'HS256 with nothing', token: () => hmacWith('') },
  { because: ALGORITHM, why: 'RS384 by the right key', token: () => signedAs('RS384', 'RSA-SHA384') },
  { because: ALGORITHM, why: 'RS512 by the right key', token: () => signedAs('RS512', 'RSA-SHA512') },
  {
    because: ALGORITHM,
    why: 'PS256 by the right key',
    token: () => signedAs('PS256', 'RSA-SHA256', { padding: 6, saltLength: 32 }),
  },
  { because: SIGNATURE, why: 'RS1 by the right key', token: () => signedAs('RS256', 'RSA-SHA1') },
  { because: ALGORITHM, why: 'ES256 in words only', token: () => good({}, { alg: 'ES256' }) },
  { because: ALGORITHM, why: 'EdDSA in words only', token: () => good({}, { alg: 'EdDSA' }) },
  {
    because: SIGNATURE,
    why: 'a stranger’s key under our issuer’s name for it',
    token: () => issuer.token({}, {}, stranger),
  },
  {
    because: BROUGHT,
    why: 'a stranger’s key sent along',
    token: () => issuer.token({}, { jwk: publicJwk(stranger) }, stranger),
  },
  { because: BROUGHT, why: 'the right key sent along', token: () => good({}, { jwk: publicJwk(issuer.key) }) },
  {
    because: BROUGHT,
    why: 'an address for the key',
    token: () => issuer.token({}, { jku: `${other.url}/.well-known/jwks` }, stranger),
  },
  {
    because: BROUGHT,
    why: 'an address for a certificate',
    token: () => good({}, { x5u: 'https://evil.example/cert' }),
  },
  { because: BROUGHT, why: 'a certificate sent along', token: () => good({}, { x5c: ['MIIB'] }) },
  { because: ALGORITHM, why: 'no kid', token: () => good({}, { kid: undefined }) },
  { because: ALGORITHM, why: 'an empty kid', token: () => good({}, { kid: '' }) },
  { because: KEY, why: 'an unknown kid', token: () => good({}, { kid: 'key-9' }) },
  { because: KEY, why: 'a kid that is a path', token: () => good({}, { kid: '../../../../dev/null' }) },
  { because: KEY, why: 'a kid that is a prototype', token: () => good({}, { kid: '__proto__' }) },
  { because: ALGORITHM, why: 'a kid that is a number', token: () => good({}, { kid: 1 }) },
  { because: BROUGHT, why: 'a critical extension', token: () => good({}, { crit: ['exp'], exp: 1 }) },
  { because: BROUGHT, why: 'an unencoded payload', token: () => good({}, { b64: false, crit: ['b64'] }) },
  { because: BROUGHT, why: 'a compressed payload', token: () => good({}, { zip: 'DEF' }) },
  { because: ALGORITHM, why: 'another type', token: () => good({}, { typ: 'at+jwt' }) },
  { because: ISSUER, why: 'an issuer nobody listed', token: () => good({ iss: 'https://evil.example' }) },
  { because: ISSUER, why: 'no issuer', token: () => good({ iss: undefined }) },
  { because: ISSUER, why: 'an issuer with a slash more', token: () => good({ iss: `${issuer.url}/` }) },
  { because: ISSUER, why: 'an issuer in other letters', token: () => good({ iss: issuer.url.toUpperCase() }) },
  { because: ISSUER, why: 'a list of issuers', token: () => good({ iss: [issuer.url] }) },
  { because: SIGNATURE, why: 'another listed issuer’s name', token: () => good({ iss: other.url }) },
  { because: FOR_ANOTHER, why: 'another audience', token: () => good({ aud: 'https://plumbline.evil' }) },
  {
    because: FOR_ANOTHER,
    why: 'the audience GitHub takes by itself',
    token: () => good({ aud: 'https://github.com/acme' }),
  },
  { because: FOR_ANOTHER, why: 'an audience with a slash more', token: () => good({ aud: `${AUDIENCE}/` }) },
  { because: FOR_ANOTHER, why: 'an audience with a path more', token: () => good({ aud: `${AUDIENCE}/v1` }) },
  { because: FOR_ANOTHER, why: 'an audience in other letters', token: () => good({ aud: 'https://PLUMBLINE.test' }) },
  {
    because: CLAIM,
    why: 'several audiences, ours among them',
    token: () => good({ aud: [AUDIENCE, 'https://plumbline.evil'] }),
  },
  { because: CLAIM, why: 'our audience in a list', token: () => good({ aud: [AUDIENCE] }) },
  { because: CLAIM, why: 'no audience', token: () => good({ aud: undefined }) },
  { because: EXPIRED, why: 'expired a minute ago', token: () => good({ exp: inS(-60) }) },
  { because: NOT_YET, why: 'valid in 61 s', token: () => good({ nbf: inS(61) }) },
  { because: FUTURE, why: 'issued in 62 s', token: () => good({ iat: inS(62) }) },
  {
    because: FUTURE,
    why: 'issued next year',
    token: () => good({ iat: inS(365 * 86_400), exp: inS(366 * 86_400) }),
  },
  { because: LONG, why: 'living longer than a day', token: () => good({ exp: inS(86_401) }) },
  { because: CLAIM, why: 'no exp', token: () => good({ exp: undefined }) },
  { because: CLAIM, why: 'no nbf', token: () => good({ nbf: undefined }) },
  { because: CLAIM, why: 'no iat', token: () => good({ iat: undefined }) },
  { because: CLAIM, why: 'exp that is text', token: () => good({ exp: '9999999999' }) },
  { because: CLAIM, why: 'exp that is null', token: () => good({ exp: null }) },
  { because: CLAIM, why: 'no jti', token: () => good({ jti: undefined }) },
  { because: CLAIM, why: 'an empty jti', token: () => good({ jti: '' }) },
  { because: CLAIM, why: 'a jti that is a number', token: () => good({ jti: 7 }) },
  { because: CLAIM, why: 'a jti of a thousand letters', token: () => good({ jti: 'x'.repeat(1000) }) },
  { because: CLAIM, why: 'no repository id', token: () => good({ repository_id: undefined }) },
  { because: CLAIM, why: 'a repository id that is a number', token: () => good({ repository_id: 1001 }) },
  { because: CLAIM, why: 'a repository id with a space', token: () => good({ repository_id: '1001 ' }) },
  { because: CLAIM, why: 'a repository id in other digits', token: () => good({ repository_id: '１００１' }) },
  { because: CLAIM, why: 'an owner id that is a list', token: () => good({ repository_owner_id: ['2001'] }) },
  { because: CLAIM, why: 'no workflow event', token: () => good({ event_name: undefined }) },
  { because: SIGNATURE, why: 'a payload that was exchanged', token: swapped },
  { because: SIGNATURE, why: 'a signature cut short', token: () => changed(2, (part) => part.slice(0, -8)) },
  {
    because: SIGNATURE,
    why: 'another signature',
    token: () => changed(2, (part) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`),
  },
  { because: FORM, why: 'no signature', token: () => changed(2, () => '') },
  { because: FORM, why: 'no payload', token: () => changed(1, () => '') },
  { because: FORM, why: 'a payload that is no object', token: () => compact(HEADER(), '"text"', rs256(issuer.key)) },
  { because: ISSUER, why: 'a payload that is a list', token: () => compact(HEADER(), '[]', rs256(issuer.key)) },
  { because: FORM, why: 'a payload that is null', token: () => compact(HEADER(), 'null', rs256(issuer.key)) },
  { because: FORM, why: 'a payload that is no JSON', token: () => compact(HEADER(), '{', rs256(issuer.key)) },
  { because: FORM, why: 'a header that is no JSON', token: () => changed(0, () => 'e30x') },
  { because: FORM, why: 'a header that is null', token: () => compact('null', issuer.claims(), rs256(issuer.key)) },
  { because: FORM, why: 'two parts', token: () => good().split('.').slice(0, 2).join('.') },
  { because: FORM, why: 'four parts', token: () => `${good()}.${'a'.repeat(10)}` },
  {
    because: FORM,
    why: 'an encrypted token',
    token: () => `${Buffer.from('{"alg":"RSA-OAEP","enc":"A256GCM"}').toString('base64url')}.AA.AA.AA.AA`,
  },
  {
    because: FORM,
    why: 'a token inside a token',
    token: () => compact({ ...HEADER(), cty: 'JWT' }, good(), rs256(issuer.key)),
  },
  { because: FORM, why: 'padding', token: () => changed(1, (part) => `${part}==`) },
  { because: FORM, why: 'letters that base64url has not', token: () => changed(2, (part) => `+/${part.slice(2)}`) },
  { because: FORM, why: 'only dots', token: () => '..' },
]

test.each(FORGED)('a forged token is refused: $why', async ({ token, because }) => {
  const before = t.deps.store.cost()
  const { status, json, headers } = await read(token())
  expect([status, json.code]).toEqual([401, 'token_refused'])
  expect(json.detail).toMatch(because)
  expect(headers.get('www-authenticate')).toBe('Bearer')
  // It is neither used up nor looked up.
  expect(t.deps.store.cost()).toEqual(before)
})

describe('what is no token at all is refused', () => {
  test.each([
    { why: '8 KB and a bit', header: () => `Bearer ${good({ extra: 'x'.repeat(8 * 1024) })}` },
    { why: 'a megabyte', header: () => `Bearer ${good({ extra: 'x'.repeat(1024 * 1024) })}` },
    { why: 'a space inside', header: () => `Bearer ${good().replace('.', '. ')}` },
    { why: 'a tab inside', header: () => `Bearer ${good().replace('.', '\t.')}` },
    { why: 'two tokens', header: () => `Bearer ${good()}, Bearer ${good()}` },
    { why: 'another scheme', header: () => `Basic ${good()}` },
    { why: 'no scheme', header: () => good() },
    { why: 'letters past ASCII', header: () => `Bearer ${good()}ÿ` },
  ])('$why', async ({ header }) => {
    const { status, json } = await t.ask('GET', `${E}/breaches`, { headers: { authorization: header() } })
    expect([status, json.code]).toEqual([401, 'unauthenticated'])
  })

  test('a token in the address or a cookie', async () => {
    expect((await t.ask('GET', `${E}/breaches?access_token=${good()}`)).status).toBe(401)
    expect((await t.ask('GET', `${E}/breaches`, { headers: { cookie: `__Host-plumbline=${good()}` } })).status).toBe(
      401,
    )
  })
})
