import { describe, expect, test } from 'vitest'
import type { Objective, Terms } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import { subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { calendarTerms } from '../testing/calendar.ts'
import { heartbeat, incident, outage, review } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { MONTH } from '../testing/window.ts'
import type { OpenBreachView } from './input.ts'

const ALL = heartbeat('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')
const WATCHED = [ALL, heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')]
const day = (n: number, time: string) => `2026-11-${String(n).padStart(2, '0')}T${time}:00Z`
const said = (name: string, time: string, action: 'detected' | 'acknowledged' | 'resolved', more = {}) =>
  incident(name, time, { action, party: 'vendor', ...more })

const CLOCKS: Terms['clocks'] = {
  calendars: new Map([['support', calendarTerms()]]),
  reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
  breachFloor: { kind: 'elapsed', ms: 900_000, text: '15m' },
  mitigatedStopsResolve: false,
  pauseReasons: ['waiting_client'],
}
const line = (own: Partial<Objective> = {}) =>
  objective({
    id: 'ack',
    indicator: 'time-to-acknowledge',
    target: target('<=', '15', 'm'),
    window: MONTH,
    statistic: 'each',
    clock: { calendar: '24x7', starts: 'first-known' },
    ...own,
  })
const judged = (one: Objective, facts: WindowFact[], now = day(20, '12:00'), open: OpenBreachView[] = []) =>
  gate({
    versions: [version(1, '2026-01-01', { objectives: [one], clocks: CLOCKS })],
    now,
    facts: [...WATCHED, ...facts],
    open,
  })
const result = (...asked: Parameters<typeof judged>) => only(judged(...asked))

describe('rule 10: a clock is judged in the window in which it stopped or was late, whichever was first', () => {
  const late = [said('a', day(3, '10:00'), 'detected'), said('a', day(3, '10:40'), 'acknowledged')]
  const intime = [said('b', day(4, '10:00'), 'detected'), said('b', day(4, '10:15'), 'acknowledged')]

  test('every single clock must hold, and the late ones are told one by one', () => {
    const found = result(line(), [...late, ...intime])
    expect(found).toMatchObject({
      status: 'breached',
      scope: 'clock',
      display: '40 min',
      samples: 2,
      statistic: 'each',
    })
    expect(found.clocks).toEqual([
      {
        incident: [subjectRef('a')],
        run: 0,
        severity: 'sev1',
        started_at: '2026-11-03T10:00:00.000Z',
        due_at: '2026-11-03T10:15:00.000Z',
        breached_at: '2026-11-03T10:15:00.001Z',
        ended_at: '2026-11-03T10:40:00.000Z',
        value: 2_400,
        display: '40 min',
        margin: '25 min over',
        paused_seconds: 0,
        events: late.toReversed().map(({ event }) => event),
      },
    ])
    expect(result(line(), intime)).toMatchObject({ status: 'met', display: '15 min', clocks: [] })
    expect(result(line({ statistic: 'p50' }), [...late, ...intime])).toMatchObject({ status: 'met', display: '15 min' })
  })

  test('past its due time with no event arriving it is late now, and shown with its age', () => {
    const open = [said('a', day(20, '11:00'), 'detected')]
    expect(result(line(), open, day(20, '11:15'))).toMatchObject({ status: 'met', display: '0 cases' })
    const found = result(line(), open, day(20, '12:00'))
    expect(found).toMatchObject({ status: 'breached', display: '1 h', clocks: [{ ended_at: null, value: 3_600 }] })
  })

  test('late in October, acknowledged in November: it is October’s', () => {
    const facts = [said('a', '2026-10-31T23:30:00Z', 'detected'), said('a', day(1, '08:00'), 'acknowledged')]
    expect(result(line(), facts)).toMatchObject({ status: 'met', display: '0 cases', clocks: [] })
    expect(result(line(), facts, '2026-10-31T23:59:00Z')).toMatchObject({ status: 'breached' })
  })

  test('what began before it was agreed is not judged', () => {
    const versions = [version(1, day(3, '10:05'), { objectives: [line()], clocks: CLOCKS })]
    const found = only(gate({ versions, now: day(20, '12:00'), facts: [...WATCHED, ...late] }))
    expect(found).toMatchObject({
      status: 'met',
      clocks: [],
      evidence: { not_counted: [{ reason: 'before_agreement' }] },
    })
  })

  test.each([
    { why: 'nobody said when it began', facts: [said('a', day(3, '10:00'), 'acknowledged')], reason: 'start_unknown' },
    {
      why: 'acknowledged before it was detected',
      facts: [said('a', day(3, '10:00'), 'detected'), said('a', day(3, '09:00'), 'acknowledged')],
      reason: 'negative_span',
    },
    {
      why: 'resolved before it was detected, and acknowledged after',
      facts: [
        said('a', day(3, '10:00'), 'detected'),
        said('a', day(3, '09:59'), 'resolved'),
        said('a', day(3, '10:05'), 'acknowledged'),
      ],
      reason: 'negative_span',
    },
    {
      why: 'called off, as the client says too',
      facts: [
        said('a', day(3, '10:00'), 'detected'),
        incident('a', day(3, '10:05'), { action: 'cancelled', party: 'client' }),
      ],
      reason: 'incident_cancelled',
    },
    {
      why: 'the client’s own doing',
      facts: [
        said('a', day(3, '10:00'), 'detected'),
        incident('a', day(3, '10:05'), { action: 'reported', party: 'client', attribution: 'client' }),
      ],
      reason: 'agreed_elsewhere',
    },
  ])('left out and said so: $why', ({ facts, reason }) => {
    expect(result(line(), facts)).toMatchObject({ status: 'met', evidence: { not_counted: [{ reason }] } })
  })
})

describe('one breach for each clock', () => {
  const a = [said('a', day(3, '10:00'), 'detected'), said('a', day(3, '10:40'), 'acknowledged')]
  const b = [said('b', day(4, '10:00'), 'detected', { severity: 2 })]
  const moves = (facts: WindowFact[], open: OpenBreachView[] = []) => {
    const evaluation = judged(line(), facts, day(20, '12:00'), open)
    return breachMoves(evaluation, open)
  }
  const standing = (name: string, openedAt: string, more: Partial<OpenBreachView> = {}): OpenBreachView => ({
    id: `br_${name}`,
    objective: 'ack',
    identity: `ack@${subjectRef(name)}`,
    openedAt: at(openedAt),
    status: 'open',
    ...more,
  })

  test('it opened when the clock was late, with the events that tell it', () => {
    expect(moves([...a, ...b])).toMatchObject([
      {
        kind: 'open',
        identity: `ack@${subjectRef('a')}`,
        breach: {
          opened_at: '2026-11-03T10:15:00.001Z',
          severity: 'sev1',
          value: 2_400,
          display: '40 min',
          opened_by: { evidence: { events: a.toReversed().map(({ event }) => event) } },
        },
      },
      {
        kind: 'open',
        identity: `ack@${subjectRef('b')}`,
        breach: { opened_at: '2026-11-04T10:15:00.001Z', severity: 'sev2' },
      },
    ])
  })
  test('one that stands open is not opened again, nor ended because the incident is over', () => {
    expect(moves(a, [standing('a', day(3, '10:16'))])).toEqual([])
  })
  test('under another name of the incident it is still the same', () => {
    const joined = [...a, said('z', day(3, '10:20'), 'detected', { sameAs: subjectRef('a') })]
    expect(moves(joined, [standing('z', day(3, '10:16'))])).toEqual([])
  })
  test('what was told late and shows that it was in time ends it', () => {
    const intime = [...a, said('a', day(3, '10:05'), 'acknowledged')]
    expect(moves(intime, [standing('a', day(3, '10:16'))])).toMatchObject([{ kind: 'resolve', id: 'br_a' }])
  })
  test('or that it never was: an incident that was corrected away', () => {
    expect(moves([], [standing('a', day(3, '10:16'))])).toMatchObject([{ kind: 'resolve', id: 'br_a' }])
  })
  test('that of another window stays', () => {
    expect(moves([], [standing('a', '2026-10-03T10:16:00Z')])).toEqual([])
  })
  test('other statistics have one for the window', () => {
    const evaluation = judged(line({ statistic: 'p90' }), a)
    expect(breachMoves(evaluation, [])).toMatchObject([{ kind: 'open', identity: 'ack@2026-11-01' }])
  })
  test('a block on deployments is released when every one of them is acknowledged', () => {
    const blocking = line({ blockOn: ['deployment'], release: { kind: 'acknowledged' } })
    const asked = (open: OpenBreachView[]) =>
      gate({
        versions: [version(1, '2026-01-01', { objectives: [blocking], clocks: CLOCKS })],
        now: day(20, '12:00'),
        facts: [...WATCHED, ...a, ...b],
        open,
        request: { event: 'deployment' },
      }).verdict
    const known = { status: 'acknowledged' } as const
    expect(asked([])).toBe('fail')
    expect(asked([standing('a', day(3, '10:16'), known), standing('b', day(4, '10:16'))])).toBe('fail')
    expect(asked([standing('a', day(3, '10:16'), known), standing('b', day(4, '10:16'), known)])).toBe('warn')
  })
})

describe('rule 2: durations run on the objective’s calendar', () => {
  // Friday 16:00 to Monday 11:00: three of Monday to Friday, nine to five.
  const weekend = outage('a', day(6, '16:00'), day(9, '11:00'))
  const restore = (own: Partial<Objective>) =>
    line({ id: 'restore', indicator: 'time-to-restore', statistic: null, clock: { calendar: 'support' }, ...own })

  test('time to restore', () => {
    expect(result(restore({ target: target('<=', '3', 'h') }), weekend)).toMatchObject({
      status: 'met',
      value: 10_800,
      display: '3 h',
    })
    expect(result(restore({ target: target('<', '3', 'h') }), weekend)).toMatchObject({ status: 'breached' })
    expect(result(restore({ target: target('<=', '3', 'h'), clock: { calendar: '24x7' } }), weekend)).toMatchObject({
      display: '67 h',
    })
  })
  test('business days: until the same time on so many days with hours', () => {
    const days = (value: string) => result(restore({ target: target('<=', value, 'bd') }), weekend)
    expect(days('1')).toMatchObject({ status: 'met', value: 0.375, display: '0.4 bd', unit: 'bd' })
    const exactly = outage('a', day(6, '16:00'), day(9, '16:00'))
    const status = (op: '<' | '<=') => result(restore({ target: target(op, '1', 'bd') }), exactly).status
    expect([status('<='), status('<')]).toEqual(['met', 'breached'])
    const open = [incident('a', day(6, '16:00'))]
    const going = (op: '<' | '<=') => result(restore({ target: target(op, '1', 'bd') }), open, day(9, '16:00')).status
    expect([going('<='), going('<')]).toEqual(['met', 'breached'])
    const longer = result(restore({ target: target('<=', '1', 'bd') }), outage('a', day(6, '16:00'), day(9, '16:01')))
    expect(longer).toMatchObject({ status: 'breached', display: '1.1 bd' })
  })
  test('an open one counts once it is late by its calendar', () => {
    const open = [incident('a', day(6, '16:00'))]
    const at3 = (now: string) => result(restore({ target: target('<=', '3', 'h') }), open, now)
    expect(at3(day(9, '10:59')).status).toBe('met')
    expect(at3(day(9, '11:01'))).toMatchObject({ status: 'breached', display: '3 h 1 min' })
  })
  test('reviews', () => {
    const facts = [
      review(1, 'ready_for_review', day(6, '16:00')),
      review(1, 'reviewed', day(9, '10:00'), { reviewer: 'client' }),
    ]
    const turnaround = line({
      id: 'r',
      indicator: 'code-review-turnaround',
      owedBy: 'client',
      statistic: null,
      clock: { calendar: 'support' },
      target: target('<=', '2', 'h'),
    })
    expect(result(turnaround, facts)).toMatchObject({ status: 'met', display: '2 h' })
  })
})
