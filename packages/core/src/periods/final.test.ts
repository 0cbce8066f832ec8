import { describe, expect, test } from 'vitest'
import type { Terms } from '../agreement/terms.ts'
import { at, RULES, terms } from '../testing/agreement.ts'
import { formatInstant, HOUR } from '../time/instant.ts'
import { endingOf, finalFrom, NOTHING_MATTERS } from './final.ts'

const weekdays = (timeZone: string, holidays: string[] = []): Partial<Terms> => ({
  timeZone,
  clocks: {
    calendars: new Map([
      [
        'office',
        {
          timeZone,
          hours: [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? ['09:00-17:00'] : [])),
          holidays,
          specialDays: new Map(),
          breaks: new Map(),
        },
      ],
    ]),
    calendar: 'office',
    reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
    breachFloor: { kind: 'elapsed', ms: 0, text: '0m' },
    mitigatedStopsResolve: false,
    pauseReasons: [],
  },
})

const disputes = (window: NonNullable<Terms['disputes']>['window']): Partial<Terms> => ({
  disputes: { window, silence: 'accepts', arbiter: null },
})
const bd = (days: number) => disputes({ kind: 'business_days', days, text: `${days}bd` })
const hours = (n: number) => disputes({ kind: 'elapsed', ms: n * HOUR, text: `${n}h` })

describe('rule 11, rule 12: when a window becomes final', () => {
  test.each([
    {
      own: { ...weekdays('UTC'), ...bd(10) },
      to: '2026-12-01T00:00:00Z',
      final: '2026-12-15T09:00:00.000Z',
      why: 'ten business days after its end, at the next opening',
    },
    {
      own: { ...weekdays('UTC', ['2026-12-08']), ...bd(10) },
      to: '2026-12-01T00:00:00Z',
      final: '2026-12-16T09:00:00.000Z',
      why: 'a holiday is no business day',
    },
    { own: weekdays('UTC'), to: '2026-12-01T00:00:00Z', final: '2026-12-15T09:00:00.000Z', why: 'ten are the default' },
    {
      own: { ...weekdays('America/New_York'), ...bd(10) },
      to: '2026-11-01T04:00:00Z',
      final: '2026-11-13T14:00:00.000Z',
      why: 'a month that ends with summer time: days are those of the zone',
    },
    {
      own: { timeZone: 'Europe/Berlin', ...hours(48) },
      to: '2026-03-28T23:00:00Z',
      final: '2026-03-30T23:00:00.000Z',
      why: 'hours are elapsed: a short day takes none of them',
    },
    {
      own: { timeZone: 'Europe/Berlin', ...bd(1) },
      to: '2026-03-28T23:00:00Z',
      final: '2026-03-29T23:00:00.000Z',
      why: 'without a calendar every day is one, but never before the link window has passed',
    },
    {
      own: { ...hours(1), incidents: { ...RULES, linkWindowMs: 72 * HOUR } },
      to: '2026-12-01T00:00:00Z',
      final: '2026-12-04T00:00:00.000Z',
      why: 'a longer link window holds it open',
    },
    {
      own: {},
      to: '2026-12-05T00:00:00Z',
      final: '2026-12-15T00:00:00.000Z',
      why: 'an agreement that was read before there were calendars',
    },
  ])('$why', ({ own, to, final }) => {
    expect(formatInstant(finalFrom(terms(own), at(to)))).toBe(final)
  })

  test('rule 8: a version that was accepted for the past leaves time to dispute what it judges', () => {
    const agreed = terms({ ...weekdays('UTC'), ...bd(10) })
    const accepted = at('2026-12-10T12:00:00Z')
    expect(formatInstant(finalFrom(agreed, at('2026-11-01'), accepted))).toBe('2026-12-24T12:00:00.000Z')
  })
})

const from = at('2026-12-15')
const matters = (own: Partial<typeof NOTHING_MATTERS>) => ({ ...NOTHING_MATTERS, ...own })

test.each([
  { own: {}, now: '2026-12-14T23:59:59.999Z', ending: null, why: 'not a millisecond before' },
  { own: {}, now: '2026-12-15T00:00:00Z', ending: ['2026-12-15', 'time'], why: 'at the instant itself' },
  { own: {}, now: '2027-03-01', ending: ['2026-12-15', 'time'], why: 'however late it is noticed' },
  { own: { disputed: true }, now: '2027-03-01', ending: null, why: 'not while a dispute is open' },
  {
    own: { disputed: true, acknowledgedAt: at('2026-12-02') },
    now: '2026-12-03',
    ending: null,
    why: 'nor then where both took note',
  },
  {
    own: { ruledAt: at('2026-12-20') },
    now: '2026-12-21',
    ending: ['2026-12-20', 'ruling'],
    why: 'with the ruling, where that came later',
  },
  {
    own: { ruledAt: at('2026-12-10') },
    now: '2026-12-16',
    ending: ['2026-12-15', 'time'],
    why: 'a ruling before its time ends nothing early',
  },
  {
    own: { acknowledgedAt: at('2026-12-05') },
    now: '2026-12-05',
    ending: ['2026-12-05', 'acknowledged'],
    why: 'at once when both parties took note',
  },
  {
    own: { acknowledgedAt: at('2026-12-05'), ruledAt: at('2026-12-07') },
    now: '2026-12-08',
    ending: ['2026-12-07', 'acknowledged'],
    why: 'but not before what they disputed was ruled on',
  },
])('a provisional window ends: $why', ({ own, now, ending }) => {
  const found = endingOf(from, matters(own), at(now))
  expect(found && [formatInstant(found.at).slice(0, 10), found.how]).toEqual(ending)
})
