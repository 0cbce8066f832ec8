import { describe, expect, test } from 'vitest'
import { versionRef } from '../events/identity.ts'
import { type CommitAt, corrects, deployment, ref, sha, shipped } from '../testing/facts.ts'
import { figure, measure } from '../testing/measure.ts'

const KEY = 'lead-time-for-changes'
const HOUR = 3_600
const hours = (...args: Parameters<typeof figure> extends [string, ...infer Rest] ? Rest : never) => {
  const found = figure(KEY, ...args)
  return typeof found === 'number' ? found / HOUR : found
}
/** Commits of a day, each so many hours before noon of it. */
const before = (day: string, ...waits: number[]): CommitAt[] =>
  waits.map((wait, i) => [
    `${day}${i}`,
    new Date(Date.parse(`2026-11-${day}T12:00:00Z`) - wait * 3_600_000).toISOString(),
  ])
const noon = (day: string) => `2026-11-${day}T12:00:00Z`

describe('lead time runs from a commit to the deployment that ships it first', () => {
  test('the median is over commits, and never one of medians of days', () => {
    const facts = [...shipped('a', noon('02'), before('02', 10)), ...shipped('b', noon('03'), before('03', 1, 2, 3, 4))]
    // Medians of the days are 10 h and 2 h.
    expect(hours(facts)).toBe(3)
  })
  test.each([
    ['median', 2],
    ['p50', 2],
    ['p75', 5],
    ['p76', 30],
    ['p95', 30],
    ['mean', 9.5],
    ['each', 30],
  ])('%s of 1, 2, 5 and 30 hours is %d', (statistic, expected) => {
    expect(hours(shipped('a', noon('02'), before('02', 1, 2, 5, 30)), { asks: { statistic } })).toBe(expected)
  })
  test('a percentile is a real commit of a real deployment', () => {
    const facts = [...shipped('a', noon('02'), before('02', 1)), ...shipped('b', noon('03'), before('03', 7))]
    expect(measure(KEY, facts, { asks: { statistic: 'p95' } }).evidence).toMatchObject({
      case: { events: [ref('d b')], commit: sha('030'), value: 7 * HOUR },
      events: [ref('d a'), ref('d b')],
    })
  })
  test('a deployment belongs to the window of its finish, to the millisecond', () => {
    const at = (time: string) => hours(shipped('a', time, [['one', '2026-10-31T23:00:00Z']]))
    expect([at('2026-10-31T23:59:59.999Z'), at('2026-11-01T00:00:00Z')]).toEqual(['no_events', 1])
    expect(hours(shipped('a', '2026-12-01T00:00:00Z', [['one', '2026-11-30T23:00:00Z']]))).toBe('no_events')
  })
  test('merge commits wait for nothing of their own', () => {
    const facts = shipped('a', noon('02'), [
      ['one', '2026-11-02T08:00:00Z'],
      ['two', '2026-11-02T11:59:00Z', 'merge'],
    ])
    expect(hours(facts)).toBe(4)
  })
  test('a commit that is younger than its deployment is left out, and said', () => {
    const facts = shipped('a', noon('02'), [
      ['one', '2026-11-02T10:00:00Z'],
      ['two', '2026-11-02T12:00:00.001Z'],
    ])
    expect(measure(KEY, facts)).toMatchObject({
      samples: 1,
      evidence: { not_counted: [{ event: ref('d a'), reason: 'negative_span' }] },
    })
    expect(hours(shipped('a', noon('02'), [['one', noon('02')]]))).toBe(0)
  })
})

describe('first means first', () => {
  const early = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']])
  test('what was shipped before is not shipped again', () => {
    const again = shipped('b', noon('09'), [
      ['one', '2026-11-02T10:00:00Z'],
      ['two', '2026-11-09T11:00:00Z'],
    ])
    expect([
      hours([...early, ...again], { asks: { statistic: 'each' } }),
      measure(KEY, [...early, ...again]).samples,
    ]).toEqual([2, 2])
  })
  test.each([
    ['2026-08-03T00:00:00Z', 'no_events'],
    ['2026-08-02T23:59:59.999Z', 1],
  ])('of the window and the 90 days before it: shipped on %s too, %s', (time, expected) => {
    const old = shipped('old', time, [['one', '2026-08-01T00:00:00Z']])
    const now = shipped('now', '2026-11-01T12:00:00Z', [['one', '2026-11-01T11:00:00Z']])
    expect(hours([...old, ...now])).toBe(expected)
  })
  test('the first deployment of a service swallows years of commits, and has no lead time', () => {
    const first = shipped('a', noon('02'), [['one', '2019-01-01T00:00:00Z']])
    const second = shipped('b', noon('03'), [
      ['one', '2019-01-01T00:00:00Z'],
      ['two', '2026-11-03T11:00:00Z'],
    ])
    expect(measure(KEY, [...first, ...second], { deployedBefore: false })).toMatchObject({
      samples: 1,
      value: { num: 3_600_000n, den: 1_000n },
      evidence: { not_counted: [{ event: ref('d a'), reason: 'first_deployment' }] },
    })
    expect(figure(KEY, first, { deployedBefore: false })).toBe('no_events')
    expect(figure(KEY, first, { deployedBefore: true })).toBeGreaterThan(0)
  })
  test('a failed first try is no first deployment: what it shipped comes with the first success, and has none', () => {
    const failed = shipped('a', noon('02'), [['one', '2019-01-01T00:00:00Z']], { status: 'failure' })
    expect(figure(KEY, [...failed, ...shipped('b', noon('03'), [])], { deployedBefore: false })).toBe('no_events')
  })
  test('of two regions the earlier ships it', () => {
    const eu = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']], { environment: 'prod-eu' })
    const us = shipped('a', noon('05'), [['one', '2026-11-02T10:00:00Z']], { environment: 'prod-us', event: ref('us') })
    expect([hours([...eu, ...us]), measure(KEY, [...eu, ...us]).samples]).toEqual([2, 1])
  })
})

