import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { addMonths, isZone, localDate, localMidnight, localTime } from './zone.ts'

/*
 * Temporal, the standard’s own way to say all this, is too large to be deployed for it. Here it is the judge.
 */

const zones = Intl.supportedValuesOf('timeZone')
const zone = fc.oneof(
  fc.constantFrom(...zones),
  // Clocks that change by half an hour, at midnight, or skipped a day; and a zone whose rules are 15 minutes off.
  fc.constantFrom('Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'Pacific/Chatham', 'Africa/Casablanca'),
)
const from = (day: string) => Date.parse(`${day}T00:00:00Z`)
const instant = fc.oneof(
  fc.integer({ min: from('1990-01-01'), max: from('2045-01-01') }),
  fc.integer({ min: from('0001-01-02'), max: from('9999-12-30') }),
)

const zonedAt = (name: string, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name)

test('an instant lies in the local day that Temporal says', () => {
  fc.assert(
    fc.property(zone, instant, (name, at) => {
      expect(localDate(name, at)).toBe(zonedAt(name, at).toPlainDate().toString())
    }),
    { numRuns: 300 },
  )
})

test('before the year 1 comes the year 0', () => {
  expect(localDate('America/New_York', from('0001-01-01'))).toBe('0000-12-31')
})

test('a local time is the instant that Temporal says, also just where clocks change', () => {
  const minutes = fc.integer({ min: -200, max: 200 })
  fc.assert(
    fc.property(zone, instant, minutes, (name, at, off) => {
      const change = zonedAt(name, at).getTimeZoneTransition('next') ?? zonedAt(name, at)
      const wall = change.toPlainDateTime().add({ minutes: off }).toString({ smallestUnit: 'second' })
      const theirs = Temporal.PlainDateTime.from(wall).toZonedDateTime(name)
      expect(localTime(name, wall)).toBe(theirs.epochMilliseconds)
      const date = theirs.toPlainDate()
      expect(localMidnight(name, date.toString())).toBe(date.toZonedDateTime(name).epochMilliseconds)
    }),
    { numRuns: 300 },
  )
})

test('months later is the day that Temporal says', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -30, max: 30 }), (at, months) => {
      const date = new Date(at).toISOString().slice(0, 10)
      expect(addMonths(date, months)).toBe(Temporal.PlainDate.from(date).add({ months }).toString())
    }),
  )
})

test('every zone that Node knows is one', () => expect(zones.filter((name) => !isZone(name))).toEqual([]))

test.each(['2026-02-30', '2026-13-01', 'today'])('%s is refused: there is no such day', (date) => {
  expect(() => localMidnight('UTC', date)).toThrow(RangeError)
})
