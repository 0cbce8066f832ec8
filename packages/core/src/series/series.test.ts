import { describe, expect, test } from 'vitest'
import { versionRef } from '../events/identity.ts'
import { at } from '../testing/agreement.ts'
import { deployment, heartbeat, incident, measurement, observed, outage, shipped } from '../testing/facts.ts'
import { coverage, found, size, testRun } from '../testing/gate.ts'
import { DAY } from '../time/instant.ts'
import { figuresOf, type SeriesRequest, type SeriesSource, seriesNeeds, seriesOf } from './request.ts'

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

describe('a statistic of cases', () => {
  const cases = [1, 2, 9].flatMap((hours, i) =>
    outage(`${i}`, '2026-10-21T10:00:00Z', `2026-10-21T${10 + hours}:00:00Z`),
  )
  const lasting = (statistic?: string) => {
    const series = seriesOf(ask('time-to-restore', 'none', { statistic }), [{ ...none, facts: cases }])
    return [series?.unit, series?.statistic, series?.points[0]?.value, series?.points[0]?.display]
  }
  test('the indicator’s own, or the one asked for; `each` is the worst case; in seconds', () => {
    expect(lasting()).toEqual(['seconds', 'median', 7_200, '2 h'])
    expect(lasting('p95')).toEqual(['seconds', 'p95', 32_400, '9 h'])
    expect(lasting('each')).toEqual(['seconds', 'each', 32_400, '9 h'])
    expect(lasting('mean')).toEqual(['seconds', 'mean', 14_400, '4 h'])
  })
  test('several services put their cases together', () => {
    const second = { ...none, facts: outage('z', '2026-10-21T10:00:00Z', '2026-10-21T14:00:00Z') }
    const series = seriesOf(ask('time-to-restore', 'none', { statistic: 'p75' }), [{ ...none, facts: cases }, second])
    expect(series?.points).toMatchObject([{ value: 14_400, samples: 4 }])
  })
  test('what has begun and not ended is no case yet, and said beside none', () => {
    const watched = heartbeat('2026-10-20T00:00:00Z', '2026-11-11T00:00:00Z')
    const begun = [
      incident('x', '2026-10-30T10:00:00Z'),
      incident('y', '2026-10-29T10:00:00Z'),
      incident('y', '2026-11-05T10:00:00Z', { action: 'resolved' }),
      incident('z', '2026-11-12T10:00:00Z'),
      incident('mild', '2026-10-29T10:00:00Z', { severity: 4 }),
      deployment('failed', '2026-11-10T10:00:00Z', { status: 'failure' }),
    ]
    const shown = (key: string, last: SeriesSource['facts']) => {
      const series = seriesOf(ask(key, 'month'), [{ ...none, facts: [watched, ...begun, ...last] }])
      return series?.points.map(({ display, value, no_data_reason }) => [display, value, no_data_reason])
    }
    expect(shown('time-to-restore', [])).toEqual([
      ['0 cases, 2 open', null, 'no_cases'],
      ['168 h', 604_800, undefined],
    ])
    expect(shown('failed-deployment-recovery-time', [])).toEqual([
      ['0 cases', null, 'no_cases'],
      ['0 cases, 1 open', null, 'no_cases'],
    ])
  })
  test('nothing in a time that was watched has no number and says so', () => {
    const watched = {
      kind: 'heartbeat',
      event: cases[0]?.event ?? expect.fail(),
      source: measurement('reported:x', 1, '2026-11-01').source,
      at: at('2026-10-20'),
      to: at('2026-11-11'),
      reconstructed: false,
    } as const
    const series = seriesOf(ask('time-to-restore', 'none'), [{ ...none, facts: [watched] }])
    expect(series?.points).toMatchObject([{ value: null, display: '0 cases', samples: 0, no_data_reason: 'no_cases' }])
  })
  test('what is beside it is there too', () => {
    const series = seriesOf(ask('time-to-restore', 'none'), [{ ...none, facts: cases }])
    expect(series?.points[0]?.counter).toEqual([
      { indicator: 'reopened-incidents', value: 0, display: '0' },
      { indicator: 'downgraded-incidents', value: 0, display: '0' },
    ])
  })
})

describe('what a series reads', () => {
  test('what its indicator and its counters read, from what decides about its first moment, until now', () => {
    const needs = (key: string) => seriesNeeds(ask(key, 'month'))
    const now = at('2026-11-22') + DAY
    expect(needs('coverage')).toBeNull()
    expect(needs('change-fail-rate')).toEqual({ families: ['delivery'], window: { from: at('2026-09-19'), to: now } })
    expect(needs('lead-time-for-changes')).toEqual({
      families: ['delivery', 'commits'],
      window: { from: at('2026-07-22'), to: now },
    })
    expect(needs('availability')).toEqual({ families: ['uptime'], window: { from: at('2026-09-19'), to: now } })
  })
  test('more than that changes nothing', () => {
    const old = shipped('old', '2026-01-01T10:00:00Z', [['one', '2026-01-01T09:00:00Z']])
    const now = shipped('now', '2026-10-21T10:00:00Z', [
      ['one', '2026-01-01T09:00:00Z'],
      ['two', '2026-10-21T09:00:00Z'],
    ])
    const draw = (read: SeriesSource['facts'], deployedBefore: boolean) =>
      JSON.stringify(seriesOf(ask('lead-time-for-changes', 'week'), [{ ...none, facts: read, deployedBefore }]))
    expect(draw([...old, ...now], false)).toBe(draw(now, true))
  })
  test('nor does an incident that had begun before all that is read', () => {
    const reported = [
      deployment('1', '2026-10-21T10:00:00Z'),
      incident('x', '2026-10-21T12:00:00Z', { action: 'reported' }),
    ]
    const draw = (read: SeriesSource['facts']) =>
      JSON.stringify(seriesOf(ask('change-fail-rate', 'none'), [{ ...none, facts: read }]))
    expect(draw([incident('x', '2026-09-01T10:00:00Z'), ...reported])).toBe(draw(reported))
    expect(draw([incident('x', '2026-10-01T10:00:00Z'), ...reported])).not.toBe(draw(reported))
  })
  test('a cause that is told long after changes what was before, however the interval ends', () => {
    const told = incident('x', '2026-11-20T10:00:00Z', { cause: facts[0]?.deployment ?? null })
    const october = { from: at('2026-10-01'), to: at('2026-11-01') }
    const rate = (window: SeriesRequest['window']) =>
      seriesOf(ask('change-fail-rate', 'month', { window }), [{ ...none, facts: [...facts, told] }])?.points[0]?.value
    expect([rate(october), rate({ ...october, to: at('2026-12-01') })]).toEqual([100, 100])
  })
})

test('a share of time has its parts, and no interval of chance', () => {
  const half = [observed('up', '2026-10-20', '2026-11-01'), observed('down', '2026-11-01', '2026-11-11')]
  const point = seriesOf(ask('availability', 'none'), [{ ...none, facts: half }])?.points[0]
  expect(point).toMatchObject({ numerator: 12 * 86_400, denominator: 22 * 86_400 })
  expect(point).not.toHaveProperty('interval')
})

test('a merge is told by its size and its findings too', () => {
  const merge = {
    at: at('2026-10-21'),
    commit_sha: 'c'.repeat(40),
    evaluation_id: 'ev',
    values: figuresOf([size(10, 5), found({ high: 2 })], null),
  }
  const point = (key: string) => seriesOf(ask(key, 'none'), [{ ...none, merges: [merge] }])?.points[0]
  expect([point('change-size')?.display, point('findings')?.value]).toEqual(['15 lines', 2])
})