describe('what did not arrive waits for the next success', () => {
  test.each(['failure', 'cancelled'] as const)('commits of a deployment that ended in %s', (status) => {
    const lost = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']], { status })
    const next = shipped('b', noon('03'), [['two', '2026-11-03T11:00:00Z']])
    expect(hours(lost)).toBe('no_events')
    expect([
      hours([...lost, ...next], { asks: { statistic: 'each' } }),
      measure(KEY, [...lost, ...next]).samples,
    ]).toEqual([26, 2])
  })
  test('once, though the second try names them again', () => {
    const lost = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']], { status: 'failure' })
    const again = shipped('b', noon('03'), [['one', '2026-11-02T10:00:00Z']])
    expect([hours([...lost, ...again]), measure(KEY, [...lost, ...again]).samples]).toEqual([26, 1])
  })
  test('or never reached production', () => {
    const built = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']], { reachedProduction: false })
    expect(hours([...built, ...shipped('b', noon('03'), [])])).toBe(26)
  })
  test('there, and not in another region', () => {
    const lost = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']], {
      status: 'failure',
      environment: 'prod-eu',
    })
    expect(hours([...lost, deployment('b', noon('03'), { environment: 'prod-us' })])).toBe('no_events')
    expect(hours([...lost, deployment('b', noon('03'), { environment: 'prod-eu' })])).toBe(26)
  })
  test('a redeploy ships nothing, neither its own nor what waits', () => {
    const running = deployment('v1', noon('02'))
    const lost = shipped('v2', '2026-11-02T13:00:00Z', [['one', '2026-11-02T12:30:00Z']], { status: 'failure' })
    const again = shipped('v1b', '2026-11-02T14:00:00Z', [['two', '2026-11-02T13:30:00Z']], {
      version: versionRef('v1'),
    })
    expect(hours([running, ...lost, ...again])).toBe('no_events')
    const next = deployment('v3', '2026-11-02T15:00:00Z')
    expect(hours([running, ...lost, ...again, next])).toBe(2.5)
  })
  test('what a try more than 90 days ago had is forgotten', () => {
    const lost = shipped('old', '2026-08-02T00:00:00Z', [['one', '2026-08-01T00:00:00Z']], { status: 'failure' })
    expect(hours([...lost, deployment('now', noon('02'))])).toBe('no_events')
    const again = shipped('again', noon('02'), [['one', '2026-08-01T00:00:00Z']])
    expect(measure(KEY, [...lost, ...again]).samples).toBe(1)
  })
})

describe('events that say the same thing twice, late or otherwise', () => {
  const [fact, commits] = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']])
  test('a repeated event is one', () => expect(measure(KEY, [fact, commits, fact, commits]).samples).toBe(1))
  test('a corrected deployment takes its commits with it', () => {
    const right = shipped('a', noon('02'), [['two', '2026-11-02T11:00:00Z']], { event: ref('corrected') })
    expect(hours([fact, commits, ...right], { corrections: [corrects(fact, right[0])] })).toBe(1)
  })
  test('two events of one deployment are one: a try that failed, and its success, which names none', () => {
    const failed = shipped('a', noon('02'), [['one', '2026-11-02T10:00:00Z']], { status: 'failure', event: ref('try') })
    const done = deployment('a', '2026-11-02T13:00:00Z')
    expect([hours([...failed, done]), measure(KEY, [...failed, done]).samples]).toEqual([3, 1])
  })
  test('without a deployment nothing is known', () =>
    expect(measure(KEY, [])).toMatchObject({ kind: 'no_data', reason: 'no_events', samples: 0 }))
})
