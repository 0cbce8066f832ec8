import { expect, test } from 'vitest'
import { NOTHING_STANDS } from '../standing/standing.ts'
import { at } from '../testing/agreement.ts'
import { exclusion } from '../testing/standing.ts'
import { agreedFor, exclusionsTold } from './agreed-for.ts'

const NOVEMBER = { from: at('2026-11-01'), to: at('2026-12-01') }
const told = (from: string, to: string) =>
  exclusionsTold(
    agreedFor(
      { ...NOTHING_STANDS, exclusions: [exclusion(from, to)] },
      { service: 'checkout-api', objective: 'restore' },
      (start) => start,
    ),
    NOVEMBER,
  ).exclusions

test.each([
  { why: 'inside', from: '2026-11-10', to: '2026-11-11', is: 1 },
  { why: 'over its beginning', from: '2026-10-10', to: '2026-11-01T00:00:00.001Z', is: 1 },
  { why: 'until its beginning', from: '2026-10-10', to: '2026-11-01', is: 0 },
  { why: 'over its end', from: '2026-11-30T23:59:59.999Z', to: '2026-12-03', is: 1 },
  { why: 'from its end on', from: '2026-12-01', to: '2026-12-03', is: 0 },
])('rule 1: windows are half-open: time taken out $why is told $is times', ({ from, to, is }) => {
  expect(told(from, to) ?? []).toHaveLength(is)
})

test('with what it was and who may be asked', () => {
  expect(told('2026-11-10', '2026-11-11')).toEqual([
    {
      id: 'ex_1',
      category: 'force_majeure',
      from: '2026-11-10T00:00:00.000Z',
      to: '2026-11-11T00:00:00.000Z',
      reason: 'a flood',
    },
  ])
})
