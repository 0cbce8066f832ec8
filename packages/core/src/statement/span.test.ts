import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInstant } from '../time/instant.ts'
import { REPORT_KINDS, spanAt, spanBefore, spanNamed } from './span.ts'

const NEW_YORK = 'America/New_York'

test.each([
  ['month', '2026-11', 'November 2026', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
  ['week', '2026-W48', 'week of 2026-11-23', '2026-11-23T05:00:00.000Z', '2026-11-30T05:00:00.000Z'],
  ['week', '2020-W53', 'week of 2020-12-28', '2020-12-28T05:00:00.000Z', '2021-01-04T05:00:00.000Z'],
  ['week', '2027-W01', 'week of 2027-01-04', '2027-01-04T05:00:00.000Z', '2027-01-11T05:00:00.000Z'],
  ['quarter', '2026-Q4', 'Q4 2026', '2026-10-01T04:00:00.000Z', '2027-01-01T05:00:00.000Z'],
] as const)('rule 1: the %s %s is cut at local midnights', (kind, period, label, from, to) => {
  const span = spanNamed(kind, NEW_YORK, period)
  expect(span).toMatchObject({ kind, period, label })
  expect(span && [formatInstant(span.window.from), formatInstant(span.window.to)]).toEqual([from, to])
})

describe('no such period', () => {
  test.each([
    ['month', '2026-13'],
    ['month', '2026-1'],
    ['month', '2026-W48'],
    ['month', '0000-01'],
    ['week', '2026-W54'],
    ['week', '2026-W00'],
    ['week', '2021-W53'],
    ['week', '2026-11'],
    ['quarter', '2026-Q5'],
    ['quarter', ''],
  ] as const)('%s %j', (kind, period) => expect(spanNamed(kind, NEW_YORK, period)).toBeNull())
})

test('every instant lies in the period of its name, and periods follow one another without a gap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2080, 0) }),
      fc.constantFrom(...REPORT_KINDS),
      fc.constantFrom('UTC', NEW_YORK, 'Pacific/Apia', 'Asia/Kathmandu'),
      (at, kind, zone) => {
        const span = spanAt(kind, zone, at)
        expect(span.window.from <= at && at < span.window.to).toBe(true)
        expect(spanNamed(kind, zone, span.period)).toEqual(span)
        expect(spanBefore(span).window.to).toBe(span.window.from)
      },
    ),
    { numRuns: 60 },
  )
})
