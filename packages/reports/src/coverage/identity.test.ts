import { expect, it } from 'vitest'
import { createOccurrences, identity, identityOfBytes, identityOfText } from './identity.ts'

it('tells places apart, also by the order of their numbers', () => {
  const ids = new Set<number>()
  for (let line = 0; line < 300; line++) for (let column = 0; column < 300; column++) ids.add(identity(line, column))
  expect(ids.size).toBe(300 * 300)
})

it('tells names apart', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `function_${i}`)
  const encoder = new TextEncoder()
  expect(new Set(names.map(identityOfText)).size).toBe(names.length)
  const ofBytes = names.map((name) => identityOfBytes(encoder.encode(`,${name},`), 1, name.length + 1))
  expect(ofBytes).toEqual(names.map(identityOfText))
})

it('leaves room for one bit more in an exact integer', () => {
  for (let i = 0; i < 1000; i++) expect(identity(i) * 2 + 1).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
})

it('counts occurrences until it is cleared', () => {
  const seen = createOccurrences()
  const [first, second, third] = [seen.next(7), seen.next(7), seen.next(7)]
  expect(new Set([first, second, third]).size).toBe(3)
  seen.clear()
  expect([seen.next(7), seen.next(7)]).toEqual([first, second])
})
