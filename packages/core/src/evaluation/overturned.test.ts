import { describe, expect, test } from 'vitest'
import type { WindowSpec } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import { subjectRef } from '../events/identity.ts'
import { at, objective, target } from '../testing/agreement.ts'
import { heartbeat, incident } from '../testing/facts.ts'
import { coverage, only, SHA } from '../testing/gate.ts'
import { asked, exclusion, ruling, waiver } from '../testing/standing.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'

describe('a window that lies in excluded time from end to end is `excluded`', () => {
  test.each([
    { why: 'whole', parts: [['2026-11-01', '2026-12-01']], status: 'excluded' },
    {
      why: 'by two that touch',
      parts: [
        ['2026-10-20', '2026-11-15'],
        ['2026-11-15', '2026-12-02'],
      ],
      status: 'excluded',
    },
    { why: 'but for a millisecond', parts: [['2026-11-01T00:00:00.001Z', '2026-12-01']], status: 'no_data' },
  ])('$why: $status', ({ parts, status }) => {
    const exclusions = parts.map(([from = '', to = ''], i) => exclusion(from, to, { id: `ex_${i}` }))
    const result = only(asked({ exclusions }))
    expect(result.status).toBe(status)
    if (status === 'excluded')
      expect(result.excluded).toEqual({ by: 'exclusion', ids: exclusions.map(({ id }) => id), reason: 'a flood' })
  })
})

describe('an overturned breach takes out what it was about, and cites the ruling', () => {
  test.each([
    { now: '2026-11-30T23:59:59.999Z', month: '2026-11', status: 'excluded' },
    { now: '2026-12-22', month: '2026-12', status: 'breached' },
  ])('its calendar window and no other: at $now $status', ({ now, month: name, status }) => {
    const overturned = [ruling('change-fail-rate@2026-11-01')]
    const evaluation = asked({ overturned }, { now, facts: month(name, 20, 4) })
    expect(only(evaluation).status).toBe(status)
    if (status === 'excluded') {
      expect(only(evaluation).excluded).toEqual({ by: 'ruling', ids: ['dp_1'], breach_id: 'br_1' })
      expect([evaluation.verdict, breachMoves(evaluation, [])]).toEqual(['pass', []])
    }
  })
  test.each([
    { now: '2026-12-11T23:00:00Z', status: 'excluded', why: 'it holds the day of the breach' },
    { now: '2026-12-12T01:00:00Z', status: 'breached', why: 'that day has left it' },
  ])('a rolling window while $why', ({ now, status }) => {
    const window: WindowSpec = { kind: 'rolling', days: 30 }
    const overturned = [ruling('change-fail-rate@rolling-2026-11-12', { openedAt: at('2026-11-12T09:00:00Z') })]
    const facts = [...month('2026-11', 30, 30), ...month('2026-12', 10, 10)]
    expect(only(asked({ overturned }, { versions: agreed({ ...RATE, window }), now, facts })).status).toBe(status)
  })
  test('its change, and no other commit', () => {
    const line = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
    const of = (sha: string) =>
      only(
        asked(
          { overturned: [ruling(`coverage@${sha}`, { objective: 'coverage' })] },
          { versions: agreed(line), head: [coverage(5, 10)] },
        ),
      ).status
    expect([of(SHA), of('b'.repeat(40))]).toEqual(['excluded', 'breached'])
  })
  test('of another service or objective it takes nothing', () => {
    const identity = 'change-fail-rate@2026-11-01'
    expect(only(asked({ overturned: [ruling(identity, { service: 'search' })] })).status).toBe('breached')
    expect(only(asked({ overturned: [ruling(identity, { objective: 'uptime' })] })).status).toBe('breached')
  })
  describe('one clock of one incident', () => {
    const ack = objective({
      id: 'ack',
      indicator: 'time-to-acknowledge',
      target: target('<=', '15', 'm'),
      window: MONTH,
      statistic: 'each',
      clock: { calendar: '24x7', starts: 'first-known' },
    })
    const late = (name: string, day: string) => [
      incident(name, `2026-11-${day}T10:00:00Z`, { action: 'detected' }),
      incident(name, `2026-11-${day}T11:00:00Z`, { action: 'acknowledged' }),
    ]
    const facts = [heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'), ...late('x', '05'), ...late('y', '06')]
    const of = (standing: Parameters<typeof asked>[0]) => only(asked(standing, { versions: agreed(ack), facts }))
    const named = (name: string) => `ack@${subjectRef(name)}`
    test('is no case, and late no more; the other one is', () => {
      const result = of({ overturned: [ruling(named('x'), { objective: 'ack' })] })
      expect(result).toMatchObject({ status: 'breached', samples: 1, clocks: [{ incident: [subjectRef('y')] }] })
      expect(result.evidence.not_counted).toMatchObject([{ reason: 'overturned' }])
    })
    test('is waived alone; the result is where each that was late is', () => {
      const one = (name: string) => waiver({ id: name, objective: 'ack', breach: { id: name, identity: named(name) } })
      expect(of({ waivers: [one('x')] }).status).toBe('breached')
      expect(of({ waivers: [one('x'), one('y')] }).status).toBe('waived')
    })
  })
})
