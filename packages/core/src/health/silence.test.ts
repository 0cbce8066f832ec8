import { describe, expect, test } from 'vitest'
import { at, objective, target, terms } from '../testing/agreement.ts'
import { exclusion } from '../testing/standing.ts'
import { DAY } from '../time/instant.ts'
import { neverReceived, type Received, silentSources } from './silence.ts'

const sent = (first: string, last: string, count: number, own: Partial<Received> = {}): Received => ({
  service: 'checkout-api',
  type: 'deployment',
  source: 'ci',
  count,
  first: at(first),
  last: at(last),
  ...own,
})

describe('a source is silent', () => {
  const daily = sent('2026-11-01', '2026-11-11', 11)
  test.each([
    { days: 5, silent: 0, why: 'five times its usual day is still allowed' },
    { days: 5.001, silent: 1, why: 'longer than five times its usual day' },
  ])('$days days after its last of daily events: $why', ({ days, silent }) =>
    expect(silentSources([daily], daily.last + days * DAY)).toHaveLength(silent),
  )
  test('only after three days, however often it sent', () => {
    const busy = sent('2026-11-11T00:00:00Z', '2026-11-11T01:00:00Z', 100)
    expect(silentSources([busy], busy.last + 3 * DAY)).toEqual([])
    expect(silentSources([busy], busy.last + 3 * DAY + 1)).toHaveLength(1)
  })
  test('never with fewer than three events: two tell no rhythm', () =>
    expect(silentSources([sent('2026-11-01', '2026-11-02', 2)], at('2027-11-01'))).toEqual([]))
})

const LOOKED = { from: at('2026-09-01'), to: at('2026-12-01') }

test('an objective whose events never came is named with who owes it', () => {
  const agreed = terms({
    objectives: [
      objective({
        indicator: 'change-fail-rate',
        window: { kind: 'calendar', unit: 'month' },
        target: target('<=', '15', '%'),
        owedBy: 'client',
      }),
      objective({ indicator: 'coverage', target: target('>=', '80', '%') }),
    ],
  })
  const [service = ''] = agreed.services.keys()
  expect(neverReceived(agreed, [sent('2026-11-01', '2026-11-02', 1, { service, type: 'coverage' })], LOOKED)).toEqual([
    { service, objective: 'change-fail-rate', events: ['deployment', 'incident'], owedBy: 'client' },
  ])
})

describe('silence in time that both parties took out is no finding', () => {
  const daily = sent('2026-11-01', '2026-11-11', 11)
  const agreed = terms({
    objectives: [
      objective({
        indicator: 'change-fail-rate',
        target: target('<=', '15', '%'),
        window: { kind: 'calendar', unit: 'month' },
      }),
      objective({
        indicator: 'deployment-frequency',
        target: target('>=', '1', '/day'),
        window: { kind: 'calendar', unit: 'month' },
      }),
    ],
  })
  const frozen = (own: Parameters<typeof exclusion>[2] = {}) => exclusion('2026-11-12', '2026-11-18', own)
  const silent = (now: string, ...exclusions: ReturnType<typeof exclusion>[]) =>
    silentSources([daily], at(now), { exclusions, terms: agreed }).length

  test.each([
    { now: '2026-11-22T00:00:00.000Z', exclusions: [frozen()], is: 0, why: 'five days besides it are still allowed' },
    { now: '2026-11-22T00:00:00.001Z', exclusions: [frozen()], is: 1, why: 'what lies besides it counts' },
    { now: '2026-11-22', exclusions: [], is: 1, why: 'without it' },
    { now: '2026-11-22', exclusions: [frozen({ services: ['search'] })], is: 1, why: 'it is of another service' },
    { now: '2026-11-22', exclusions: [frozen(), frozen({ id: 'ex_2' })], is: 0, why: 'what two took out counts once' },
    {
      now: '2026-11-22',
      exclusions: [frozen({ objectives: ['change-fail-rate'] })],
      is: 1,
      why: 'another objective reads it',
    },
    {
      now: '2026-11-22',
      exclusions: [frozen({ objectives: ['change-fail-rate', 'deployment-frequency'] })],
      is: 0,
      why: 'it is of every objective that reads it',
    },
  ])('$now: $is, $why', ({ now, exclusions, is }) => expect(silent(now, ...exclusions)).toBe(is))

  test('an objective is not missing where all the time was taken out that was looked at', () => {
    const missing = (from: string, objectives: string[] | null = null) =>
      neverReceived(agreed, [], LOOKED, [frozen({ from: at(from), to: LOOKED.to, objectives })]).map(
        (one) => one.objective,
      )
    expect(missing('2026-09-01')).toEqual([])
    expect(missing('2026-09-01T00:00:00.001Z')).toHaveLength(2)
    expect(missing('2026-09-01', ['change-fail-rate'])).toEqual(['deployment-frequency'])
  })
})
