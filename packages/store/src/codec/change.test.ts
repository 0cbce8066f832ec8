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
  fc.record({
    kind: fc.constant('findings' as const),
    ...base,
    tool: fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }),
    category: fc.constantFrom('security', 'quality', 'secrets'),
    bySeverity: fc.record({ critical: count, high: count, medium: count, low: count, info: count }),
  }),
  fc.record({ kind: fc.constant('size' as const), ...base, additions: count, deletions: count }),
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
      const imported = time % 2 === 0 ? { reconstructed: true as const } : {}
      const correction = { kind: 'correction' as const, target, by, time, id, ...imported }
      expect(decodeChangeFact(encodeChangeFact(correction))).toEqual(correction)
    }),
  )
})

const REF = '0011223344556677'
const common = { event: REF, time: 1_000, id: 'e1', flag: 'unit', reconstructed: false, corrects: null }
test.each([
  {
    stored: '[1,"ABEiM0RVZnc",1000,"e1","unit",0,0,[8,10],0,[1,2],[3,4],1]',
    fact: {
      kind: 'coverage',
      ...common,
      lines: { covered: 8, total: 10 },
      branches: null,
      functions: { covered: 1, total: 2 },
      patch: { covered: 3, total: 4 },
      carriedForward: true,
    },
  },
  {
    stored: '[2,"ABEiM0RVZnc",1000,"e1","unit",0,0,9,1,2,3]',
    fact: { kind: 'test_run', ...common, tests: 9, failures: 1, errors: 2, skipped: 3 },
  },
  {
    stored: '[3,"ABEiM0RVZnc",1000,"e1","unit",1,"ABEiM0RVZnc","semgrep",0,1,2,3,4,5]',
    fact: {
      kind: 'findings',
      ...common,
      reconstructed: true,
      corrects: REF,
      tool: 'semgrep',
      category: 'security',
      bySeverity: { critical: 1, high: 2, medium: 3, low: 4, info: 5 },
    },
  },
  {
    stored: '[4,"ABEiM0RVZnc",1000,"e1","unit",0,0,120,7]',
    fact: { kind: 'size', ...common, additions: 120, deletions: 7 },
  },
])('a fact was stored like this once and must be read for ever: $stored', ({ stored, fact }) => {
  expect(decodeChangeFact(Buffer.from(stored))).toEqual(fact)
})

test.each(['[9,"AA",0,"id","",0,0]', '[3,"AA', '{}', '7', ''])('what nobody wrote is refused: %s', (stored) => {
  expect(() => decodeChangeFact(Buffer.from(stored))).toThrow(UnreadableItem)
})
