import { describe, expect, test } from 'vitest'
import type { Terms } from '../agreement/terms.ts'
import { nameRef, subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, heartbeat, incident } from '../testing/facts.ts'
import { coverage, gate, only } from '../testing/gate.ts'
import { exclusion } from '../testing/standing.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'
import { productionOf } from './production.ts'

const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const BAD = month('2026-11', 20, 4)

describe('what an evaluation says of itself', () => {
  test('which agreement, between whom', () => {
    expect(gate({ versions: agreed(RATE), now: '2026-11-22' }).agreement?.parties).toEqual({
      client: 'Acme',
      vendor: 'Northwind',
    })
  })
  test('rule 11: provisional as soon as one of its windows is', () => {
    const provisional = (...objectives: (typeof RATE)[]) =>
      gate({ versions: agreed(...objectives), now: '2026-11-22', facts: BAD, head: [coverage(90, 100)] }).provisional
    expect([provisional(COVERAGE), provisional(RATE), provisional(COVERAGE, RATE)]).toEqual([false, true, true])
  })
  test('a service that it does not know, and those that it does', () => {
    const { notes, verdict } = gate({ versions: agreed(RATE), now: '2026-11-22', request: { service: 'search' } })
    expect([verdict, notes]).toEqual([
      'warn',
      [
        {
          code: 'service_not_in_agreement',
          detail: 'the agreement knows no service `search`; it names checkout-api',
        },
      ],
    ])
  })
})

test('passed as a rollback of what nobody knows, it says so, whatever else is judged', () => {
  const blocking = { ...RATE, blockOn: ['deployment' as const], release: { kind: 'next_window' as const } }
  const evaluation = gate({
    versions: agreed(COVERAGE, blocking),
    now: '2026-11-22',
    facts: BAD,
    head: [coverage(90, 100)],
    request: { event: 'deployment', rolls_back: 'nobody' },
  })
  expect(evaluation.notes.map(({ code }) => code)).toEqual(['unknown_rollback'])
})

test('what is not in force stays that, whatever was agreed about its time', () => {
  const result = only(
    gate({
      versions: agreed({ ...RATE, stage: 'production' }),
      now: '2026-11-22',
      facts: BAD,
      standing: { exclusions: [exclusion('2026-10-01', '2026-12-31')] },
    }),
  )
  expect(result.status).toBe('not_in_force')
})

test('an environment that names none is production, also of a service that nobody knows', () => {
  expect([productionOf(null, 'search'), productionOf(version(1, '2026-01-01', {}), 'search')]).toEqual([
    ['production'],
    ['production'],
  ])
})

describe('what a result says of what it holds back', () => {
  const BLOCKING = {
    ...RATE,
    blockOn: ['deployment'] as const,
    release: { kind: 'good_deployments', count: 3 } as const,
  }
  const deploy = (facts: WindowFact[], own = {}) =>
    only(
      gate({ versions: agreed({ ...BLOCKING, ...own }), now: '2026-11-22', facts, request: { event: 'deployment' } }),
    )

  test('how the block ends, as it was agreed', () => {
    expect(deploy(BAD)).toMatchObject({ blocking: true, release: { kind: 'good_deployments', count: 3 } })
    expect(deploy(BAD, { release: null })).not.toHaveProperty('release')
  })
  test('why it does not block is said only of what would otherwise', () => {
    expect(deploy(BAD)).not.toHaveProperty('not_blocking')
    expect(deploy(BAD, { blockOn: [] })).toMatchObject({ status: 'breached', not_blocking: 'not_on_this_event' })
    expect(deploy([], { blockOn: [] })).toMatchObject({ status: 'no_data', not_blocking: 'not_on_this_event' })
    const met = deploy(month('2026-11', 20, 0), { blockOn: [] })
    expect(met.status).toBe('met')
    expect(met).not.toHaveProperty('not_blocking')
  })
  test('rule 11: missed without the presumed ones too, it blocks', () => {
    const presumed = [...BAD, incident('x', '2026-11-13T13:00:00Z')]
    expect(deploy(presumed)).toMatchObject({ status: 'breached', blocking: true })
  })

  const breach = [
    {
      id: 'br_1',
      objective: RATE.id,
      identity: `${RATE.id}@2026-11-01`,
      openedAt: at('2026-11-16T13:00:00Z'),
      status: 'open' as const,
    },
  ]
  const released = (more: WindowFact[], own = {}) =>
    !only(
      gate({
        versions: agreed({ ...BLOCKING, ...own }),
        now: '2026-11-22',
        facts: [...BAD, ...more],
        open: breach,
        request: { event: 'deployment' },
      }),
    ).blocking
  test('good deployments: one that an incident names is none, though it succeeded', () => {
    const named = incident('x', '2026-11-19T13:00:00Z', { cause: subjectRef('2026-11-18'), severity: 4 })
    expect([released([]), released([named])]).toEqual([true, false])
  })
  test('good deployments: a cancelled one is neither good nor bad', () => {
    expect(released([deployment('gone', '2026-11-20T18:00:00Z', { status: 'cancelled' })])).toBe(true)
  })
  test('where no end was agreed nothing ends it', () => {
    expect(released([], { release: null })).toBe(false)
  })
})

