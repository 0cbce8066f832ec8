import { DAY, type EventRef } from '@plumbline/core'
import { expect, test } from 'vitest'
import { fromHex, UnreadableItem } from './bytes.ts'
import { decodeDigest, encodeDigest } from './digest.ts'

const NOON = Date.parse('2026-12-01T12:00:00.123Z')
const START = Date.parse('2026-12-01')
const DIGEST = '0123456789abcdef0123456789abcdef'
const EVENT = 'fedcba9876543210' as EventRef

test('tells the event and its receipt to the millisecond, from the first of a day to its last', () => {
  for (const at of [START, NOON, START + DAY - 1])
    expect(decodeDigest(encodeDigest(DIGEST, EVENT, at - START), START)).toEqual({
      digest: DIGEST,
      receipt: { event: EVENT, at },
    })
  expect(encodeDigest(DIGEST, EVENT, 1)).toHaveLength(28)
})

test('what older versions wrote is read: a digest, and nobody knows of what', () => {
  expect(decodeDigest(fromHex(DIGEST), START)).toEqual({ digest: DIGEST, receipt: null })
  expect(() => decodeDigest(fromHex(`${DIGEST}00`), START)).toThrow(UnreadableItem)
})
