import { expect, test } from 'vitest'
import { at, objective, target, version } from '../testing/agreement.ts'
import { MONTH, RATE } from '../testing/window.ts'
import { formatInstant } from '../time/instant.ts'
import { type ClosedWindow, closedOf, periodsDue } from './due.ts'

const frequency = (unit: 'week' | 'month' | 'quarter') =>
  objective({
    id: `by-${unit}`,
    indicator: 'deployment-frequency',
    target: target('>=', '1', '/day'),
    window: { kind: 'calendar', unit },
  })

const told = (all: readonly ClosedWindow[]) =>
  all.map(
    ({ judging, window }) =>
      `${judging.objective.id} v${judging.version.version} ${formatInstant(window.from).slice(0, 13)} ${formatInstant(window.to).slice(0, 13)}`,
  )

test('weeks, months and quarters are closed, each at its own local midnight; a rolling window never', () => {
  const rolling = { ...RATE, window: { kind: 'rolling', days: 30 } as const }
  const versions = [
    version(1, '2026-01-01', {
      timeZone: 'America/New_York',
      objectives: [frequency('week'), frequency('month'), frequency('quarter'), rolling],
    }),
  ]
  const due = periodsDue(versions, { through: at('2026-09-25'), version: 1 }, at('2026-11-02T05:00:00Z'))
  expect(told(due)).toEqual([
    'by-week v1 2026-09-21T04 2026-09-28T04',
    'by-month v1 2026-09-01T04 2026-10-01T04',
    'by-quarter v1 2026-07-01T04 2026-10-01T04',
    'by-week v1 2026-09-28T04 2026-10-05T04',
    'by-week v1 2026-10-05T04 2026-10-12T04',
    'by-week v1 2026-10-12T04 2026-10-19T04',
    'by-week v1 2026-10-19T04 2026-10-26T04',
    'by-month v1 2026-10-01T04 2026-11-01T04',
    // The week in which clocks went back an hour.
    'by-week v1 2026-10-26T04 2026-11-02T05',
  ])
})

test('rule 8: the version in force in the last millisecond judges; a changed objective starts with its next window', () => {
  const stricter = { ...RATE, target: target('<=', '5', '%') }
  const versions = [
    version(1, '2026-09-01', { objectives: [RATE] }),
    version(2, '2026-10-15', { objectives: [stricter] }),
  ]
  expect(told(periodsDue(versions, null, at('2026-12-01')))).toEqual([
    'change-fail-rate v1 2026-09-01T00 2026-10-01T00',
    'change-fail-rate v1 2026-10-01T00 2026-11-01T00',
    'change-fail-rate v2 2026-11-01T00 2026-12-01T00',
  ])
})

test('rule 8: what is no longer agreed when its window ends is not judged', () => {
  const versions = [
    version(1, '2026-09-01', { objectives: [RATE] }),
    version(2, '2026-10-31T23:59:59.999Z', { objectives: [] }),
  ]
  expect(closedOf(versions, 'checkout-api', at('2026-10-01'))).toHaveLength(1)
  expect(closedOf(versions, 'checkout-api', at('2026-11-01'))).toEqual([])
})

test('rule 8: a version accepted for the past brings its windows although they were looked through before', () => {
  const versions = [version(1, '2026-09-01', { objectives: [] }), version(2, '2026-09-01', { objectives: [RATE] })]
  const before = { through: at('2026-11-20'), version: 1 }
  expect(periodsDue(versions, before, at('2026-11-21'))).toHaveLength(2)
  expect(periodsDue(versions, { ...before, version: 2 }, at('2026-11-21'))).toEqual([])
})

test('rule 9: the first window is partial, and what only a later stage judges has none', () => {
  const live = { ...RATE, id: 'live-only', stage: 'live' }
  const versions = [version(1, '2026-10-10', { stage: 'build', objectives: [RATE, live] })]
  const [first, ...more] = periodsDue(versions, null, at('2026-11-01'))
  expect(more).toEqual([])
  expect(first?.judging.since).toBe(at('2026-10-10'))
  expect(first?.window.from).toBe(at('2026-10-01'))
})

test('a month later or a year later, each ends once', () => {
  const versions = [version(1, '2026-01-01', { objectives: [{ ...RATE, window: MONTH }] })]
  const all = periodsDue(versions, null, at('2026-12-01'))
  expect(all).toHaveLength(11)
  expect(new Set(all.map(({ id }) => id)).size).toBe(11)
  expect(periodsDue(versions, null, at('2026-12-01'), new Set(all.slice(0, 10).map(({ id }) => id)))).toHaveLength(1)
})
