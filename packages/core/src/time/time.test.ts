import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { withCases } from '../testing/cases.ts'
import { formatInstant, HOUR, parseInstant, within } from './instant.ts'
import { localDaysOf, windowAt, windowBefore, windowLabel } from './window.ts'
import { isZone, localMidnight, localTime } from './zone.ts'

const MONTH = { kind: 'calendar', unit: 'month' } as const
const shown = (window: { from: number; to: number }) => `${formatInstant(window.from)} ${formatInstant(window.to)}`

describe('instants', () => {
  test.each([
    ['2026-12-01T09:30:00Z', '2026-12-01T09:30:00.000Z'],
    ['2026-12-01t09:30:00.123456789+02:00', '2026-12-01T07:30:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is read as %s', (text, expected) => expect(formatInstant(parseInstant(text) ?? 0)).toBe(expected))

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-12-01T24:00:00Z',
    '2026-12-01T09:30:00',
    '2026-12-01',
    'now',
    '2026-13-01T00:00:00Z',
    '2026-12-01T09:60:00Z',
    '',
  ])('%j is refused', (text) => expect(parseInstant(text)).toBeNull())
})

test('rule 1: intervals are half-open: the first moment is inside, the last is not', () => {
  const window = { from: 10, to: 20 }
  expect([9, 10, 19, 20].map((at) => within(window, at))).toEqual([false, true, true, false])
})

describe('rule 1: a local time in a DST gap moves later, in an overlap the first counts', () => {
  withCases<{ id: string; tz: string; local: string; expect: string }>('sla/local-time-resolution.json', (cases) => {
    test.each(cases)('$id', (one) => expect(localTime(one.tz, one.local)).toBe(Date.parse(one.expect)))
  })
  test('a day whose midnight is skipped begins after the gap', () => {
    expect(formatInstant(localMidnight('America/Sao_Paulo', '2018-11-04'))).toBe('2018-11-04T03:00:00.000Z')
  })
})

describe('rule 1: calendar windows are cut at local midnights of the agreement’s zone', () => {
  test.each([
    {
      unit: 'month',
      zone: 'America/New_York',
      now: '2026-11-30T23:30:00-05:00',
      window: '2026-11-01T04:00:00.000Z 2026-12-01T05:00:00.000Z',
      why: 'clocks change inside it',
    },
    {
      unit: 'week',
      zone: 'UTC',
      now: '2026-11-22T08:00:00Z',
      window: '2026-11-16T00:00:00.000Z 2026-11-23T00:00:00.000Z',
      why: 'a week begins on Monday',
    },
    {
      unit: 'week',
      zone: 'UTC',
      now: '2026-11-16T00:00:00Z',
      window: '2026-11-16T00:00:00.000Z 2026-11-23T00:00:00.000Z',
      why: 'its first moment belongs to it',
    },
    {
      unit: 'quarter',
      zone: 'UTC',
      now: '2026-11-22T08:00:00Z',
      window: '2026-10-01T00:00:00.000Z 2027-01-01T00:00:00.000Z',
      why: 'quarters begin in January, April, July, October',
    },
  ] as const)('$unit at $now: $why', ({ unit, zone, now, window }) => {
    expect(shown(windowAt({ kind: 'calendar', unit }, zone, at(now)))).toBe(window)
  })

  test('rolling Nd is the N local days that end today, up to now', () => {
    const window = windowAt({ kind: 'rolling', days: 30 }, 'America/New_York', at('2026-11-22T08:00:00Z'))
    expect(shown(window)).toBe('2026-10-24T04:00:00.000Z 2026-11-22T08:00:00.000Z')
  })

  test('windows of one kind tile time: none overlap, nothing lies between', () => {
    const zones = fc.constantFrom(
      'UTC',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
    )
    const units = fc.constantFrom('week' as const, 'month' as const, 'quarter' as const)
    const times = fc.integer({ min: at('2015-01-01'), max: at('2030-01-01') })
    fc.assert(
      fc.property(zones, units, times, (zone, unit, time) => {
        const spec = { kind: 'calendar', unit } as const
        const window = windowAt(spec, zone, time)
        expect(window.from <= time && time < window.to).toBe(true)
        expect(windowBefore(spec, zone, window).to).toBe(window.from)
        expect(windowAt(spec, zone, window.to).from).toBe(window.to)
      }),
    )
  })
})

describe('local days', () => {
  test('a month has as many as its calendar shows, also where clocks change', () => {
    const days = localDaysOf('America/New_York', windowAt(MONTH, 'America/New_York', at('2026-11-15')))
    expect([days.length, days[0]?.date, days.at(-1)?.date]).toEqual([30, '2026-11-01', '2026-11-30'])
    expect(days.map((day) => (day.to - day.from) / HOUR).filter((hours) => hours !== 24)).toEqual([25])
    expect(days.every((day) => day.inside === day.to - day.from)).toBe(true)
  })
  test('of a day partly inside it says how much', () => {
    const day = localMidnight('America/New_York', '2026-11-01')
    expect(localDaysOf('America/New_York', { from: day + HOUR, to: day + 6 * HOUR })).toEqual([
      { date: '2026-11-01', from: day, to: day + 25 * HOUR, inside: 5 * HOUR },
    ])
  })
  test('of an empty interval there is none', () => expect(localDaysOf('UTC', { from: 5, to: 5 })).toEqual([]))
})

test.each([
  [{ kind: 'calendar', unit: 'month' }, 'November 2026'],
  [{ kind: 'calendar', unit: 'quarter' }, 'Q4 2026'],
  [{ kind: 'calendar', unit: 'week' }, 'week of 2026-11-16'],
  [{ kind: 'rolling', days: 30 }, 'last 30 days'],
] as const)('%o reads %s', (spec, label) => {
  expect(windowLabel(spec, 'UTC', windowAt(spec, 'UTC', at('2026-11-22')))).toBe(label)
})

test('a zone is a place with rules, not an offset', () => {
  // CST is known to Intl, but not to what computes midnights.
  expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', '+02:00', 'CST', ''].map(isZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
