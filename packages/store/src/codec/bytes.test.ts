import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteReader, UnreadableItem, varint } from './bytes.ts'
import { spanNumber, spanOf } from './span.ts'

test('a number comes back from as few bytes as it needs', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (number) => {
      const bytes = varint(number)
      expect(byteReader(bytes).varint()).toBe(number)
      expect(bytes).toHaveLength(Math.max(1, Math.ceil(number.toString(2).length / 7)))
    }),
  )
})

test.each([-1, 0.5, 2 ** 53, Number.NaN])('no number of bytes: %j', (number) => {
  expect(() => varint(number)).toThrow(RangeError)
})

test('a number that never ends, or is cut off, is refused', () => {
  expect(() => byteReader(Buffer.alloc(20, 0xff)).varint()).toThrow(UnreadableItem)
  expect(() => byteReader(Buffer.of(0x80)).varint()).toThrow(UnreadableItem)
})

test('a length of time comes back, and is a small number where it is whole seconds', () => {
  const longest = Date.parse('9999-12-31T23:59:59.999Z') - Date.parse('0000-01-01T00:00:00Z')
  fc.assert(
    fc.property(fc.integer({ min: -longest, max: longest }), (ms) => {
      expect(spanOf(spanNumber(ms))).toBe(ms)
    }),
  )
  expect(spanNumber(300_000)).toBe(1_200)
  expect(Object.is(spanOf(spanNumber(0)), 0)).toBe(true)
})
