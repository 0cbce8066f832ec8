import { describe, expect, test } from 'vitest'
import { at } from '../testing/agreement.ts'
import { measurement } from '../testing/facts.ts'
import { type SeriesRequest, type SeriesSource, seriesOf } from './request.ts'

const ask = (indicator: string, bucket: SeriesRequest['bucket'], own: Partial<SeriesRequest> = {}): SeriesRequest => ({
  indicator,
  window: { from: at('2026-10-20'), to: at('2026-11-11') },
  bucket,
  zone: 'UTC',
  now: at('2026-11-22'),
  versions: [],
  ...own,
})
const none = { facts: [], corrections: [], deployedBefore: false, merges: [] }

describe('what the parties report', () => {
  const said = (value: number, to: string, unit: string) => measurement('reported:happiness', value, to, { unit })
  test('is drawn in the unit of the last report, which others are made into where they can be', () => {
    const series = seriesOf(ask('reported:happiness', 'month'), [
      { ...none, facts: [said(90, '2026-10-25', 'm'), said(2, '2026-11-05', 'h')] },
    ])
    expect([series?.unit, series?.points.map(({ value, display }) => [value, display])]).toEqual([
      'seconds',
      [
        [5_400, '1 h 30 min'],
        [7_200, '2 h'],
      ],
    ])
  })
  const drawn = (...facts: SeriesSource['facts']) => {
    const series = seriesOf(ask('reported:happiness', 'month'), [{ ...none, facts }])
    return [series?.unit, ...(series?.points ?? []).map((point) => [point.value, point.display, point.no_data_reason])]
  }
  test('latencies stay what they are, and nothing that is something reads as nothing', () => {
    expect(drawn(said(0.003, '2026-10-25', 's'), said(12, '2026-11-05', 'ms'))).toEqual([
      'ms',
      [3, '3 ms', undefined],
      [12, '12 ms', undefined],
    ])
    expect(drawn(said(0.4, '2026-10-25', 'ms'), said(0.02, '2026-11-05', 's'))).toEqual([
      'seconds',
      [0.0004, '0.0004 s', undefined],
      [0.02, '0.02 s', undefined],
    ])
  })
  test('a point of which a part is in another unit says so, and gives no figure of the rest', () =>
    expect(drawn(said(90, '2026-10-25', 'm'), said(50, '2026-10-26', '%'), said(2, '2026-11-05', 'h'))).toEqual([
      'seconds',
      [null, '', 'unit_mismatch'],
      [7_200, '2 h', undefined],
    ]))
  test('money has its currency', () => {
    const series = seriesOf(ask('reported:revenue-per-feature', 'none'), [
      { ...none, facts: [measurement('reported:revenue-per-feature', 12.5, '2026-11-05', { unit: 'USD' })] },
    ])
    expect([series?.unit, series?.points[0]?.display]).toEqual(['USD', '12.50 USD'])
  })
  test('nothing at all is no series of a unit, and no mistake', () =>
    expect(seriesOf(ask('reported:happiness', 'none'), [none])).toMatchObject({
      unit: 'any',
      points: [{ value: null }],
    }))
})
