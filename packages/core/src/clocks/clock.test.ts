import { describe, expect, test } from 'vitest'
import { calendar } from '../testing/calendar.ts'
import {
  actionsOf,
  BEGUN,
  CLIENT,
  clocks,
  on,
  type Said,
  setting,
  clockTable as table,
  told,
} from '../testing/clocks.ts'
import { clocksOf } from './clock.ts'

table('rule 10: still open past its deadline is a breach now, and equality is in time', [
  { why: 'due this very moment', said: BEGUN, until: '11:10', is: ['running 60 due 11:10 breached -'] },
  {
    why: 'a minute later, with no event arriving',
    said: BEGUN,
    until: '11:11',
    is: ['running 61 due 11:10 breached 11:10'],
  },
  {
    why: 'stopped at the last moment',
    said: [...BEGUN, ['11:10', 'resolved']],
    is: ['stopped 60 due 11:10 breached -'],
  },
  {
    why: 'mitigated does not stop it',
    said: [...BEGUN, ['10:30', 'mitigated'], ['11:30', 'resolved']],
    is: ['stopped 80 due 11:10 breached 11:10'],
  },
  {
    why: 'unless that was agreed',
    said: [...BEGUN, ['10:30', 'mitigated'], ['11:30', 'resolved']],
    more: { mitigatedStops: true },
    is: ['stopped 20 due 11:10 breached -'],
  },
])

test('rule 3: equality is in time, and one millisecond more is late', () => {
  const actions = actionsOf(BEGUN)
  const breached = (until: number) => clocksOf(actions, 'resolve', setting(), until).map((one) => one.breachedAt)
  expect(breached(on('11:10'))).toEqual([null])
  expect(breached(on('11:10') + 1)).toEqual([on('11:10') + 1])
  const stopped = (ms: number) =>
    actionsOf([...BEGUN, ['11:10', 'resolved']]).map((one) =>
      one.action === 'resolved' ? { ...one, at: one.at + ms } : one,
    )
  const of = (ms: number) => clocksOf(stopped(ms), 'resolve', setting(), on('12:00')).map((one) => one.breachedAt)
  expect([of(0), of(1)]).toEqual([[null], [on('11:10') + 1]])
})

describe('rule 10: each on its own calendar', () => {
  const support = { calendar: calendar(), promised: { kind: 'elapsed', overdueFromMs: 4 * 3_600_000 + 1 } } as const
  test('nights and weekends cost nothing; what is stopped before the next opening was in time', () => {
    // 13 November 2026 is a Friday: three hours until closing, then the weekend.
    const from: Said = ['3 14:00', 'detected']
    expect(clocks([from, ['6 09:30', 'resolved']], 'resolve', support).map(told)).toEqual([
      'stopped 210 due 16 10:00 breached -',
    ])
    const due = { ...support, promised: { kind: 'elapsed', overdueFromMs: 3 * 3_600_000 + 1 } } as const
    expect(clocks([from, ['4 12:00', 'resolved']], 'resolve', due).map(told)).toEqual([
      'stopped 180 due 13 17:00 breached -',
    ])
    expect(clocks([from], 'resolve', due, '5 12:00').map(told)).toEqual(['running 180 due 13 17:00 breached -'])
    expect(clocks([from], 'resolve', due, '6 09:01').map(told)).toEqual(['running 181 due 13 17:00 breached 16 09:00'])
  })
})

test('rule 12: the order in which actions arrive changes nothing', () => {
  const actions = actionsOf([
    ...BEGUN,
    ['10:20', 'paused', { reason: 'waiting_client' }],
    ['10:50', 'responded', CLIENT],
    ['11:09', 'resolved'],
    ['12:00', 'reopened'],
    ['12:40', 'resolved'],
  ])
  const as = (some: typeof actions) => JSON.stringify(clocksOf(some, 'resolve', setting(), on('20 00:00')))
  const shuffles = actions.map((_, i) => [...actions.slice(i), ...actions.slice(0, i)])
  expect(new Set([...shuffles, actions.toReversed()].map(as)).size).toBe(1)
})
