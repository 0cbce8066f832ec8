import { expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { deployment } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { exclusion } from '../testing/standing.ts'

const frequency = (unit: '/day' | '/week', window: Objective['window']) =>
  objective({ indicator: 'deployment-frequency', target: target('>=', '1', unit), window, enforcement: 'warn' })
const MONTH = { kind: 'calendar', unit: 'month' } as const
const WEEK = { kind: 'calendar', unit: 'week' } as const
const facts = [deployment('1', '2026-10-28T09:00:00Z'), deployment('2', '2026-11-01T09:00:00Z')]

/** 1 November is a Sunday. */
const asked = (one: Objective, now: string, from: string, to: string) =>
  only(
    gate({
      versions: [version(1, '2026-01-01', { objectives: [one] })],
      now,
      facts,
      standing: { exclusions: [exclusion(from, to)] },
    }),
  )

test.each([
  { to: '2026-11-01T12:00:00Z', reason: undefined, why: 'a whole day has counted' },
  { to: '2026-11-01T12:00:00.001Z', reason: 'window_too_young', why: 'a millisecond of it was taken out' },
])('rule 4: time that was taken out is no time in which anything was observed: $why', ({ to, reason }) =>
  expect(asked(frequency('/day', MONTH), '2026-11-02T12:00:00Z', '2026-11-01', to).no_data_reason).toBe(reason),
)

test('a week that is over is judged on what is left of it', () => {
  const result = asked(frequency('/week', WEEK), '2026-11-02T12:00:00Z', '2026-10-26', '2026-10-28')
  expect([result.no_data_reason, result.trend?.at(-2)]).toEqual([
    'window_too_young',
    { at: '2026-10-26T00:00:00.000Z', value: 2.8 },
  ])
})

test('a whole rolling window never grows older, whatever was taken out of it', () => {
  const rolling = frequency('/week', { kind: 'rolling', days: 7 })
  expect(asked(rolling, '2026-11-02T12:00:00Z', '2026-10-29', '2026-10-31')).toMatchObject({
    status: 'met',
    samples: 2,
  })
})

test('all of it taken out is said', () => {
  const { no_data_reason, evidence } = asked(frequency('/day', MONTH), '2026-11-02', '2026-11-01', '2026-11-02')
  expect([no_data_reason, evidence.formula]).toEqual([
    'window_too_young',
    'all of the time so far was agreed to be left out',
  ])
})
