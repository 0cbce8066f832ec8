import type { ChangeFact, Covered, EventRef } from '@plumbline/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex, UnreadableItem } from './bytes.ts'
import { decodeChangeFact, encodeChangeFact } from './change.ts'

const event = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => toHex(bytes) as EventRef)
const count = fc.integer({ min: 0, max: 1_000_000_000 })
const covered: fc.Arbitrary<Covered> = fc.record({ covered: count, total: count })

const base = {
  event,
  time: fc.integer({ min: 0, max: 4e12 }),
  id: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
  flag: fc.string({ maxLength: 64 }),
  reconstructed: fc.boolean(),
  corrects: fc.option(event),
}

const fact: fc.Arbitrary<ChangeFact> = fc.oneof(
  fc.record({
    kind: fc.constant('coverage' as const),
    ...base,
    lines: covered,
    branches: fc.option(covered),
    functions: fc.option(covered),
    patch: fc.option(covered),
    carriedForward: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('test_run' as const),
    ...base,
    tests: count,
    failures: count,
    errors: count,
    skipped: count,
  }),
)

test('a fact of a commit comes back as it went in', () => {
  fc.assert(
    fc.property(fact, (one) => {
      expect(decodeChangeFact(encodeChangeFact(one))).toEqual(one)
    }),
  )
})

test('a correction comes back as it went in', () => {
  fc.assert(
    fc.property(event, event, base.time, base.id, (target, by, time, id) => {
      const correction = { kind: 'correction' as const, target, by, time, id }
      expect(decodeChangeFact(encodeChangeFact(correction))).toEqual(correction)
    }),
  )
})

test('a kind that nobody wrote is refused', () => {
  expect(() => decodeChangeFact(Buffer.from('[9,"AA",0,"id","",0,0]'))).toThrow(UnreadableItem)
})
