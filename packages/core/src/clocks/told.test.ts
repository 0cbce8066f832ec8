import { describe, expect, test } from 'vitest'
import { subjectRef } from '../events/identity.ts'
import { actionsOf, BEGUN, clocks, on, type Said, told } from '../testing/clocks.ts'
import { ref } from '../testing/facts.ts'
import { MINUTE } from '../time/instant.ts'
import { inClockOrder } from './order.ts'

const event = (time: string, action: string, name = 'INC-1') =>
  ref(`i ${name} ${action} ${new Date(on(time)).toISOString()}`)
const PAUSED: Said[] = [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }]]

describe('all that is told of a clock', () => {
  test('while it runs', () => {
    expect(clocks(BEGUN, 'resolve', {}, '10:50')).toEqual([
      {
        incident: subjectRef('INC-1'),
        names: [subjectRef('INC-1')],
        level: 1,
        run: 0,
        kind: 'resolve',
        start: on('10:10'),
        startFrom: 'agreed',
        state: 'running',
        endedAt: null,
        elapsedMs: 40 * MINUTE,
        budgetMs: 60 * MINUTE,
        dueAt: on('11:10'),
        breachedAt: null,
        taken: [],
        pausedSince: null,
        pending: [],
        events: [event('10:10', 'detected')],
      },
    ])
  })
  test('paused: since when, and what it took out', () => {
    expect(clocks(PAUSED, 'resolve', {}, '10:50')).toMatchObject([
      {
        state: 'paused',
        pausedSince: on('10:20'),
        dueAt: on('11:40'),
        taken: [{ from: on('10:20'), to: on('10:50'), state: 'paused', reason: 'waiting_client' }],
      },
    ])
    expect(clocks([...PAUSED, ['10:30', 'resumed']], 'resolve', {}, '10:50')).toMatchObject([
      { state: 'running', pausedSince: null },
    ])
  })
  test('stopped and reopened: what lay between counts nothing, and has no reason', () => {
    const said: Said[] = [...BEGUN, ['10:30', 'resolved'], ['10:40', 'reopened'], ['10:50', 'resolved']]
    expect(clocks(said)).toMatchObject([
      {
        state: 'stopped',
        endedAt: on('10:50'),
        run: 0,
        taken: [{ from: on('10:30'), to: on('10:40'), state: 'stopped' }],
        events: [event('10:50', 'resolved'), event('10:10', 'detected')],
      },
    ])
    expect(clocks(said)[0]?.taken[0]).not.toHaveProperty('reason')
  })
  test('a further run says that it began with the reopening', () => {
    const said: Said[] = [...BEGUN, ['10:30', 'resolved'], ['9 10:40', 'reopened']]
    expect(clocks(said, 'resolve', {}, '9 11:00')).toMatchObject([
      { run: 0, startFrom: 'agreed', endedAt: on('10:30') },
      { run: 1, startFrom: 'reopened', start: on('9 10:40'), endedAt: null, events: [event('9 10:40', 'reopened')] },
    ])
  })
  test('rule 10: a start that nobody told is the next known, flagged', () => {
    expect(clocks(BEGUN, 'resolve', { starts: 'reported' })).toMatchObject([
      { startFrom: 'next_known', start: on('10:00') },
    ])
  })
  test('every name it has, in one order', () => {
    const said: Said[] = [...BEGUN, ['10:15', 'acknowledged', { sameAs: subjectRef('OPS-7') }]]
    expect(clocks(said)[0]?.names).toEqual([subjectRef('INC-1'), subjectRef('OPS-7')].sort())
  })
  test('nothing promised: it is neither due nor late', () => {
    expect(clocks(BEGUN, 'resolve', { promised: null }, '15:00')).toMatchObject([
      { budgetMs: null, dueAt: null, breachedAt: null, elapsedMs: 290 * MINUTE },
    ])
  })
  test('a promise of no time at all is late at once, and has nothing below 0', () => {
    const nothing = { promised: { kind: 'elapsed', overdueFromMs: 0 } } as const
    expect(clocks(BEGUN, 'resolve', nothing, '10:20')).toMatchObject([{ budgetMs: 0, breachedAt: on('10:10') }])
  })
  test('the severity as which it was late, else the last', () => {
    const raised: Said[] = [
      ['10:10', 'detected', { severity: 3 }],
      ['10:30', 'severity_changed', { severity: 1 }],
    ]
    expect(clocks(raised, 'resolve', {}, '10:20')[0]?.level).toBe(3)
    expect(clocks(raised, 'resolve', {}, '10:40')[0]?.level).toBe(1)
    const lateAs3: Said[] = [
      ['10:10', 'detected', { severity: 3 }],
      ['12:00', 'severity_changed', { severity: 1 }],
    ]
    expect(clocks(lateAs3)[0]?.level).toBe(3)
  })
})

describe('time agreed to lie outside of the measurement', () => {
  const cut = (from: string, to: string) => [
    { from: on(from), to: on(to), state: 'excluded' as const, reason: 'a flood' },
  ]
  test.each([
    { why: 'inside', from: '10:20', to: '10:50', is: 'stopped 20 due 11:40 breached -', taken: 1 },
    { why: 'before it began', from: '09:00', to: '10:10', is: 'stopped 50 due 11:10 breached -', taken: 0 },
    { why: 'from its end on', from: '11:00', to: '12:00', is: 'stopped 50 due 12:10 breached -', taken: 0 },
    { why: 'over its beginning', from: '09:00', to: '10:20', is: 'stopped 40 due 11:20 breached -', taken: 1 },
  ])('$why', ({ from, to, is, taken }) => {
    const [one] = clocks([...BEGUN, ['11:00', 'resolved']], 'resolve', { excluded: cut(from, to) })
    expect(one && [told(one), one.taken]).toEqual([is, taken === 0 ? [] : cut(from, to)])
  })
})

test('rule 10: of what happened at one moment stop, pause, resume, start, then what changes no clock', () => {
  const actions = (
    [
      'severity_changed',
      'reopened',
      'unacknowledged',
      'reported',
      'resumed',
      'paused',
      'responded',
      'resolved',
    ] as const
  ).map((action) => actionsOf([['10:10', action]])[0])
  const ranks = inClockOrder(actions.flatMap((one) => one ?? [])).map(({ action }) => action)
  expect(ranks.slice(0, 2).sort()).toEqual(['resolved', 'responded'])
  expect(ranks.slice(2, 4)).toEqual(['paused', 'resumed'])
  expect(ranks.slice(4, 7).sort()).toEqual(['reopened', 'reported', 'unacknowledged'])
  expect(ranks.slice(7)).toEqual(['severity_changed'])
})

test('rule 12: of the same said twice at one moment the lesser reference comes first, however they arrive', () => {
  const twice = actionsOf([
    ['10:10', 'acknowledged', { event: ref('a') }],
    ['10:10', 'acknowledged', { event: ref('b') }],
  ])
  const expected = [ref('a'), ref('b')].sort()
  for (const arrived of [twice, twice.toReversed()])
    expect(inClockOrder(arrived).map((one) => one.event)).toEqual(expected)
})
