import { describe, expect, test } from 'vitest'
import type { Objective, Terms } from '../agreement/terms.ts'
import { subjectRef } from '../events/identity.ts'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { at, objective, RULES, target, version } from '../testing/agreement.ts'
import { calendarTerms } from '../testing/calendar.ts'
import { actionsOf, BEGUN, CLIENT, on, type Said } from '../testing/clocks.ts'
import { exclusion, ruling } from '../testing/standing.ts'
import { MONTH, RATE } from '../testing/window.ts'
import { DAY, HOUR, MINUTE } from '../time/instant.ts'
import { type ClockQuestion, clocksNeed, listClocks } from './list.ts'

const CLOCKS: Terms['clocks'] = {
  calendars: new Map([['support', calendarTerms()]]),
  reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
  breachFloor: { kind: 'elapsed', ms: 15 * MINUTE, text: '15m' },
  mitigatedStopsResolve: false,
  pauseReasons: ['waiting_client'],
}
const line = (own: Partial<Objective> = {}) =>
  objective({
    id: 'restore',
    indicator: 'time-to-resolve',
    target: target('<=', '1', 'h'),
    window: MONTH,
    statistic: 'each',
    clock: { calendar: '24x7', starts: 'first-known' },
    ...own,
  })
const inForce = (objectives: Objective[], from = '2026-01-01') => [version(1, from, { objectives, clocks: CLOCKS })]

const listed = (said: readonly Said[], now: string, own: Partial<ClockQuestion> = {}) =>
  listClocks({
    versions: inForce([line()]),
    service: 'checkout-api',
    at: on(now),
    facts: actionsOf(said),
    corrections: [],
    standing: NOTHING_STANDS,
    incident: null,
    ...own,
  })
const PAUSED: Said[] = [...BEGUN, ['10:20', 'paused', { reason: 'waiting_client' }]]

describe('how a clock stands', () => {
  test('an end told for before it began ends nothing, and that is said', () => {
    const [clock] = listed([...BEGUN, ['09:00', 'resolved']], '10:50')
    expect(clock).toMatchObject({ clock: { endedAt: null }, endedTooEarly: [expect.any(String)] })
    expect(listed(BEGUN, '10:50')).toMatchObject([{ endedTooEarly: [] }])
  })
  test('in time: how long is left', () => {
    expect(listed(BEGUN, '10:50')).toMatchObject([
      {
        service: 'checkout-api',
        target: '≤ 1 h',
        overdue: false,
        remainingMs: 20 * MINUTE,
        pausedMs: 0,
        pauseReason: null,
        calendar: { timeZone: 'UTC' },
        clock: { kind: 'resolve', start: on('10:10'), dueAt: on('11:10') },
      },
    ])
  })
  test.each([
    { why: 'at its due time nothing is left, and it is not late', now: '11:10', overdue: false, left: 0 },
    { why: 'past it: how late it is', now: '11:30', overdue: true, left: -20 },
  ])('$why', ({ now, overdue, left }) => {
    const [one] = listed(BEGUN, now)
    // Nothing left is nothing, from whichever side: -0 + 0 is 0.
    expect([one?.overdue, (one?.remainingMs ?? Number.NaN) + 0]).toEqual([overdue, left * MINUTE])
  })
  test('rule 1: what is left is open time', () => {
    const versions = inForce([
      line({ target: target('<=', '8', 'h'), clock: { calendar: 'support', starts: 'first-known' } }),
    ])
    // Due on Wednesday at 10:10; until 17:00 and from 09:00 on.
    expect(listed(BEGUN, '16:00', { versions })).toMatchObject([{ remainingMs: 2 * HOUR + 10 * MINUTE }])
    expect(listed(BEGUN, '1 12:10', { versions })).toMatchObject([{ remainingMs: -2 * HOUR }])
  })
  test('rule 10: paused, why, and for how long', () => {
    expect(listed(PAUSED, '11:00')).toMatchObject([
      { pauseReason: 'waiting_client', pausedMs: 40 * MINUTE, remainingMs: 50 * MINUTE, overdue: false },
    ])
    expect(listed([...PAUSED, ['10:30', 'resumed', CLIENT]], '11:00')).toMatchObject([
      { pauseReason: null, pausedMs: 10 * MINUTE },
    ])
  })
  test('the reason of a pause is its own, not that of what else was taken out', () => {
    const standing = { ...NOTHING_STANDS, exclusions: [exclusion('2026-11-10T10:30:00Z', '2026-11-10T10:40:00Z')] }
    expect(listed(PAUSED, '11:00', { standing })).toMatchObject([{ pauseReason: 'waiting_client' }])
  })
  test('how its time came about, stretch by stretch', () => {
    const [one] = listed(PAUSED, '11:00')
    expect(one?.explain().map(({ state, countedMs }) => `${state} ${countedMs / MINUTE}`)).toEqual([
      'open 10',
      'paused 0',
    ])
    const [ended] = listed([...BEGUN, ['10:40', 'resolved']], '12:00', { incident: subjectRef('INC-1') })
    expect(ended?.explain().map(({ state, countedMs }) => `${state} ${countedMs / MINUTE}`)).toEqual(['open 30'])
  })
  test('time that was taken out does not count', () => {
    const standing = { ...NOTHING_STANDS, exclusions: [exclusion('2026-11-10T10:20:00Z', '2026-11-10T10:50:00Z')] }
    expect(listed(BEGUN, '11:00', { standing })).toMatchObject([{ remainingMs: 40 * MINUTE }])
  })
})

