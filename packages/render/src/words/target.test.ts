import type { Comparison } from '@plumbline/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objective } from '../testing/index.ts'
import { goodCasesNeeded, stillMissing, tooMany } from './target.ts'

const holds: Record<Comparison, (a: bigint, b: bigint) => boolean> = {
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
  '==': (a, b) => a === b,
}

/** Tenths of a per cent, so that the comparison below is exact. */
const tenths = fc.integer({ min: 1, max: 999 })

test('stillMissing is the least number that meets the target, and one fewer does not', () => {
  fc.assert(
    fc.property(
      fc.nat(300),
      fc.integer({ min: 1, max: 300 }),
      tenths,
      fc.constantFrom('>=' as const, '>' as const),
      (part, whole, target, op) => {
        fc.pre(part <= whole)
        const meets = (n: number) => holds[op](BigInt(n) * 1000n, BigInt(target) * BigInt(whole))
        const missing = stillMissing(
          objective({ numerator: part, denominator: whole, target_bounds: { op, value: target / 10 } }),
        )
        if (meets(part)) expect(missing).toBeNull()
        else if (!meets(whole)) expect(missing).toBeNull()
        else {
          expect(meets(part + (missing ?? 0))).toBe(true)
          expect(meets(part + (missing ?? 0) - 1)).toBe(false)
        }
      },
    ),
  )
})

test('goodCasesNeeded is the least number of good cases in a row that brings a rate to its target', () => {
  fc.assert(
    fc.property(
      fc.nat(40),
      fc.integer({ min: 1, max: 300 }),
      tenths,
      fc.constantFrom('<=' as const, '<' as const),
      (bad, all, target, op) => {
        fc.pre(bad <= all)
        const meets = (total: number) => holds[op](BigInt(bad) * 1000n, BigInt(target) * BigInt(total))
        const needed = goodCasesNeeded(
          objective({ numerator: bad, denominator: all, target_bounds: { op, value: target / 10 } }),
        )
        if (meets(all)) expect(needed).toBeNull()
        else {
          expect(meets(all + (needed ?? 0))).toBe(true)
          expect(meets(all + (needed ?? 0) - 1)).toBe(false)
        }
      },
    ),
  )
})

test.each([
  { value: 3, op: '==', target: 0, few: 3, why: 'all of them where none is allowed' },
  { value: 3, op: '<=', target: 2, few: 1, why: 'the target itself is allowed' },
  { value: 3, op: '<', target: 2, few: 2, why: 'the target itself is not allowed' },
  { value: 3, op: '<=', target: 2.5, few: 1, why: 'there is no half test' },
  { value: 2, op: '<=', target: 2, few: null, why: 'met already' },
] as const)('$value against $op $target is $few too many: $why', ({ value, op, target, few }) => {
  expect(tooMany(objective({ value, unit: 'count', target_bounds: { op, value: target } }))).toBe(few)
})

test('a target of 100 % can be met only by all, and one above it by nothing', () => {
  const of = (value: number) =>
    stillMissing(objective({ numerator: 9, denominator: 10, target_bounds: { op: '>=', value } }))
  expect([of(100), of(100.1)]).toEqual([1, null])
})

test.each([
  ['>=', null],
  ['>', 1],
] as const)('8 of 10 against %s 80 %% needs %j more: only one of the two is met by equality', (op, more) => {
  expect(stillMissing(objective({ numerator: 8, denominator: 10, target_bounds: { op, value: 80 } }))).toBe(more)
})

test.each([
  ['<=', null],
  ['<', 1],
] as const)('2 of 20 failed against %s 10 %% needs %j more good ones', (op, more) => {
  expect(goodCasesNeeded(objective({ numerator: 2, denominator: 20, target_bounds: { op, value: 10 } }))).toBe(more)
})
