import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUCKET_MS, bucketStart, SPAN_MS, spanStart } from '../keys.ts'
import { anyFact } from '../testing/window-facts.ts'
import { decodeBlock, type Entry, encodeBlock } from './block.ts'
import { fromHex, toHex, UnreadableItem } from './bytes.ts'
import { encodeWindowFact } from './window.ts'

const SPAN = spanStart(Date.parse('2026-11-10T12:00:00Z'))

const idsOf = (entries: Entry[]) => entries.map(({ start, element }) => `${start} ${toHex(element)}`).sort()
const once = (ids: string[]) => [...new Set(ids)]

/** Facts of one span, and bytes that are none. */
const entry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(anyFact, fc.nat(SPAN_MS - 1), fc.boolean()).map(([fact, offset, whole]) => {
      const at = SPAN + (whole ? Math.floor(offset / 1_000) * 1_000 : offset)
      // What a deployment shipped is counted back from it, so that its commits keep their distance.
      const element = encodeWindowFact(fact.kind === 'correction' || fact.kind === 'commits' ? fact : { ...fact, at })
      return { start: bucketStart(at), element }
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(3), fc.uint8Array({ maxLength: 40 }))
      .map(([bucket, element]) => ({ start: SPAN + bucket * BUCKET_MS, element })),
  },
)

describe('a block', () => {
  test('holds what was put in, to the byte and each once, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), fc.array(entry, { maxLength: 5 }), (entries, more) => {
        const bytes = encodeBlock([...entries, ...more, ...entries], SPAN)
        expect(idsOf(decodeBlock(bytes, SPAN))).toEqual(once(idsOf([...entries, ...more])))
        expect(encodeBlock([...more, ...entries].reverse(), SPAN)).toEqual(bytes)
        // Packed again it is the same: who packs what is packed changes nothing.
        expect(encodeBlock(decodeBlock(bytes, SPAN), SPAN)).toEqual(bytes)
      }),
      { numRuns: 300 },
    )
  })

  test('of another format, or cut short, is refused and never read for ever', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 0.99 }),
        (entries, part) => {
          const bytes = encodeBlock(entries, SPAN)
          const cut = bytes.subarray(0, Math.floor(bytes.length * part))
          try {
            // What stood behind the cut may be whole facts; then there are fewer.
            expect(decodeBlock(cut, SPAN).length).toBeLessThanOrEqual(entries.length)
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableItem)
          }
        },
      ),
    )
    expect(() => decodeBlock(Buffer.of(9, 0, 0), SPAN)).toThrow(UnreadableItem)
    expect(() => encodeBlock([{ start: SPAN + SPAN_MS, element: Buffer.alloc(22) }], SPAN)).toThrow(RangeError)
  })

  test('as it was stored once is read for ever: these bytes may never change', () => {
    const stored =
      '0101a1a2a3a4a5a6050101021bbb98a200120011223344556678a1a2a3a4a5a70a0b0c0d1b01030080120011223344556677a1a2a3a4a5a6' +
      '0a0b0c0de821020711d460194600140011223344556677b1b2b3b4b5b60011223344556679b1b2b3b4b5b6802f010300001d001122334455' +
      '66778899aabbccddeeff408f4000000000006669782d31822f010310d460201f0011223344556677a1a2a3a4a5a6b1b2b3b4b5b688982ac1' +
      'c2c3c4c5c6cf3e0003ffffff'
    const held = [
      [0, '85e55be80011223344556677a1a2a3a4a5a60a0b0c0d'],
      [1, '05265c400011223344556678a1a2a3a4a5a70a0b0c0d'],
      [2, 'f857108363e80011223344556677a1a2a3a4a5a6b1b2b3b4b5b6'],
      [3, 'f857108363e80011223344556679a1a2a3a4a5a6b1b2b3b4b5b6'],
      [0, 'f8790572000000112233445566778899aabbccddeeff408f4000000000006669782d31'],
      [1, 'f8790fbebbe80011223344556677a1a2a3a4a5a6b1b2b3b4b5b688982ac1c2c3c4c5c6cf3e'],
      [0, 'ffffff'],
    ] as const
    const entries = held.map(([bucket, hex]) => ({ start: SPAN + bucket * BUCKET_MS, element: fromHex(hex) }))
    expect(idsOf(decodeBlock(fromHex(stored), SPAN))).toEqual(idsOf(entries))
  })
})