describe('which clocks are listed', () => {
  const ENDED: Said[] = [...BEGUN, ['11:30', 'resolved']]
  test('those that go on; of an incident asked for by any of its names, those that ended too', () => {
    const named: Said[] = ENDED.map(([time, action]) => [time, action, { sameAs: subjectRef('OPS-7') }])
    expect(listed(named, '12:00')).toEqual([])
    for (const name of ['INC-1', 'OPS-7'])
      expect(listed(named, '12:00', { incident: subjectRef(name) })).toMatchObject([
        { overdue: true, remainingMs: null },
      ])
    expect(listed(BEGUN, '12:00', { incident: subjectRef('INC-2') })).toEqual([])
  })
  test('rule 8: none that began before it was agreed', () => {
    const since = (from: string) => listed(BEGUN, '10:50', { versions: inForce([line()], from) }).length
    expect([since('2026-11-10T10:10:00Z'), since('2026-11-10T10:10:00.001Z')]).toEqual([1, 0])
  })
  test('none of what is told by no clock', () => {
    expect(listed(BEGUN, '10:50', { versions: inForce([RATE]) })).toEqual([])
    expect(listed(BEGUN, '10:50', { versions: inForce([line({ indicator: 'reported:happiness' })]) })).toEqual([])
  })
  test('by when they are due, then by the name of the objective', () => {
    const ids = ['c', 'a', 'b'].map((id) => line({ id, target: target('<=', id === 'a' ? '2' : '1', 'h') }))
    for (const objectives of [ids, ids.toReversed()]) {
      const found = listed(BEGUN, '10:50', { versions: inForce(objectives) })
      expect(found.map(({ judging }) => judging.objective.id)).toEqual(['b', 'c', 'a'])
    }
  })
  test('rule 12: what a correction replaced tells nothing', () => {
    const [, begun] = actionsOf(BEGUN)
    if (!begun) throw new Error('nothing began')
    const later = actionsOf([['10:30', 'detected']])
    const corrections = later.map(({ event, at: time }) => ({
      kind: 'correction' as const,
      target: begun.event,
      by: event,
      time,
      id: 'correction',
    }))
    expect(listed([], '10:50', { facts: [begun, ...later], corrections })).toMatchObject([
      { clock: { start: on('10:30') } },
    ])
  })
})

test('a ruling that it was not late stands, for that clock and objective', () => {
  const ruled = (identity: string) => ({
    ...NOTHING_STANDS,
    overturned: [ruling(identity, { objective: 'restore' })],
  })
  const overdue = (identity: string) => listed(BEGUN, '11:30', { standing: ruled(identity) }).map((one) => one.overdue)
  expect([overdue(`restore@${subjectRef('INC-1')}`), overdue(`restore@${subjectRef('INC-2')}`)]).toEqual([
    [false],
    [true],
  ])
})

describe('what has to be read for it', () => {
  const now = at('2026-11-20')
  test('ninety days, and a day ahead of our clock', () => {
    expect(clocksNeed(inForce([line()]), 'checkout-api', now)).toEqual({
      environments: ['production'],
      window: { from: now - 90 * DAY, to: now + DAY },
      families: ['delivery'],
    })
  })
  test('as far back as a deployment may be linked', () => {
    const incidents = { ...RULES, linkWindowMs: 100 * DAY }
    const versions = [version(1, '2026-01-01', { objectives: [line()], clocks: CLOCKS, incidents })]
    expect(clocksNeed(versions, 'checkout-api', now)?.window.from).toBe(now - 100 * DAY)
  })
  test('nothing where no clock is agreed', () => {
    expect(clocksNeed(inForce([RATE]), 'checkout-api', now)).toBeNull()
    expect(clocksNeed([], 'checkout-api', now)).toBeNull()
  })
})
