import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUCKET_MS, bucketStart } from '../keys.ts'
import { beyond, edgeOf, inOrder, type Position, positionFrom, positionText } from './position.ts'

const at = fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })
const event = fc.constantFrom('0'.repeat(16), '7'.repeat(16), 'f'.repeat(16))
const position: fc.Arbitrary<Position> = fc.record({ at, event })

test('a position comes back from its text', () => {
  fc.assert(
    fc.property(position, (one) => {
      expect(positionFrom(positionText(one))).toEqual(one)
      for (const descending of [true, false]) {
        const edge = edgeOf(bucketStart(one.at), descending)
        expect(positionFrom(positionText(edge))).toEqual(edge)
      }
    }),
  )
})

test('behind the edge of a bucket lies everything of the next ones and nothing of its own, nor is it read again', () => {
  fc.assert(
    fc.property(at, fc.nat(BUCKET_MS - 1), event, fc.boolean(), (where, offset, ref, descending) => {
      const start = bucketStart(where)
      const edge = edgeOf(start, descending)
      const isBehind = (one: Position) => inOrder(descending)(edge, one) < 0
      const next = descending ? start - BUCKET_MS : start + BUCKET_MS
      expect(isBehind({ at: start + offset, event: ref })).toBe(false)
      expect(isBehind({ at: next + offset, event: ref })).toBe(true)
      expect(beyond({}, edge, descending)).toEqual(descending ? { to: start } : { from: start + BUCKET_MS })
    }),
  )
})

test('behind a line of the log lie those of the same instant that come after it', () => {
  fc.assert(
    fc.property(position, fc.boolean(), (one, descending) => {
      const rest = beyond({ from: one.at - 5, to: one.at + 5 }, one, descending)
      expect(rest).toEqual(descending ? { from: one.at - 5, to: one.at + 1 } : { from: one.at, to: one.at + 5 })
      expect(inOrder(descending)(one, one)).toBe(0)
    }),
  )
})
