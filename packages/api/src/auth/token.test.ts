import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeClaim, makeKey, makeOperatorKey, mayBelongTo, parseClaim, parseKey, sameSecret, sha256 } from './token.ts'

test('a key is read back, and only the hash of its secret needs keeping', () => {
  const { token, id, secretHash } = makeKey('vendor', 'acme-checkout', randomBytes)
  const parsed = parseKey(token)
  expect(token).toMatch(/^plb_vendor_[0-9a-f]{18}_[0-9A-Za-z]{49}$/)
  expect(parsed).toMatchObject({ holder: 'vendor', id })
  expect(sha256(parsed?.secret ?? '')).toBe(secretHash)
})

test('a key carries 256 random bits, and keeps its length whatever they are', () => {
  const zero = makeKey('client', 'acme-checkout', (size) => new Uint8Array(size))
  const full = makeKey('client', 'acme-checkout', (size) => new Uint8Array(size).fill(255))
  expect(parseKey(zero.token)?.secret).toHaveLength(43)
  expect(parseKey(full.token)?.secret).toHaveLength(43)
})

test('every single mistyped character is noticed before anything is read', () => {
  const { token } = makeKey('vendor', 'acme-checkout', randomBytes)
  for (let at = 0; at < token.length; at++) {
    const wrong = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1)
    expect(parseKey(wrong)).toBeNull()
  }
})

test('the id of a key tells whose engagement it may be for', () => {
  const { id } = makeKey('vendor', 'acme-checkout', randomBytes)
  expect(mayBelongTo(id, 'acme-checkout')).toBe(true)
  expect(mayBelongTo(id, 'acme-checkou')).toBe(false)
})

test('a claim names its engagement and party', () => {
  const claim = makeClaim('acme-checkout', 'client', randomBytes)
  expect(parseClaim(claim)).toEqual({ engagement: 'acme-checkout', party: 'client' })
  expect(parseClaim(claim.replace('_client_', '_vendor_'))).toBeNull()
  expect(parseClaim(`${claim}0`)).toBeNull()
})

test('the operator’s key is of the same form', () => {
  expect(parseKey(makeOperatorKey(randomBytes))?.holder).toBe('operator')
})

test.each([
  ['', '', true],
  ['a', 'b', false],
  ['short', 'much longer', false],
])('secrets of any length compare: %s %s', (a, b, same) => {
  expect(sameSecret(a, b)).toBe(same)
})
