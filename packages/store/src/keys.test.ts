import { DAY, eventIdentity, WINDOW_FAMILIES } from '@plumbline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BUCKET_MS,
  type Bucket,
  bucketHolding,
  bucketStart,
  chunkKey,
  chunkNumber,
  chunksOf,
  engagementOfEvaluation,
  engagementOfEvent,
  keysOf,
  startOfBucketIn,
} from './keys.ts'

const keys = keysOf('acme')
const NOON = Date.parse('2026-11-10T12:00:00Z')
const anyAt = fc.integer({ min: Date.parse('0000-01-03T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })
/** The log, or a family of a service: every set of chunks that is a span of time. */
const anyBucket = fc.constantFrom<(at: number) => Bucket>(
  keys.received,
  ...WINDOW_FAMILIES.map((family) => (at: number) => keys.days('s', 'staging', family, at)),
)
const name = fc.string({ unit: 'grapheme', maxLength: 300 })

describe('partition keys', () => {
  test('begin with the engagement and end it with what no engagement contains', () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        const all = [
          keys.event(eventIdentity(a, b)).pk,
          keys.days(a, b, 'delivery', NOON).pk,
          keys.received(NOON).pk,
          keys.change(a, { commit: b }).pk,
          keys.change(a, { pullRequest: 7 }).pk,
          keys.trendPoint(a, NOON, c).pk,
          keys.state.pk,
          keys.agreementText(1, a).pk,
          keys.evaluation(a).pk,
          keys.evaluationRow(NOON, a).pk,
          keys.breach(NOON, a).pk,
          keys.breachById(a).pk,
          keys.breachByIdentity(a).pk,
          keys.accessKey(a).pk,
          keys.member(a).pk,
          keys.exemptions(a).pk,
          keys.exemptionOf(a).pk,
          keys.ledgerEntry(1).pk,
          keys.receivedOn(NOON).pk,
          keys.record('waiver', NOON, a).pk,
          keys.recordById('waiver', a).pk,
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
        expect(keys.change(a, { commit: b }).pk).not.toBe(keys.change(c, { commit: d }).pk)
      }),
    )
    const partition = (service: string, environment: string) => keys.days(service, environment, 'delivery', NOON).pk
    expect(partition('a', 'production')).not.toBe(partition('a', 'staging'))
    expect(partition('a#staging', 'production')).not.toBe(partition('a', 'staging'))
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
        const [first, second] = [a, b].map((at) => keys.days('s', 'production', 'reviews', at).prefix)
        expect(Math.sign(bucketStart(a) - bucketStart(b))).toBe(
          first === second ? 0 : (first ?? '') < (second ?? '') ? -1 : 1,
        )
      }),
    )
  })

  test('tell the bucket they belong to', () => {
    fc.assert(
      fc.property(anyAt, fc.nat(5_000), anyBucket, (at, chunk, bucketAt) => {
        const bucket = bucketAt(at)
        const key = chunkKey(bucket, chunk)
        expect(startOfBucketIn(key.sk)).toBe(bucketStart(at))
        expect(bucketHolding(key)).toEqual(bucket)
        expect(chunkNumber(bucket, key.sk)).toBe(chunk)
      }),
    )
  })

  test('of chunks sort as their numbers do, inside their bucket and before the next', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), anyBucket, (a, b, bucketAt) => {
        const bucket = bucketAt(NOON)
        const [first, second] = [chunkKey(bucket, a).sk, chunkKey(bucket, b).sk]
        expect(a < b).toBe(first < second)
        const { from, to } = chunksOf(bucket)
        expect(first >= from && first <= to && first < bucketAt(NOON + BUCKET_MS).prefix).toBe(true)
      }),
    )
  })

  test('put open breaches behind every day and inside the same range', () => {
    const range = keys.daysSinceAndOpen('s', 'production', NOON)
    const breach = keys.openBreach('s', 'production', 'objective', 'id').sk
    const last = chunkKey(keys.days('s', 'production', 'delivery', Date.parse('9999-12-31T00:00:00Z')), 9).sk
    expect(last < breach && breach >= range.from && breach <= range.to).toBe(true)
    expect(startOfBucketIn(breach)).toBeNull()
    const { to } = keys.daysBetween('s', 'production', 'delivery', { from: NOON, to: NOON + DAY })
    expect(to < breach).toBe(true)
  })

  test('keep each family to itself: what one read brings is no other’s', () => {
    const always = { from: Date.parse('0000-01-01T00:00:00Z'), to: Date.parse('9999-12-31T00:00:00Z') }
    const ranges = [
      keys.openBreaches('s', 'production'),
      // What a deployment shipped stands with it: both are one write.
      ...WINDOW_FAMILIES.filter((family) => family !== 'commits').map((family) =>
        keys.daysBetween('s', 'production', family, always),
      ),
    ]
    expect(keys.daysBetween('s', 'production', 'commits', always)).toEqual(
      keys.daysBetween('s', 'production', 'delivery', always),
    )
    const inOrder = ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))
    for (const [i, { from }] of inOrder.slice(1).entries()) expect((inOrder[i]?.to ?? '') < from).toBe(true)
    const both = keys.daysSinceAndOpen('s', 'production', always.from)
    const touched = inOrder.filter(({ from, to }) => from <= both.to && to >= both.from)
    expect(touched).toEqual([
      keys.daysBetween('s', 'production', 'delivery', always),
      keys.openBreaches('s', 'production'),
    ])
  })

  test('of a window leave out its end', () => {
    const { from, to } = keys.trend('s', { from: NOON, to: NOON + DAY })
    expect(keys.trendPoint('s', NOON, 'e').sk >= from).toBe(true)
    expect(keys.trendPoint('s', NOON + DAY - 1, 'e').sk <= to).toBe(true)
    expect(keys.trendPoint('s', NOON + DAY, 'e').sk <= to).toBe(false)
    expect(() =>
      keys.daysBetween('s', 'production', 'delivery', { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }),
    ).not.toThrow()
  })
})

test('only an evaluation’s item is an evaluation’s', () => {
  expect(engagementOfEvaluation(keys.evaluation('e'))).toBe('acme')
  const others = [keys.evaluationRow(NOON, 'V'), keys.state, chunkKey(keys.received(NOON), 0)]
  expect(others.map(engagementOfEvaluation)).toEqual([null, null, null])
})

test('only an event’s item is an event’s', () => {
  expect(engagementOfEvent(keys.event(eventIdentity('s', 'i')))).toBe('acme')
  expect(
    [keys.state, keys.breachById('E'), chunkKey(keys.change('E', { commit: 'E' }), 0)].map(engagementOfEvent),
  ).toEqual([null, null, null])
})
