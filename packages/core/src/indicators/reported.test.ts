import { describe, expect, test } from 'vitest'
import { nameRef } from '../events/identity.ts'
import type { MeasurementFact, WindowFact } from '../facts/facts.ts'
import { corrects, measurement, ref } from '../testing/facts.ts'
import { figure, measure } from '../testing/measure.ts'
import type { Asks } from './asks.ts'
import { indicatorCatalogue, indicatorInfo } from './catalogue.ts'

const KEY = 'reported:happiness'
const said = (value: number, day: number, own: Partial<MeasurementFact> = {}) =>
  measurement(KEY, value, `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`, own)
const asked = (facts: WindowFact[], asks: Partial<Asks> = {}, now?: string) =>
  figure(KEY, facts, { asks: { unit: '%', ...asks }, ...(now ? { now } : {}) })

describe('what was reported for the window', () => {
  test.each([
    { why: 'one number', facts: [said(82, 3)], value: 82 },
    {
      why: 'the mean, each with the weight of its samples',
      facts: [said(40, 3, { samples: 100 }), said(60, 4, { samples: 300 })],
      value: 55,
    },
    { why: 'in exact decimals: 0.1 and 0.2 make 0.15', facts: [said(0.1, 3), said(0.2, 4)], value: 0.15 },
    { why: 'small and great', facts: [said(1e-7, 3), said(1e15, 4)], value: (1e15 + 1e-7) / 2 },
    { why: 'below zero', facts: [said(-0.5, 3)], value: -0.5 },
  ])('$why', ({ facts, value }) => expect(asked(facts)).toBe(value))
  test.each([
    ['median', 2],
    ['p75', 3],
    ['p76', 40],
    ['mean', 11.5],
    ['each', 40],
  ])('the agreed statistic %s over its values is %d', (statistic, value) => {
    const facts = [said(1, 3, { samples: 1 }), said(40, 4), said(2, 5), said(3, 6)]
    expect(asked(facts, { statistic })).toBe(value)
  })
  test('the worst is the lowest where more is better', () =>
    expect(asked([said(1, 3), said(40, 4)], { statistic: 'each', worst: 'lowest' })).toBe(1))
  test('a percentile is a report that can be opened', () => {
    const facts = [said(1, 3), said(40, 4)]
    expect(measure(KEY, facts, { asks: { unit: '%', statistic: 'p95' } })).toMatchObject({
      statistic: 'p95',
      evidence: { case: { events: [facts[1]?.event], value: 40 } },
    })
  })
  test('counts add up', () => {
    const facts = [said(2, 3, { unit: 'count', samples: 9 }), said(1, 20, { unit: 'count' })]
    expect(asked(facts, { unit: 'count' })).toBe(3)
    expect(asked(facts, { unit: 'count', statistic: 'median' })).toBe(1)
  })
  test('it belongs to the window of its last moment', () => {
    const end = measurement(KEY, 5, '2026-12-01T00:00:00Z')
    expect([asked([end]), asked([measurement(KEY, 5, '2026-11-01T00:00:00Z')])]).toEqual([5, 'unreported'])
  })
  test('who said it is said, and that it is their own word', () => {
    const facts = [said(1, 3), said(2, 4, { reporter: 'vendor' })]
    expect(measure(KEY, facts, { asks: { unit: '%' } }).evidence).toMatchObject({
      formula: 'mean, weighted by samples, of 2 reports, by the client and the vendor itself',
      reported_by: ['client', 'vendor'],
    })
  })
  test('another number of the same source is another number', () =>
    expect(asked([said(1, 3), measurement('reported:sadness', 99, '2026-11-04T00:00:00Z')])).toBe(1))
})

describe('in the unit of the target', () => {
  test.each([
    ['ms', 1_500, 'h', 1.5],
    ['m', 90, 'h', 5_400],
    ['h', 2, 's', 7_200],
    ['/week', 7, '/day', 1],
    ['/day', 2, '/week', 2],
    ['bd', 3, 'bd', 3],
    ['USD', 12.5, { currency: 'USD' }, 12.5],
  ] as const)('%s fits: %d', (unit, value, wanted, expected) =>
    expect(asked([said(value, 3, { unit })], { unit: wanted })).toBe(expected),
  )
  test.each([
    ['%', 'pp'],
    ['points', 'count'],
    ['h', 'bd'],
    ['bd', 'h'],
    ['USD', { currency: 'EUR' }],
    ['days', 'h'],
    ['h', '%'],
  ] as const)('%s does not', (unit, wanted) =>
    expect(asked([said(1, 3, { unit })], { unit: wanted })).toBe('unit_mismatch'),
  )
  test('one that does not fit is left out, and said', () => {
    const other = said(9, 4, { unit: 'h' })
    expect(measure(KEY, [said(1, 3), other], { asks: { unit: '%' } })).toMatchObject({
      value: { num: 1n },
      evidence: { not_counted: [{ event: other.event, reason: 'unit_mismatch' }] },
    })
  })
})

describe('nothing was reported', () => {
  test('in a window that goes on it may still come', () => expect(asked([], {}, '2026-11-22')).toBe('no_events'))
  test('after it, somebody owed it', () => {
    expect(asked([], { owedBy: 'client' })).toBe('unreported')
    expect(measure(KEY, [], { asks: { owedBy: 'client' } }).evidence.formula).toContain('the client')
  })
  test('by the source that counts', () => {
    const sources = { names: [nameRef('survey')], count: 'named' as const }
    expect([asked([said(1, 3)], { sources }), asked([said(1, 3, { source: nameRef('x') })], { sources })]).toEqual([
      1,
      'unreported',
    ])
  })
  test('a correction counts instead', () => {
    const [wrong, right] = [said(1, 3), said(2, 3, { event: ref('right') })]
    expect(figure(KEY, [wrong, right], { asks: { unit: '%' }, corrections: [corrects(wrong, right)] })).toBe(2)
  })
})

describe('the catalogue', () => {
  test('names every preset, and one entry for all other names', () => {
    const keys = indicatorCatalogue.map(({ key }) => key).filter((key) => key.startsWith('reported:'))
    expect(keys).toHaveLength(13)
    expect(keys).toContain('reported:<name>')
    expect(indicatorInfo(KEY)).toMatchObject({ key: KEY, title: 'Happiness', unit: 'any', direction: 'either' })
    expect(indicatorInfo('reported:time-to-value')).toMatchObject({ unit: 's', direction: 'lower' })
    expect(indicatorInfo('reported:Not A Name')).toBeNull()
  })
})
