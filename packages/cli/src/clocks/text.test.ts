import type { Clock } from '@plumbline/client'
import { describe, expect, test } from 'vitest'
import { clockHead, spanOf, standing } from './text.ts'

const clock = (more: Partial<Clock> = {}): Clock => ({
  service: 'checkout-api',
  objective: 'resolve',
  clause: null,
  title: 'Resolve',
  indicator: 'time-to-resolve',
  agreement_version: 1,
  incident: 'INC-1',
  incident_title: null,
  run: 0,
  severity: 'sev1',
  state: 'running',
  overdue: false,
  owed_by: 'vendor',
  calendar: 'support',
  time_zone: 'America/New_York',
  target: '≤ 4 h',
  started_at: '2026-12-04T21:00:00.000Z',
  started_from: 'agreed',
  due_at: '2026-12-07T17:00:00.000Z',
  breached_at: null,
  ended_at: null,
  elapsed: 'PT1800S',
  remaining: 'PT12600S',
  paused: 'PT0S',
  paused_since: null,
  pause_reason: null,
  pending: [],
  events: [],
  ...more,
})

describe('what a clock is, in words', () => {
  test.each([
    { more: {}, words: 'running' },
    { more: { overdue: true }, words: 'overdue' },
    { more: { state: 'paused', pause_reason: 'waiting_client' }, words: 'paused: waiting_client' },
    { more: { state: 'paused', overdue: true }, words: 'paused, too late' },
    { more: { state: 'stopped' }, words: 'stopped in time' },
    { more: { state: 'stopped', overdue: true }, words: 'stopped too late' },
    { more: { state: 'called_off' }, words: 'called off' },
    { more: { state: 'elsewhere', overdue: true }, words: 'no longer judged here, too late' },
  ] as const)('$words', ({ more, words }) => expect(standing(clock(more))).toBe(words))
})

test.each([
  ['PT5400S', '1 h 30 min'],
  ['-PT900S', '−15 min'],
  ['-PT3715.42S', '−1 h 1 min 55 s'],
])('%s is %s', (duration, words) => expect(spanOf(duration)).toBe(words))

test('the head of an explanation says what is asked, since when, until when, and what is still to be agreed', () => {
  const pending = [
    { what: 'severity', to: 'sev3', at: '2026-12-04T21:10:00.000Z', accepted_at: '2026-12-08T21:10:00.000Z' },
  ] as const
  expect(clockHead(clock({ pending: [...pending], started_from: 'next_known' }))).toEqual([
    'INC-1 · resolve (sev1, ≤ 4 h, owed by the vendor): running',
    '  started 4 Dec 2026, 16:00 (the agreed start was never told), due 7 Dec 2026, 12:00; 30 min counted on support (America/New_York)',
    '  said to be sev3, which the other party has not agreed to; silence accepts it 8 Dec 2026, 16:10',
  ])
})

test('text from outside stays one harmless line', () => {
  const [line = ''] = clockHead(clock({ incident: 'a\u001b[31m\nb\u202e' }))
  expect([...line].filter((sign) => sign < ' ' || sign === '\u202e')).toEqual([])
})
