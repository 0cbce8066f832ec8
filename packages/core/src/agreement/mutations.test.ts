import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { formatMistake } from './format-mistake.ts'
import { parseAgreement } from './parse.ts'
import { ACME_CHECKOUT } from './testing/example.ts'
import { sound, told } from './testing/texts.ts'

describe('mutations of the example', () => {
  /** Cuts, doubles, swaps and inserts that keep most of a text what it was. */
  const pieces = [
    '',
    ' ',
    '\n',
    '\t',
    ':',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '!t ',
    '>',
    '|',
    '<<: ',
    '0',
    '-1',
    '1e999',
    '24:00',
    '__proto__: 1',
    '\u0000',
    '\ud800',
    '😀',
    '---\n',
    '%',
    'null',
    '~',
    '.nan',
  ]
  const edit = fc.record({
    at: fc.nat(ACME_CHECKOUT.length),
    cut: fc.oneof(fc.nat(3), fc.nat(400)),
    put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })),
    copy: fc.boolean(),
  })

  test('are answered, never thrown, with every mistake inside the text', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const text = edits.reduce(
          (before, { at, cut, put, copy }) => before.slice(0, at) + put + before.slice(copy ? at : at + cut),
          ACME_CHECKOUT,
        )
        const parsed = parseAgreement(text)
        const mistakes = parsed.ok ? parsed.value.warnings : parsed.errors
        expect(parsed.ok || parsed.errors.length > 0).toBe(true)
        const lines = text.split('\n').length
        for (const mistake of mistakes) {
          expect(mistake.line).toBeGreaterThanOrEqual(1)
          expect(mistake.line).toBeLessThanOrEqual(lines)
          expect(mistake.column).toBeGreaterThanOrEqual(1)
          expect(mistake.length).toBeGreaterThanOrEqual(1)
          expect(formatMistake(text, mistake, 'plumbline.yml')).toContain(mistake.message)
          expect(told(mistake)).not.toMatch(/undefined|\[object/)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('any value anywhere is answered', () => {
    const document: unknown = JSON.parse(JSON.stringify(sound(ACME_CHECKOUT).document))
    const paths = allPaths(document)
    const value = fc.oneof(
      fc.constantFrom(null, true, 0, -1, 1.5, '', ' ', '80%', [], {}, [null], [[]], { a: 1 }),
      fc.string({ maxLength: 20 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, replacement) => {
        const changed = structuredClone(document)
        replaceAt(changed, path, replacement)
        const parsed = parseAgreement(stringify(changed))
        if (parsed.ok) return
        expect(parsed.errors.some((mistake) => mistake.severity === 'error')).toBe(true)
        for (const mistake of parsed.errors) expect(told(mistake)).not.toMatch(/undefined|\[object|Invalid input/)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

type Steps = (string | number)[]

const allPaths = (value: unknown, path: Steps = []): Steps[] => {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    allPaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inside : [path, ...inside]
}

const replaceAt = (document: unknown, path: Steps, replacement: unknown) => {
  let here: unknown = document
  for (const part of path.slice(0, -1)) here = Reflect.get(Object(here), part)
  Reflect.set(Object(here), path.at(-1) ?? '', replacement)
}
