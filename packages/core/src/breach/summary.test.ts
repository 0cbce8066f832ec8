import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { breachOf } from '../testing/breach.ts'
import { BREACH_STATUSES, isOver } from './breach.ts'
import { BREACH_DIMENSIONS, type BreachDimension } from './dimensions.ts'
import type { NamedStop } from './stopped.ts'
import { type CountedBreach, summariseBreaches } from './summary.ts'

const HOUR = 3_600_000
const stop = (changes: Partial<NamedStop> = {}): NamedStop => ({
  service: 'search',
  objective: 'patch-coverage',
  indicator: 'patch-coverage',
  pr: 7,
  at: at('2026-11-20'),
  ...changes,
})
const keys = (by: BreachDimension[], breaches: CountedBreach[], stops: NamedStop[] | null = null, zone = 'UTC') =>
  summariseBreaches(breaches, stops, by, zone).groups.map(({ key, counts }) => [
    ...Object.values(key),
    counts.breaches,
    counts.stopped_at_the_gate,
  ])

test('everything is open, resolved or set aside, and nothing is two of them', () => {
  const { total } = summariseBreaches(
    BREACH_STATUSES.map((status) => breachOf({ status, contractual: status !== 'open' })),
    null,
    [],
    'UTC',
  )
  expect(total).toMatchObject({
    breaches: 6,
    open: 3,
    resolved: 1,
    set_aside: 2,
    contractual: 5,
    contractual_open: 2,
  })
})

test('how long it took: mean and a real median of those resolved; nothing of none', () => {
  const took = (hours: number) =>
    breachOf({
      status: 'resolved',
      opened_at: '2026-11-01T00:00:00.000Z',
      resolved_at: new Date(at('2026-11-01') + hours * HOUR).toISOString(),
    })
  const { resolution } = summariseBreaches([took(1), took(2), took(9), breachOf()], null, [], 'UTC').total
  expect(resolution).toEqual({ samples: 3, mean: 4 * HOUR, median: 2 * HOUR })
  expect(summariseBreaches([breachOf()], null, [], 'UTC').total.resolution).toEqual({
    samples: 0,
    mean: null,
    median: null,
  })
})

describe('groups', () => {
  test('are by several things at once; what a breach does not have is null', () => {
    expect(
      keys(['service', 'severity'], [breachOf(), breachOf(), breachOf({ service: 'search', severity: 'sev1' })]),
    ).toEqual([
      ['checkout-api', null, 2, null],
      ['search', 'sev1', 1, null],
    ])
  })
  test('months and weeks are those of the zone, newest first; a week is named by its Monday', () => {
    const midnight = breachOf({ opened_at: '2026-11-01T03:59:59.999Z' })
    const november = breachOf({ opened_at: '2026-11-01T04:00:00.000Z' })
    expect(keys(['month'], [midnight, november], null, 'America/New_York')).toEqual([
      ['2026-11', 1, null],
      ['2026-10', 1, null],
    ])
    expect(keys(['month'], [midnight, november])).toEqual([['2026-11', 2, null]])
    expect(keys(['week'], [breachOf({ opened_at: '2026-11-22T23:00:00.000Z' })])).toEqual([['2026-11-16', 1, null]])
  })
  test('the most breaches come first, then the name', () => {
    const of = (service: string) => breachOf({ service })
    expect(keys(['service'], [of('b'), of('c'), of('a'), of('c')]).map(([name]) => name)).toEqual(['c', 'a', 'b'])
  })
  test('no way of counting: no groups, only the total', () => {
    expect(summariseBreaches([breachOf()], [], [], 'UTC').groups).toEqual([])
  })
})

describe('stopped at the gate', () => {
  test('stands beside the breaches, also where there is none', () => {
    expect(keys(['service'], [breachOf()], [stop(), stop({ pr: 8 })])).toEqual([
      ['checkout-api', 1, 0],
      ['search', 0, 2],
    ])
    expect(keys(['month', 'pr'], [], [stop()])).toEqual([['2026-11', 7, 0, 1]])
  })
  test('is unknown, and not 0, by what a stopped change does not have', () => {
    const { total, groups } = summariseBreaches([breachOf()], [stop()], ['status'], 'UTC')
    expect([total.stopped_at_the_gate, groups.map(({ counts }) => counts.stopped_at_the_gate)]).toEqual([1, [null]])
    expect(summariseBreaches([], null, [], 'UTC').total.stopped_at_the_gate).toBeNull()
  })
})

test('whatever is counted by, the groups add up to the total, and the order of what is given changes nothing', () => {
  const any = fc.record({
    service: fc.constantFrom('a', 'b', 'c'),
    status: fc.constantFrom(...BREACH_STATUSES),
    contractual: fc.boolean(),
    severity: fc.option(fc.constantFrom('sev1', 'sev2'), { nil: undefined }),
    pr: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  const by = fc.uniqueArray(fc.constantFrom(...BREACH_DIMENSIONS), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), by, (given, dimensions) => {
      const breaches = given.map(({ day, severity, pr, ...rest }) =>
        breachOf({
          ...rest,
          ...(severity ? { severity } : {}),
          ...(pr ? { pr } : {}),
          opened_at: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`,
          ...(isOver(rest.status) ? { resolved_at: '2026-12-01T00:00:00.000Z' } : {}),
        }),
      )
      const { total, groups } = summariseBreaches(breaches, null, dimensions, 'America/New_York')
      for (const name of ['breaches', 'open', 'resolved', 'set_aside', 'contractual', 'contractual_open'] as const)
        expect(groups.reduce((sum, { counts }) => sum + counts[name], 0)).toBe(total[name])
      expect(new Set(groups.map(({ key }) => JSON.stringify(key))).size).toBe(groups.length)
      expect(summariseBreaches(breaches.toReversed(), null, dimensions, 'America/New_York')).toEqual({ total, groups })
    }),
    { numRuns: 60 },
  )
})
