import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { agreementHash } from './hash.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { HEAD, SOUND, sound } from './testing/texts.ts'

const hashOf = (text: string) => sound(text).hash

test('of the example; whoever computes it elsewhere must get this', () => {
  expect(hashOf(ACME_CHECKOUT)).toBe('sha256:46ff1b649df41f8ec9f0ee1307cca1413a4a338b4c45690b9f87bf69a11534c2')
})

test('is RFC 8785 and SHA-256: the digest of the canonical text', () => {
  // printf '{"a":[1,true,null],"b":"\xc3\xa9"}' | sha256sum
  expect(agreementHash({ b: 'é', a: [1.0, true, null] })).toBe(
    'sha256:6eab153701ef60c995351765c772011bca6739878254f313acc3f11e1fef476b',
  )
})

describe('the same agreement has the same hash', () => {
  const base = HEAD + SOUND
  test.each([
    ['comments', `# a word before\n${base}# and after\n`],
    [
      'order of keys',
      base
        .split('\n')
        .toReversed()
        .join('\n')
        .replace(/^( .*)\n(objectives:)$/m, '$2\n$1'),
    ],
    ['quotes', base.replace('Acme', '"Acme"').replace('plumbline', '"plumbline"')],
    ['1.0 for 1', base.replace('plumbline: 1', 'plumbline: 1.0')],
    ['line ends', base.replaceAll('\n', '\r\n')],
    [
      'block and flow',
      base.replace(
        'parties: { client: { name: Acme }, vendor: { name: Northwind } }',
        'parties:\n  vendor:\n    name: Northwind\n  client:\n    name: Acme',
      ),
    ],
    ['JSON', JSON.stringify(sound(base).document)],
  ])('%s', (_, text) => {
    expect(hashOf(text)).toBe(hashOf(base))
  })

  test('any free-form content, as YAML in any style and as JSON', () => {
    const key = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 })
      .filter((name) => !['__proto__', 'constructor', 'prototype', '<<'].includes(name))
    const leaf = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('é', 'e\u0301', '結帳', '😀', '\u2028', ' \n ', '1.0', 'null', '2026-12-01', '0x10', 'yes', '~'),
      fc.boolean(),
      fc.constant(null),
      fc.maxSafeInteger(),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .filter((number) => !Number.isInteger(number) || Number.isSafeInteger(number)),
    )
    const value = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).tree
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2, 4), (goals, indent) => {
        const document = { ...sound(base).document, goals: goals ?? 'none' }
        const reversed = Object.fromEntries(Object.entries(document).toReversed())
        const expected = agreementHash(JSON.parse(JSON.stringify(document)))
        expect(hashOf(JSON.stringify(reversed, null, indent))).toBe(expected)
        expect(hashOf(stringify(reversed))).toBe(expected)
        expect(hashOf(stringify(reversed, { collectionStyle: 'flow' }))).toBe(expected)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('another agreement has another hash', () => {
  test('a default that is written out', () => {
    const written = SOUND.replace('window: calendar month', 'window: calendar month, enforcement: warn')
    expect(hashOf(HEAD + written)).not.toBe(hashOf(HEAD + SOUND))
    expect(sound(HEAD + written).terms).toEqual(sound(HEAD + SOUND).terms)
  })

  test('the order of a list', () => {
    const list = (names: string) => hashOf(`${HEAD}goals: [${names}]\n${SOUND}`)
    expect(list('a, b')).not.toBe(list('b, a'))
  })
})
