import { describe, expect, test } from 'vitest'
import { nameRef } from '../events/identity.ts'
import type { MeasurementFact, WindowFact } from '../facts/facts.ts'
import { ratio } from '../number/ratio.ts'
import { corrects, heartbeat, measurement, ref } from '../testing/facts.ts'
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
  test.each([
    { why: 'below', values: [12, 3, 19], worst: 3 },
    { why: 'above', values: [12, 8, 24], worst: 24 },
    { why: 'the farther of both', values: [8, 23, 12], worst: 23 },
    { why: 'where all are inside, the one nearest to an edge', values: [15, 11, 17], worst: 11 },
  ])('the worst of what has to lie between 10 and 20 is the farthest outside: $why', ({ values, worst }) => {
    const facts = values.map((value, i) => said(value, i + 3))
    expect(asked(facts, { statistic: 'each', worst: { low: ratio(10), high: ratio(20) } })).toBe(worst)
  })
  test('many are added exactly, and the fraction does not grow with each', () => {
    const values = [0.1, 0.25, 3, 1e-7]
    const facts = Array.from({ length: 1_000 }, (_, i) =>
      said(values[i % 4] ?? 0, 3, { event: ref(`${i}`), unit: i % 3 === 0 ? 'ms' : 'm' }),
    )
    for (const statistic of ['mean', null]) {
      const measurement = measure(KEY, facts, { asks: { unit: 's', statistic } })
      expect(measurement.kind === 'measured' && measurement.value.den).toBeLessThan(10n ** 14n)
    }
    const counted = facts.map((fact) => ({ ...fact, unit: 'count' }))
    expect(measure(KEY, counted, { asks: { unit: 'count' } })).toMatchObject({
      value: { num: 8_375_000_250n, den: 10_000_000n },
    })
  })
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
  test('by one of several sources that count, in a time that is over', () => {
    const sources = { names: [nameRef('survey'), nameRef('desk')], count: 'named' as const }
    const both = [said(1, 3), said(3, 4, { source: nameRef('desk') })]
    const beating = [said(1, 3), heartbeat('2026-11-29T00:00:00Z', '2026-11-30T00:00:00Z', 'desk')]
    const [one] = both
    if (!one) throw new Error('it was said')
    expect([[one], both, beating].map((facts) => asked(facts, { sources }))).toEqual(['unreported', 2, 1])
    expect(asked([one], { sources }, '2026-11-30T23:59:59Z')).toBe(1)
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
