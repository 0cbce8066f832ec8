import { expect, test } from 'vitest'
import type { Terms } from '../agreement/terms.ts'
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

test.each<[how: string, from: Partial<Terms>, to: Partial<Terms>, after: string]>([
  ['to a zone further west', {}, { timeZone: 'America/New_York' }, 'v2 2026-12-01T05 2027-01-01T05'],
  ['to a zone further east', { timeZone: 'America/New_York' }, {}, 'v2 2026-12-01T00 2027-01-01T00'],
  [
    'to weeks',
    {},
    { objectives: [{ ...RATE, window: { kind: 'calendar', unit: 'week' } }] },
    'v2 2026-11-30T00 2026-12-07T00',
  ],
  ['to a rolling window', {}, { objectives: [{ ...RATE, window: { kind: 'rolling', days: 30 } }] }, ''],
])(
  'rule 8: the window that was judged when it changed has its verdict, also where it changed %s',
  (_, from, to, after) => {
    const versions = [
      version(1, '2026-01-01', { objectives: [RATE], ...from }),
      version(2, '2026-11-15', { objectives: [RATE], ...to }),
    ]
    const due = periodsDue(versions, { through: at('2026-11-20'), version: 2 }, at('2027-01-01T06:00:00Z'))
    const zone = from.timeZone ? ['2026-11-01T04', '2026-12-01T05'] : ['2026-11-01T00', '2026-12-01T00']
    expect(told(due).slice(0, 2).join()).toBe(
      [['change-fail-rate v1', ...zone].join(' '), ...(after ? [`change-fail-rate ${after}`] : [])].join(),
    )
    // The next one begins where it ended, or after: nothing is judged twice.
    const [first, next] = due
    expect(next?.judging.since ?? first?.window.to).toBeGreaterThanOrEqual(first?.window.to ?? 0)
  },
)

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