describe('the clocks that were late', () => {
  const CLOCKS: Terms['clocks'] = {
    calendars: new Map(),
    reopenWindow: { kind: 'business_days', days: 5, text: '5bd' },
    breachFloor: { kind: 'elapsed', ms: 900_000, text: '15m' },
    mitigatedStopsResolve: true,
    pauseReasons: ['waiting_client'],
  }
  const line = objective({
    id: 'restore',
    indicator: 'time-to-resolve',
    target: target('<=', '15', 'm'),
    window: MONTH,
    statistic: 'each',
    clock: { calendar: '24x7', starts: 'first-known' },
  })
  const WATCHED = [heartbeat('2026-10-01T00:00:00Z', '2026-12-01T00:00:00Z')]
  const late = (facts: WindowFact[], clocks: Terms['clocks'] = CLOCKS) =>
    only(
      gate({
        versions: [version(1, '2026-01-01', { objectives: [line], ...(clocks ? { clocks } : {}) })],
        now: '2026-11-20',
        facts: [...WATCHED, ...facts],
      }),
    ).clocks
  const detected = (name: string, time: string) => incident(name, `2026-11-03T${time}:00Z`, { action: 'detected' })
  const resolved = (name: string, time: string) => incident(name, `2026-11-03T${time}:00Z`, { action: 'resolved' })

  test('rule 12: by when they were late, then by name, however they arrive', () => {
    const names = ['a', 'b', 'c']
    const facts = names.flatMap((name) => [detected(name, name === 'a' ? '10:30' : '10:00'), resolved(name, '11:00')])
    const [b, c] = [subjectRef('b'), subjectRef('c')].sort()
    for (const arrived of [facts, facts.toReversed()])
      expect(late(arrived)?.map(({ incident: [name] }) => name)).toEqual([b, c, subjectRef('a')])
  })
  test('one that began earlier and was late later comes later', () => {
    const paused = incident('a', '2026-11-03T10:05:00Z', { action: 'paused', pauseReason: nameRef('waiting_client') })
    const resumed = incident('a', '2026-11-03T10:55:00Z', { action: 'resumed' })
    const facts = [detected('a', '10:00'), paused, resumed, detected('b', '10:30')]
    const both = [...facts, resolved('a', '12:00'), resolved('b', '12:00')]
    expect(late(both)?.map(({ incident: [name] }) => name)).toEqual([subjectRef('b'), subjectRef('a')])
  })
  test('with the seconds that they were paused', () => {
    const pause = incident('a', '2026-11-03T10:05:00Z', {
      action: 'paused',
      pauseReason: nameRef('waiting_client'),
    })
    const resumed = incident('a', '2026-11-03T10:15:00Z', { action: 'resumed' })
    expect(late([detected('a', '10:00'), pause, resumed, resolved('a', '11:00')])).toMatchObject([
      { paused_seconds: 600 },
    ])
  })
  test('mitigation stops them only where that was agreed', () => {
    const facts = [
      detected('a', '10:00'),
      incident('a', '2026-11-03T10:10:00Z', { action: 'mitigated' }),
      resolved('a', '11:00'),
    ]
    expect([late(facts), late(facts, { ...CLOCKS, mitigatedStopsResolve: false })?.length]).toEqual([[], 1])
    expect(
      only(
        gate({
          versions: [version(1, '2026-01-01', { objectives: [line] })],
          now: '2026-11-20',
          facts: [...WATCHED, ...facts],
        }),
      ).clocks,
    ).toHaveLength(1)
  })
})
