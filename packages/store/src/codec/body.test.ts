import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_OF_50, dayOf, seeded } from '../testing/history.ts'
import { canonical, packJson, packText, unpackJson, unpackText } from './body.ts'
import { UnreadableItem } from './bytes.ts'

describe('a body', () => {
  test('comes back as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(unpackText(packText(text))).toBe(text)
      }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(canonical(unpackJson(packJson(value)))).toBe(canonical(value))
      }),
    )
  })

  test('of a usual event is far below a write unit', () => {
    const sizes = dayOf(DAY_OF_50, Date.parse('2026-11-10T00:00:00Z'), seeded(1)).map(
      ({ event }) => packText(canonical(event)).length,
    )
    expect(Math.max(...sizes)).toBeLessThan(600)
  })

  test('is the same whatever order its keys came in', () => {
    expect(canonical({ b: 1, a: { d: 2, c: 3 } })).toBe(canonical({ a: { c: 3, d: 2 }, b: 1 }))
  })

  test('was stored like this once and must be read for ever', () => {
    // Refers into the dictionary: this text breaks as soon as a byte of that is changed.
    const stored =
      'AY2TOU4EQQxFT9TIS9llzzmIyOxahERAAvdHtGA0DTWjjm15+XrvTlqQtdRuKREjpHrEQFDF9GnFAlvr7NbHGaFwA38mvgBfRJ9Y9eVqCU/lWiVnUBVRCRIMQS2F5gjjbEO9uN/17Wc4rYaLRedZxNizEU/iSJwwoSdTUkG2AeTtkaq/SxA2WOOyF/ekDxf8I+gag/ix7zRUuwntdbS398+PbySOlCGbM4sxn0Ts9rcND8Ddbnnk5eqaPySu81mQ+AU='
    expect(unpackText(Buffer.from(stored, 'base64'))).toContain('"type":"deployment"')
  })

  test('in a format of tomorrow is refused, not misread', () => {
    expect(() => unpackText(Uint8Array.of(9, 1, 2, 3))).toThrow(UnreadableItem)
  })
})
