import { describe, expect, test } from 'vitest'
import type { Terms } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import { subjectRef } from '../events/identity.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { calendarTerms } from '../testing/calendar.ts'
import { heartbeat, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { asked, waiver } from '../testing/standing.ts'
import { MONTH } from '../testing/window.ts'
import type { OpenBreachView } from './input.ts'

const CLOCKS: Terms['clocks'] = {
  calendars: new Map([['support', calendarTerms()]]),
  reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
  breachFloor: { kind: 'elapsed', ms: 900_000, text: '15m' },
  mitigatedStopsResolve: false,
  pauseReasons: [],
}
const LINE = objective({
  id: 'ack',
  indicator: 'time-to-acknowledge',
  target: target('<=', '15', 'm'),
  window: MONTH,
  statistic: 'each',
  clock: { calendar: '24x7', starts: 'first-known' },
})
const late = (name: string, day: string) => [
  incident(name, `${day}T10:00:00Z`, { action: 'detected', party: 'vendor' }),
  incident(name, `${day}T11:00:00Z`, { action: 'acknowledged', party: 'vendor' }),
]
/** On the 3rd and on the 8th. */
const FACTS = [
  heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
  ...late('a', '2026-11-03'),
  ...late('b', '2026-11-08'),
]
/** Of the objective, from the 5th to the 10th. */
const WAIVER = waiver({ objective: 'ack', from: at('2026-11-05'), until: at('2026-11-10') })
const openOf = (name: string, day: string): OpenBreachView => ({
  id: `br_${name}`,
  objective: 'ack',
  identity: `ack@${subjectRef(name)}`,
  openedAt: at(`${day}T10:15:00.001Z`),
  status: 'open',
})

const ask = (now: string, facts = FACTS, waivers = [WAIVER]) =>
  gate({
    versions: [version(1, '2026-01-01', { objectives: [LINE], clocks: CLOCKS })],
    now,
    facts,
    standing: { waivers },
  })

describe('clocks are waived one by one, each by the moment at which it became late', () => {
  test.each(['2026-11-09', '2026-11-20', '2026-11-30T23:59:59.999Z'])('whenever it is asked: %s', (now) => {
    const evaluation = ask(now)
    expect(only(evaluation)).toMatchObject({
      status: 'breached',
      clocks: [{ incident: [subjectRef('a')] }, { incident: [subjectRef('b')], waiver: { id: 'wv_1' } }],
    })
    expect(only(evaluation).clocks?.[0]?.waiver).toBeUndefined()
    // Only what was not permitted is a breach.
    expect(breachMoves(evaluation, [])).toMatchObject([{ kind: 'open', identity: `ack@${subjectRef('a')}` }])
  })

  test('the result is waived where each that was late is, also after the waiver', () => {
    const evaluation = ask(
      '2026-11-20',
      FACTS.filter((fact) => fact.kind !== 'incident' || fact.incident === subjectRef('b')),
    )
    expect(only(evaluation)).toMatchObject({ status: 'waived', waiver: { id: 'wv_1' } })
    expect([evaluation.verdict, breachMoves(evaluation, [])]).toEqual(['pass', []])
  })

  test('a breach that stands open for a waived clock is waived, once', () => {
    const moves = (b: OpenBreachView) => breachMoves(ask('2026-11-09'), [openOf('a', '2026-11-03'), b])
    expect(moves(openOf('b', '2026-11-08'))).toEqual([{ kind: 'waive', id: 'br_b', waiver: 'wv_1' }])
    expect(moves({ ...openOf('b', '2026-11-08'), aside: 'waived' })).toEqual([])
    expect(moves({ ...openOf('b', '2026-11-08'), aside: 'disputed' })).toEqual([])
  })

  test('by its own breach for good: of what is past nothing more is learnt', () => {
    const named = waiver({
      objective: 'ack',
      until: at('2026-11-10'),
      breach: { id: 'br_a', identity: `ack@${subjectRef('a')}` },
    })
    expect(only(ask('2026-11-20', FACTS, [named])).clocks?.map((clock) => clock.waiver?.id)).toEqual([
      'wv_1',
      undefined,
    ])
  })
})

test('a window that is waived waives the breach that stands open for it, once', () => {
  const evaluation = asked({ waivers: [waiver()] })
  const known: OpenBreachView = {
    id: 'br_1',
    objective: 'change-fail-rate',
    identity: 'change-fail-rate@2026-11-01',
    openedAt: at('2026-11-08'),
    status: 'open',
  }
  expect(breachMoves(evaluation, [known])).toEqual([{ kind: 'waive', id: 'br_1', waiver: 'wv_1' }])
  expect(breachMoves(evaluation, [{ ...known, aside: 'waived' }])).toEqual([])
  expect(breachMoves(evaluation, [{ ...known, aside: 'disputed' }])).toEqual([])
})
