import { DAY, eventIdentity } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BUCKET_MS,
  bucketHolding,
  bucketStart,
  chunkKey,
  chunkNumber,
  chunksOf,
  engagementOfEvent,
  keysOf,
  startOfBucketIn,
} from './keys.ts'

const keys = keysOf('acme')
const NOON = Date.parse('2026-11-10T12:00:00Z')
const anyAt = fc.integer({ min: Date.parse('0000-01-03T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })
const name = fc.string({ unit: 'grapheme', maxLength: 300 })

describe('partition keys', () => {
  test('begin with the engagement and end it with what no engagement contains', () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        const all = [
          keys.event(eventIdentity(a, b)).pk,
          keys.days(a, b, NOON).pk,
          keys.commit(a, b).pk,
          keys.trendPoint(a, NOON, c).pk,
          keys.state.pk,
          keys.agreementText(1, a).pk,
          keys.evaluation(a).pk,
          keys.evaluationRow(NOON, a).pk,
          keys.breach(NOON, a).pk,
          keys.breachById(a).pk,
          keys.breachByIdentity(a).pk,
          keys.accessKey(a).pk,
          keys.exemptions(a).pk,
          keys.remembered(a).pk,
        ]
        expect(all.filter((pk) => !pk.startsWith('acme#'))).toEqual([])
        expect(all.filter((pk) => pk.startsWith(keysOf('acme-x').everything))).toEqual([])
      }),
    )
  })

  test('of different names differ, whatever the names contain', () => {
    fc.assert(
      fc.property(name, name, name, name, (a, b, c, d) => {
        fc.pre(a !== c || b !== d)
        expect(keys.commit(a, b).pk).not.toBe(keys.commit(c, d).pk)
      }),
    )
    expect(keys.days('a', 'production', NOON).pk).not.toBe(keys.days('a', 'staging', NOON).pk)
    expect(keys.days('a#staging', 'production', NOON).pk).not.toBe(keys.days('a', 'staging', NOON).pk)
  })

  test('stay below what a table allows', () => {
    const long = 'ü'.repeat(10_000)
    const key = keys.openBreach(long, long, long, long)
    expect(Buffer.byteLength(key.pk)).toBeLessThan(2048)
    expect(Buffer.byteLength(key.sk)).toBeLessThan(1024)
  })

  test.each(['acme#', 'Acme', '', 'ab', '-acme', 'acme x'])('are made for no such engagement: %j', (engagement) => {
    expect(() => keysOf(engagement)).toThrow(TypeError)
  })
})

describe('sort keys', () => {
  test('of days sort as time does', () => {
    fc.assert(
      fc.property(anyAt, anyAt, (a, b) => {
        const [first, second] = [a, b].map((at) => keys.days('s', 'production', at).prefix)
        expect(Math.sign(bucketStart(a) - bucketStart(b))).toBe(
          first === second ? 0 : (first ?? '') < (second ?? '') ? -1 : 1,
        )
      }),
    )
  })

  test('tell the bucket they belong to', () => {
    fc.assert(
      fc.property(anyAt, fc.nat(5_000), (at, chunk) => {
        const bucket = keys.days('s', 'staging', at)
        const key = chunkKey(bucket, chunk)
        expect(startOfBucketIn(key.sk)).toBe(bucketStart(at))
        expect(bucketHolding(key)).toEqual(bucket)
        expect(chunkNumber(bucket, key.sk)).toBe(chunk)
      }),
    )
  })

  test('of chunks sort as their numbers do, inside their bucket and before the next', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
        const bucket = keys.days('s', 'production', NOON)
        const [first, second] = [chunkKey(bucket, a).sk, chunkKey(bucket, b).sk]
        expect(a < b).toBe(first < second)
        const { from, to } = chunksOf(bucket)
        expect(first >= from && first <= to && first < keys.days('s', 'production', NOON + BUCKET_MS).prefix).toBe(true)
      }),
    )
  })

  test('put open breaches behind every day and inside the same range', () => {
    const range = keys.daysSinceAndOpen('s', 'production', NOON)
    const breach = keys.openBreach('s', 'production', 'objective', 'id').sk
    const last = chunkKey(keys.days('s', 'production', Date.parse('9999-12-31T00:00:00Z')), 9).sk
    expect(last < breach && breach >= range.from && breach <= range.to).toBe(true)
    expect(startOfBucketIn(breach)).toBeNull()
    const { to } = keys.daysBetween('s', 'production', { from: NOON, to: NOON + DAY })
    expect(to < breach).toBe(true)
  })

  test('of a window leave out its end', () => {
    const { from, to } = keys.trend('s', { from: NOON, to: NOON + DAY })
    expect(keys.trendPoint('s', NOON, 'e').sk >= from).toBe(true)
    expect(keys.trendPoint('s', NOON + DAY - 1, 'e').sk <= to).toBe(true)
    expect(keys.trendPoint('s', NOON + DAY, 'e').sk <= to).toBe(false)
    expect(() =>
      keys.daysBetween('s', 'production', { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }),
    ).not.toThrow()
  })
})

test('only an event’s item is an event’s', () => {
  expect(engagementOfEvent(keys.event(eventIdentity('s', 'i')))).toBe('acme')
  expect([keys.state, keys.breachById('E'), chunkKey(keys.commit('E', 'E'), 0)].map(engagementOfEvent)).toEqual([
    null,
    null,
    null,
  ])
})
