import { describe, expect, test } from 'vitest'
import type { Objective, Terms } from '../agreement/terms.ts'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { breachMoves } from '../breach/moves.ts'
import { listClocks } from '../clocks/list.ts'
import { subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { closedOf } from '../periods/due.ts'
import { judgePeriod } from '../periods/judge.ts'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { calendarTerms } from '../testing/calendar.ts'
import { heartbeat, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { MONTH } from '../testing/window.ts'
import { factsNeeded } from './facts-needed.ts'

const CLOCKS: Terms['clocks'] = {
  calendars: new Map([['support', calendarTerms()]]),
  reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
  breachFloor: { kind: 'elapsed', ms: 900_000, text: '15m' },
  mitigatedStopsResolve: false,
  pauseReasons: [],
}
const line = (minutes: string, own: Partial<Objective> = {}) =>
  objective({
    id: 'ack',
    indicator: 'time-to-acknowledge',
    target: target('<=', minutes, 'm'),
    window: MONTH,
    statistic: 'each',
    clock: { calendar: '24x7', starts: 'first-known' },
    ...own,
  })
const agreed = (...forms: [from: string, Objective][]): AcceptedVersion[] =>
  forms.map(([from, one], i) => version(i + 1, from, { objectives: [one], clocks: CLOCKS }))

/** Changed at noon of 15 November from 60 minutes to 15. */
const CHANGE = '2026-11-15T12:00:00Z'
const TIGHTER = agreed(['2026-01-01', line('60')], [CHANGE, line('15')])
const WATCHED = heartbeat('2026-09-01T00:00:00Z', '2027-01-01T00:00:00Z')
/** Detected at a time, acknowledged so many minutes later. */
const incidentOf = (name: string, from: string, minutes: number | null): WindowFact[] => [
  incident(name, from, { action: 'detected', party: 'vendor' }),
  ...(minutes === null
    ? []
    : [
        incident(name, new Date(at(from) + minutes * 60_000).toISOString(), {
          action: 'acknowledged',
          party: 'vendor',
        }),
      ]),
]
const BEFORE = incidentOf('before', '2026-11-15T11:59:59.999Z', 40)
const AFTER = incidentOf('after', '2026-11-15T12:00:00Z', 40)

const ask = (versions: AcceptedVersion[], facts: WindowFact[], now = '2026-11-20') =>
  gate({ versions, now, facts: [WATCHED, ...facts] })
const namesOf = (names: { incident: string[] }[] = []) => names.map((clock) => clock.incident[0])

describe('rule 8: an incident is judged by the version in force at its start', () => {
  test('a changed clock judges from the moment it is in force, and its predecessor what had begun before', () => {
    expect(only(ask(TIGHTER, BEFORE))).toMatchObject({
      status: 'met',
      display: '40 min',
      target: '≤ 60 min',
      agreement_version: 1,
    })
    expect(only(ask(TIGHTER, AFTER))).toMatchObject({ status: 'breached', target: '≤ 15 min', agreement_version: 2 })
    const both = only(ask(TIGHTER, [...BEFORE, ...AFTER]))
    expect(both).toMatchObject({ status: 'breached', samples: 2, target: '≤ 15 min', agreement_version: 2 })
    expect(namesOf(both.clocks)).toEqual([subjectRef('after')])
  })

  test('its window is judged from its beginning, by one or the other: it is not partial', () =>
    expect(only(ask(TIGHTER, AFTER)).window).toMatchObject({ from: '2026-11-01T00:00:00.000Z', partial: false }))

  test('one that runs over the change is late by what was agreed when it began, and so is its breach', () => {
    const facts = incidentOf('over', '2026-11-15T11:30:00Z', null)
    expect(only(ask(TIGHTER, facts, '2026-11-15T12:30:00Z')).status).toBe('met')
    const evaluation = ask(TIGHTER, facts, '2026-11-15T12:30:00.001Z')
    expect(breachMoves(evaluation, [])).toMatchObject([
      { kind: 'open', breach: { agreement_version: 1, target: '≤ 60 min', opened_at: '2026-11-15T12:30:00.001Z' } },
    ])
  })

  test('late ones of both forms are breaches, each by its own version', () => {
    const old = incidentOf('old', '2026-11-10T10:00:00Z', 90)
    const evaluation = ask(TIGHTER, [...old, ...AFTER])
    expect(
      breachMoves(evaluation, []).map((move) =>
        move.kind === 'open' ? [move.breach.agreement_version, move.breach.target] : null,
      ),
    ).toEqual([
      [1, '≤ 60 min'],
      [2, '≤ 15 min'],
    ])
  })

  test('one of the month before the change is judged by its own version in the window in which it was late', () => {
    const versions = agreed(['2026-01-01', line('60')], ['2026-12-01', line('15')])
    const facts = incidentOf('over', '2026-11-30T23:30:00Z', 90)
    const december = only(ask(versions, facts, '2026-12-10'))
    expect(december).toMatchObject({ status: 'breached', agreement_version: 1, target: '≤ 60 min' })
    // The facts are read that tell it.
    expect(factsNeeded(versions, 'checkout-api', at('2026-12-10'))?.window.from).toBeLessThan(at('2026-09-03'))
  })

  test('the same in the verdict of the window that is over', () => {
    const [closed] = closedOf(TIGHTER, 'checkout-api', at('2026-12-01'))
    if (!closed) throw new Error('November has ended')
    const facts = [WATCHED, ...incidentOf('old', '2026-11-10T10:00:00Z', 90)]
    const window = { facts, corrections: [], openBreaches: [], deployedBefore: false }
    const judged = judgePeriod({ versions: TIGHTER, standing: NOTHING_STANDS, window }, closed)
    expect(judged?.result).toMatchObject({
      status: 'breached',
      agreement_version: 1,
      agreement_hash: TIGHTER[0]?.hash,
      exact: { value: '5400000/60000' },
    })
  })

  test('and in the list of clocks: each beside what it is judged by, once', () => {
    const facts = [...incidentOf('a', '2026-11-15T11:50:00Z', null), ...incidentOf('b', '2026-11-15T12:10:00Z', null)]
    const listed = listClocks({
      versions: TIGHTER,
      service: 'checkout-api',
      at: at('2026-11-15T12:20:00Z'),
      facts,
      corrections: [],
      standing: NOTHING_STANDS,
      incident: null,
    })
    expect(listed.map(({ clock, target: told }) => [clock.incident, told])).toEqual([
      [subjectRef('b'), '≤ 15 min'],
      [subjectRef('a'), '≤ 60 min'],
    ])
  })

  test('what began before anything was agreed is judged by nobody, and named', () => {
    const versions = agreed(['2026-11-10', line('60')], [CHANGE, line('15')])
    const result = only(ask(versions, incidentOf('early', '2026-11-09T23:59:00Z', 90)))
    expect(result.status).toBe('met')
    expect(result.evidence.not_counted).toMatchObject([{ reason: 'before_agreement' }])
    expect(result.window).toMatchObject({ from: '2026-11-10T00:00:00.000Z', partial: true })
  })

  test.each([
    {
      why: 'another statistic judges a window',
      was: line('60', { statistic: 'median' }),
      is: line('15', { statistic: 'median' }),
    },
    { why: 'the statistic itself changed', was: line('60', { statistic: 'median' }), is: line('15') },
    { why: 'another window', was: line('60', { window: { kind: 'calendar', unit: 'quarter' } }), is: line('15') },
  ])('$why: it waits for the next window', ({ was, is }) => {
    const versions = agreed(['2026-01-01', was], [CHANGE, is])
    expect(only(ask(versions, AFTER))).toMatchObject({ agreement_version: 1, target: '≤ 60 min' })
  })
})
