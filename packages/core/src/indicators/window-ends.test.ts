import { describe, expect, test } from 'vitest'
import { ratio } from '../number/ratio.ts'
import { gated, measurement, observed, outage, review, shipped } from '../testing/facts.ts'
import { windowInput } from '../testing/measure.ts'
import { DAY } from '../time/instant.ts'
import { indicator, indicatorCatalogue } from './catalogue.ts'
import { isWindowIndicator } from './indicator.ts'

describe('at either end of a window', () => {
  const END = '2026-12-01'
  const day = (n: number, time = '10:00') => `2026-11-${String(n).padStart(2, '0')}T${time}:00Z`
  const facts = [
    ...shipped('v1', day(3), [['a', day(2)]]),
    ...shipped('v2', day(4), [['b', day(3)]], { status: 'failure' }),
    ...shipped('v3', day(5), [['c', day(4)]]),
    ...outage('x', day(6), day(7)),
    review(1, 'opened', day(8)),
    review(1, 'approved', day(9)),
    observed('up', day(1, '00:00'), '2026-12-01T00:00:00Z'),
    measurement('reported:csat', 4, END),
    gated('a', day(2), { on: 'push', merged: true }),
  ]
  const windowed = [...indicatorCatalogue.map(({ key }) => key), 'reported:csat']
    .map(indicator)
    .filter((one) => one !== null)
    .filter(isWindowIndicator)
    .filter(({ info }) => !info.key.startsWith('reported:') || info.key === 'reported:csat')
  test.each(windowed.map((one) => [one.info.key, one] as const))('%s is what it stays: measured', (_, { measure }) => {
    const asks = { unit: '%' as const, allowedShare: ratio(1, 1_000) }
    const least = { leastSpanMs: 30 * DAY }
    const closed = measure({ ...windowInput(facts, { now: END, asks }), ...least })
    expect(closed.kind).toBe('measured')
    expect(closed).toEqual(measure({ ...windowInput(facts, { asks }), ...least }))
  })
  test.each(windowed.map((one) => [one.info.key, one] as const))('%s of no service is no success', (_, { measure }) => {
    expect(measure({ ...windowInput(facts), services: [] })).toMatchObject({ kind: 'no_data' })
  })
  test.each(windowed.map((one) => [one.info.key, one] as const))(
    '%s in its first moment is an answer',
    (_, { measure }) => {
      expect(measure(windowInput(facts, { now: '2026-11-01' })).kind).toMatch(/measured|no_data/)
    },
  )
})
