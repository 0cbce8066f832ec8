import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileNames } from '../testing/index.ts'
import { clean } from './clean.ts'

test.each([
  ['two\n lines\u2028and\ttabs', 'two lines and tabs', 'one line'],
  ['a\u202egnp.exe', 'a\uFFFDgnp.exe', 'a change of direction is shown'],
  ['zero\u200bwidth', 'zero\uFFFDwidth', 'what can’t be seen is shown'],
  ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦', 'joiners of emoji stay'],
  ['\ud800x', '\uFFFDx', 'half a character is none'],
  ['\u001b[31mred', '\uFFFD[31mred', 'no terminal sequence'],
])('%j becomes %j: %s', (text, shown) => {
  expect(clean(text)).toBe(shown)
})

test('long text is cut at its end, a path at its start', () => {
  expect(clean('abcdefgh', 5)).toBe('abcd…')
  expect(clean('src/a/b/c.ts', 8, 'end')).toBe('…/b/c.ts')
})

test('never longer than asked, never ill-formed, never more than a line, and the same when done twice', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileNames))
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 2, max: 60 }),
      fc.constantFrom('start' as const, 'end' as const),
      (raw, max, keep) => {
        const shown = clean(raw, max, keep)
        expect(shown.length).toBeLessThanOrEqual(max)
        expect(shown.isWellFormed()).toBe(true)
        expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)
        expect(clean(shown, max, keep)).toBe(shown)
      },
    ),
    { numRuns: 60 },
  )
}, 30_000)

test('of ten thousand characters only those near what is shown are looked at, and the cut is seen', () => {
  expect(clean(`a${' '.repeat(10_000)}b`, 9)).toBe('a…')
  expect(clean(`a${' '.repeat(10_000)}b`, 9, 'end')).toBe('…b')
  expect(clean('x'.repeat(10_000), 9)).toBe(`${'x'.repeat(8)}…`)
})
