import fc from 'fast-check'
import type { CalendarTerms } from '../../agreement/terms.ts'
import type { Instant } from '../../time/instant.ts'
import { businessDaysLater, firstPast, instantOf } from './time.ts'

/*
 * The moments at which histories are generated: few, and mostly those at which some rule changes its mind. Faults live
 * where something is exactly due, so that two events should often be exactly as far from each other as was agreed.
 */

export const MIN = 60_000
export const HOUR = 60 * MIN
/** 10 October 2026: three weeks before the month that is judged most, and a change of the clocks between. */
export const BEGIN: Instant = Date.UTC(2026, 9, 10)

export const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin'] as const

export const SUPPORT: CalendarTerms = {
  timeZone: 'America/New_York',
  hours: [
    ['08:30-12:00', '13:00-17:30'],
    ['09:00-18:00'],
    ['09:00-18:00'],
    ['09:00-18:00'],
    ['09:00-15:00'],
    [],
    ['01:00-04:00'],
  ],
  holidays: ['2026-11-11', '2026-11-26'],
  specialDays: new Map([['2026-11-25', ['09:00-12:00']]]),
  breaks: new Map([['2026-11-04', ['12:00-13:30', '13:00-14:00']]]),
}

/** Every length of time that an agreement of these tests may name: link and reopen windows, floors, targets. */
export const LENGTHS = [1, 4, 6, 20, 24, 30, 48, 72, 100].map((hours) => hours * HOUR)

/** Days with a change of the clocks in Berlin or New York, the first and the last of months, and of weeks. */
const DAYS = ['2026-10-19', '2026-10-25', '2026-10-26', '2026-11-01', '2026-11-02', '2026-11-09', '2026-11-16']
const MIDNIGHTS = DAYS.flatMap((day) => ZONES.map((zone) => instantOf(zone, day, 0)))
/** Opening and closing, before and after a change of the clocks; half past one happens twice on 1 November. */
const HOURS_OF_DAY: [day: string, minutes: number[]][] = [
  ['2026-10-30', [540, 900]],
  ['2026-11-01', [60, 90, 120, 240]],
  ['2026-11-02', [510, 720, 780, 1050]],
  ['2026-11-04', [720, 840]],
]
const OPENINGS = HOURS_OF_DAY.flatMap(([day, minutes]) =>
  minutes.map((minute) => instantOf(SUPPORT.timeZone, day, minute)),
)
const EDGES: readonly Instant[] = [...new Set([...MIDNIGHTS, ...OPENINGS])].sort((a, b) => a - b)

const nudge = fc.constantFrom(0, 0, 0, 0, 1, -1)

/** At an edge, or at most an hour of the clock. */
export const edge: fc.Arbitrary<Instant> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...EDGES) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 18 * 24, max: 32 * 24 }).map((hour) => BEGIN + hour * HOUR),
  },
)

const plus = fc.constantFrom(0, 0, 0, ...LENGTHS)

/** Any moment of a history: an edge, or exactly one or two agreed lengths away from one; often a millisecond beside. */
export const moment: fc.Arbitrary<Instant> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(edge, nudge).map(([at, beside]) => at + beside) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...EDGES), plus, nudge).map(([at, more, beside]) => at + more + beside),
  },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 60 * 24 }).map((hour) => BEGIN + hour * HOUR) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 18 * 24 * 60, max: 26 * 24 * 60 }).map((minute) => BEGIN + minute * MIN),
  },
)

/** A moment after another: an agreed length of it, around the clock or in opening hours, or anything. */
export const after: fc.Arbitrary<(from: Instant) => Instant> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(plus, nudge).map(
      ([more, beside]) =>
        (from: Instant) =>
          from + more + beside,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...LENGTHS.slice(0, 4)), nudge).map(([more, beside]) => (from: Instant) => {
      const due = firstPast(SUPPORT, from, (spent) => spent >= more, from + 30 * 24 * HOUR)
      return (due ?? from + more) + beside
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(null, SUPPORT), nudge).map(
      ([days, calendar, beside]) =>
        (from: Instant) =>
          businessDaysLater(calendar, 'UTC', from, days) + beside,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 26 * 4 }).map((quarters) => (from: Instant) => from + quarters * 15 * MIN),
  },
)

export const text = (at: Instant) => new Date(at).toISOString()
export const time = moment.map(text)

/** Not up for some minutes, and every part of it shorter than one. */
export const flapping = fc.tuple(moment, fc.integer({ min: 1, max: 6 })).map(([from, parts]) =>
  Array.from({ length: parts }, (_, i) => ({
    from: text(from + i * 40_000),
    to: text(from + (i + 1) * 40_000),
    state: i % 2 === 0 ? 'down' : 'degraded',
  })),
)
