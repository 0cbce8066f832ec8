import { describe, expect, test } from 'vitest'
import { versionRef } from '../events/identity.ts'
import { at } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { coverage, testRun } from '../testing/gate.ts'
import { figuresOf, type SeriesRequest, seriesOf } from './request.ts'

const ask = (indicator: string, bucket: SeriesRequest['bucket'], own: Partial<SeriesRequest> = {}): SeriesRequest => ({
  indicator,
  window: { from: at('2026-10-20'), to: at('2026-11-11') },
  bucket,
  zone: 'UTC',
  now: at('2026-11-22'),
  versions: [],
  ...own,
})
const facts = [
  deployment('1', '2026-10-21T10:00:00Z'),
  deployment('2', '2026-10-22T10:00:00Z', { status: 'failure' }),
  deployment('3', '2026-11-10T10:00:00Z', { reconstructed: true }),
]
const none = { facts: [], corrections: [], deployedBefore: false, merges: [] }

describe('a window indicator over time', () => {
  test('weeks start on Monday; the first and last are cut to the interval', () => {
    const series = seriesOf(ask('change-fail-rate', 'week'), [{ ...none, facts }])
    expect(series?.points.map((point) => `${point.from.slice(5, 10)} ${point.to.slice(5, 10)}`)).toEqual([
      '10-20 10-26',
      '10-26 11-02',
      '11-02 11-09',
      '11-09 11-11',
    ])
  })
  test('gives value, fraction and interval, null with its reason where nothing happened, and the counter-indicator', () => {
    const [first, second] = seriesOf(ask('change-fail-rate', 'week'), [{ ...none, facts }])?.points ?? []
    expect(first).toMatchObject({
      value: 50,
      display: '50.0 %',
      samples: 2,
      numerator: 1,
      denominator: 2,
      counter: [{ indicator: 'deployment-frequency' }],
    })
    expect(first?.interval?.low).toBeCloseTo(9.45, 1)
    expect(second).toMatchObject({ value: null, display: '', no_data_reason: 'no_events' })
  })
  test('rule 15: imported history feeds charts', () => {
    expect(seriesOf(ask('change-fail-rate', 'none'), [{ ...none, facts }])?.points).toMatchObject([{ samples: 3 }])
  })
  test('frequency is per day, and 0 after the first deployment ever', () => {
    const series = seriesOf(ask('deployment-frequency', 'month'), [{ ...none, facts: facts.slice(0, 1) }])
    expect([series?.unit, series?.points.map((point) => point.value)]).toEqual(['per day', [1 / 12, 0]])
  })
  test('days are those of the zone', () => {
    const day = {
      window: { from: at('2026-10-31T04:00:00Z'), to: at('2026-11-03T05:00:00Z') },
      zone: 'America/New_York',
    }
    expect(seriesOf(ask('change-fail-rate', 'day', day), [none])?.points.map((point) => point.from)).toEqual([
      '2026-10-31T04:00:00.000Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ])
  })
})

describe('several services together', () => {
  test('are counted together, but linked each within itself', () => {
    const api = { ...none, facts: [deployment('1', '2026-10-21T10:00:00Z')] }
    // The same version minutes later would be a redeploy, and the incident the other's, if the facts were mixed.
    const web = {
      ...none,
      facts: [
        deployment('2', '2026-10-21T10:05:00Z', { version: versionRef('1') }),
        incident('x', '2026-10-21T10:01:00Z'),
      ],
    }
    expect(seriesOf(ask('change-fail-rate', 'none'), [api, web])?.points).toMatchObject([{ samples: 2, numerator: 0 }])
  })
  test('days are told apart although each service brings its own order', () => {
    const late = { ...none, facts: [deployment('1', '2026-10-22T10:00:00Z')] }
    const early = { ...none, facts: [deployment('2', '2026-10-21T10:00:00Z')] }
    const daily = (services: (typeof late)[]) => JSON.stringify(seriesOf(ask('deployment-frequency', 'day'), services))
    expect(daily([late, early])).toBe(daily([early, late]))
  })
  test('one that has been deployed before makes an empty time 0, not unknown', () => {
    const before = { ...none, deployedBefore: true }
    expect(seriesOf(ask('deployment-frequency', 'none'), [none, before])?.points[0]?.value).toBe(0)
  })
  test('share their parts, add their counts, and have no difference of shares', () => {
    const merge = (covered: number, total: number) => ({
      at: at('2026-10-21'),
      commit_sha: 'c'.repeat(40),
      evaluation_id: 'ev',
      values: figuresOf([coverage(covered, total), testRun(10, { failures: 2 })], {
        facts: [coverage(1, 2)],
        baseline: { kind: 'base', commit_sha: 'b'.repeat(40) },
      }),
    })
    const services = [
      { ...none, merges: [merge(90, 100)] },
      { ...none, merges: [merge(10, 300)] },
    ]
    const point = (key: string) => seriesOf(ask(key, 'none'), services)?.points[0]
    expect(point('coverage')).toMatchObject({ value: 25, display: '25.0 %', numerator: 100, denominator: 400 })
    expect(point('uncovered-lines')).toMatchObject({ value: 300, display: '300 lines' })
    expect(point('test-failures')).toMatchObject({ value: 4, display: '4' })
    expect(point('coverage-change')).toMatchObject({ value: null, no_data_reason: 'several_services' })
  })
})

describe('a change-scope indicator over time', () => {
  const merge = (time: string, covered: number) => ({
    at: at(time),
    commit_sha: 'c'.repeat(40),
    evaluation_id: 'ev',
    values: figuresOf([coverage(covered, 100), testRun(10, { skipped: 2 })], null),
  })
  test('is what the last merge of each bucket was measured at', () => {
    const series = seriesOf(ask('coverage', 'month'), [
      { ...none, merges: [merge('2026-10-21', 80), merge('2026-10-30', 81), merge('2026-12-01', 10)] },
    ])
    expect(series?.points.map((point) => [point.value, point.numerator, point.no_data_reason])).toEqual([
      [81, 81, undefined],
      [null, undefined, 'no_merge'],
    ])
    expect(series?.points[0]?.counter).toEqual([{ indicator: 'skipped-tests', value: 2, display: '2' }])
  })
})

test('an empty interval has no point, an unknown indicator no series', () => {
  const empty = { window: { from: at('2026-11-11'), to: at('2026-11-11') } }
  expect(seriesOf(ask('coverage', 'none', empty), [none])?.points).toEqual([])
  expect(seriesOf(ask('nonsense', 'none'), [none])).toBeNull()
})
