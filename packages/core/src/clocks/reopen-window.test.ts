import { describe, expect, test } from 'vitest'
import type { AgreedDuration } from '../agreement/terms.ts'
import { alwaysOpen, type Calendar } from '../calendar/calendar.ts'
import { calendar as calendarOf } from '../testing/calendar.ts'
import { actionsOf, BEGUN, on, setting } from '../testing/clocks.ts'
import { incident } from '../testing/facts.ts'
import { HOUR, MINUTE } from '../time/instant.ts'
import { clocksOf } from './clock.ts'

/** Nine to five. */
const DAYTIME = calendarOf()
const EIGHT_HOURS: AgreedDuration = { kind: 'elapsed', ms: 8 * HOUR, text: '8h' }
const UNTIL_CLOSING: AgreedDuration = { kind: 'elapsed', ms: 380 * MINUTE, text: '380m' }
const TWO_DAYS: AgreedDuration = { kind: 'business_days', days: 2, text: '2bd' }

/** How many clocks an incident has that was resolved on Tuesday at 10:40 and reopened at an instant. */
const runsWhenReopened = (calendar: Calendar, reopenWindow: AgreedDuration, at: number): number =>
  clocksOf(
    [
      ...actionsOf([...BEGUN, ['10:40', 'resolved']]),
      incident('INC-1', new Date(at).toISOString(), { action: 'reopened', party: 'vendor' }),
    ],
    'resolve',
    setting({ calendar, reopenWindow }),
    on('20 00:00'),
  ).length

describe('rules 1 and 10: the reopen window is half-open', () => {
  test.each([
    { edge: '18:40', calendar: alwaysOpen('UTC'), window: EIGHT_HOURS, why: 'around the clock' },
    // Open from 9 to 17: of eight hours 6 h 20 min are left of that day.
    { edge: '1 10:40', calendar: DAYTIME, window: EIGHT_HOURS, why: 'in business time, on the next day' },
    {
      edge: '17:00',
      calendar: DAYTIME,
      window: UNTIL_CLOSING,
      why: 'in business time, where it ends at closing',
    },
    { edge: '2 10:40', calendar: DAYTIME, window: TWO_DAYS, why: 'in business days' },
  ])('$why: the moment before its end is inside, its end is not', ({ edge, calendar, window }) => {
    const runs = [-1, 0, 1].map((ms) => runsWhenReopened(calendar, window, on(edge) + ms))
    expect(runs).toEqual([1, 2, 2])
  })

  test('a night that follows its end at closing makes it no longer', () => {
    expect(runsWhenReopened(DAYTIME, UNTIL_CLOSING, on('1 08:00'))).toBe(2)
  })
})
