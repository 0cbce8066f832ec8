import { EVENT_TYPES, type EventRef, type NameRef } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUCKET_MS, bucketStart } from '../keys.ts'
import { toHex, UnreadableItem } from './bytes.ts'
import { decodeReceived, encodeReceived, type Received } from './received.ts'

const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex)
const received: fc.Arbitrary<Received> = fc.record({
  type: fc.constantFrom(...EVENT_TYPES),
  at: fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') }),
  event: hex(8).map((ref) => ref as EventRef),
  service: hex(4).map((ref) => ref as NameRef),
  source: hex(4).map((ref) => ref as NameRef),
})

describe('a line of the log', () => {
  test('comes back as it went in, from 20 bytes', () => {
    fc.assert(
      fc.property(received, (line) => {
        const bytes = encodeReceived(line)
        expect(decodeReceived(bytes, bucketStart(line.at))).toEqual(line)
        expect(bytes).toHaveLength(20)
      }),
    )
  })

  test.each([
    { stored: '000003e8001122334455667701020304a1a2a3a4', type: 'deployment' },
    { stored: '714bebe8001122334455667701020304a1a2a3a4', type: 'cost' },
  ])('was stored like this once and must be read for ever: $type', ({ stored, type }) => {
    expect(decodeReceived(Buffer.from(stored, 'hex'), 0)).toEqual({
      type,
      at: 1_000,
      event: '0011223344556677',
      service: '01020304',
      source: 'a1a2a3a4',
    })
  })

  test('that nobody wrote is refused', () => {
    const [line] = fc.sample(received, 1)
    const bytes = line ? encodeReceived(line) : new Uint8Array()
    for (const wrong of [bytes.subarray(1), Buffer.concat([bytes, bytes]), new Uint8Array(), Buffer.alloc(20, 0xf0)])
      expect(() => decodeReceived(wrong, BUCKET_MS)).toThrow(UnreadableItem)
  })
})
