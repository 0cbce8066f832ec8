import { expect, test } from 'vitest'
import { countedIn } from '../events/counted-in.ts'
import { EVENT_TYPES, type Event, type EventType } from '../events/schema.ts'
import { indicator, indicatorCatalogue } from './catalogue.ts'

const at = '2026-11-22T09:00:00Z'
const SHA = 'c'.repeat(40)
/** Events that say as much as one of their type can. */
const WHOLE: Partial<Record<EventType, object>> = {
  deployment: {
    deployment_id: 'd',
    status: 'success',
    finished_at: at,
    commit_sha: SHA,
    commits: [{ sha: SHA, committed_at: at }],
  },
  pull_request: { number: 1, action: 'merged', at, additions: 1, deletions: 1, merge_commit_sha: SHA },
}
const told = (type: EventType, data: object = WHOLE[type] ?? {}) => countedIn({ type, data } as Event)

test.each(EVENT_TYPES.filter((type) => type !== 'measurement'))(
  'a %s says that it is counted where it is read',
  (type) => {
    const readers = indicatorCatalogue.filter(({ events }) => events.includes(type)).map(({ key }) => key)
    expect(told(type).sort()).toEqual(readers.sort())
  },
)

test.each([
  { why: 'cancelled', data: { status: 'cancelled', commits: undefined }, counted: [] },
  { why: 'cancelled, with commits', data: { status: 'cancelled' }, counted: ['lead-time-for-changes'] },
  {
    why: 'failed before production',
    data: { reached_production: false, status: 'failure' },
    counted: ['lead-time-for-changes'],
  },
  {
    why: 'failed, without commits',
    data: { status: 'failure', commits: undefined },
    counted: ['change-fail-rate', 'failed-deployment-recovery-time', 'deployment-rework-rate', 'gate-coverage'],
  },
])('a deployment that was $why says no more than it counts in', ({ data, counted }) =>
  expect(told('deployment', { ...WHOLE.deployment, ...data })).toEqual(counted),
)

test('a pull request without a size, and not merged, is a review alone', () =>
  expect(told('pull_request', { number: 1, action: 'closed', at, additions: 1 })).toEqual(['code-review-turnaround']))

test('every indicator is found by its key, once, and names only others that are there', () => {
  const keys = indicatorCatalogue.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  for (const info of indicatorCatalogue) {
    expect(indicator(info.key)?.info).toBe(info)
    expect(info.counter.filter((key) => !keys.includes(key))).toEqual([])
    expect(info.default_statistic === null || info.statistics.includes(info.default_statistic)).toBe(true)
  }
})
