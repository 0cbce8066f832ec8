import { expect, test } from 'vitest'
import { breachMoves } from '../breach/moves.ts'
import { subjectRef } from '../events/identity.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { calendarTerms } from '../testing/calendar.ts'
import { heartbeat, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { waiver } from '../testing/standing.ts'
import { MONTH } from '../testing/window.ts'
import { MOST_CLOCKS_TOLD, withFewClocks } from './missed-clocks.ts'

const MANY = MOST_CLOCKS_TOLD + 10
const ACK = objective({
  id: 'ack',
  indicator: 'time-to-acknowledge',
  target: target('<=', '15', 'm'),
  window: MONTH,
  statistic: 'each',
  clock: { calendar: '24x7', starts: 'first-known' },
})
const VERSION = version(1, '2026-01-01', {
  objectives: [ACK],
  clocks: {
    calendars: new Map([['support', calendarTerms()]]),
    reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
    breachFloor: { kind: 'elapsed', ms: 900_000, text: '15m' },
    mitigatedStopsResolve: false,
    pauseReasons: [],
  },
})
/** One an hour, none of which anybody has acknowledged. */
const name = (n: number) => `i-${n}`
const hour = (n: number) =>
  `2026-11-${String(3 + Math.floor(n / 24)).padStart(2, '0')}T${String(n % 24).padStart(2, '0')}`
const FACTS = [
  heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
  ...Array.from({ length: MANY }, (_, n) => incident(name(n), `${hour(n)}:00:00Z`, { action: 'detected' })),
]
const judged = (more: object = {}) => gate({ versions: [VERSION], now: '2026-11-20T12:00:00Z', facts: FACTS, ...more })

test('however many clocks are late, each opens a breach of its own', () => {
  const moves = breachMoves(judged(), [])
  expect(new Set(moves.map((move) => move.kind === 'open' && move.identity)).size).toBe(MANY)
})

test('what is told says how many more there are, and ends no breach of one that it leaves out', () => {
  const told = withFewClocks(judged())
  expect(only(told).clocks).toHaveLength(MOST_CLOCKS_TOLD)
  expect(only(told).more_clocks).toBe(10)
  const identity = `ack@${subjectRef(name(MANY - 1))}`
  const open = [
    {
      id: 'br_last',
      objective: 'ack',
      identity,
      openedAt: at(`${hour(MANY - 1)}:15:00.001Z`),
      status: 'open' as const,
    },
  ]
  expect(breachMoves(told, open).filter(({ kind }) => kind !== 'open')).toEqual([])
  const first = breachMoves(told, []).find((move) => move.kind === 'open')
  expect(first?.kind === 'open' && first.breach.opened_by.more_clocks).toBeUndefined()
})

test('a window of which every clock that is told is waived is missed by the one that is not', () => {
  const waivers = Array.from({ length: MOST_CLOCKS_TOLD }, (_, n) => {
    const identity = `ack@${subjectRef(name(n))}`
    return waiver({ id: `wv_${n}`, objective: 'ack', service: null, breach: { id: `br_${n}`, identity } })
  })
  const standing = { waivers, exclusions: [], disputes: [], overturned: [], baselines: [] }
  expect(only(judged({ standing })).status).toBe('breached')
})
