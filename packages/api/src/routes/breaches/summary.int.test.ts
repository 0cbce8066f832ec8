import { type Breach, formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAll } from '../../flow/breach-list.ts'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { breachOf, numbers, openAll, START } from '../../testing/breaches.ts'
import { putBreach } from '../../testing/decided.ts'
import { coverage } from '../../testing/events.ts'

let t: TestApp
let a: Agreed

const resolved = (hours: number): Partial<Breach> => ({
  status: 'resolved',
  resolved_at: formatInstant(START + hours * HOUR),
})
/** An hour apart, the first at midnight UTC on 1 November, which is 31 October in New York. */
const KINDS: Partial<Breach>[] = [
  { service: 'checkout-api', status: 'open' },
  { service: 'checkout-api', ...resolved(1 + 2) },
  { service: 'search', ...resolved(2 + 36.5), contractual: false },
  { service: 'search', status: 'acknowledged', severity: 'sev1', agreement_version: 2 },
  { service: 'pay', status: 'overturned', environment: 'canary' },
  { service: 'pay', status: 'waived', pr: 9, objective: 'change-fail-rate', indicator: 'change-fail-rate' },
]

beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
  await openAll(t.deps.store.forEngagement('acme-checkout'), KINDS)
})
afterAll(() => t.stop())

const summary = (query = '', accept = 'application/json') =>
  t.ask('GET', `${a.e}/breaches/summary${query}`, { key: a.keys.client, headers: { accept } })
const groups = async (query: string): Promise<(string | number | null)[][]> =>
  (await summary(query)).json.groups.map(({ key, breaches }: { key: object; breaches: number }) => [
    ...Object.values(key),
    breaches,
  ])

test('counts everything, in all', async () => {
  expect((await summary()).json).toEqual({
    time_zone: 'America/New_York',
    by: [],
    total: {
      breaches: 6,
      open: 2,
      resolved: 2,
      set_aside: 2,
      contractual: 5,
      contractual_open: 2,
      time_to_resolve: { samples: 2, mean: 'PT19H15M', median: 'PT2H' },
      stopped_at_the_gate: 0,
    },
    groups: [],
    groups_left_out: 0,
    truncated_before: null,
    stopped_truncated_before: null,
  })
})

test.each([
  [
    'by=service',
    [
      ['checkout-api', 2],
      ['pay', 2],
      ['search', 2],
    ],
  ],
  [
    'by=status&service=pay',
    [
      ['overturned', 1],
      ['waived', 1],
    ],
  ],
  [
    'by=month',
    [
      ['2026-11', 2],
      ['2026-10', 4],
    ],
  ],
  ['by=week&service=pay,search', [['2026-10-26', 4]]],
  [
    'by=severity',
    [
      [null, 5],
      ['sev1', 1],
    ],
  ],
  [
    'by=service,agreement_version&service=search',
    [
      ['search', 1, 1],
      ['search', 2, 1],
    ],
  ],
  [
    'by=environment',
    [
      ['production', 5],
      ['canary', 1],
    ],
  ],
  [
    'by=indicator&by=objective',
    [
      ['patch-coverage', 'patch-coverage', 5],
      ['change-fail-rate', 'change-fail-rate', 1],
    ],
  ],
  [
    'by=pr',
    [
      [null, 5],
      [9, 1],
    ],
  ],
  [
    'by=service,service',
    [
      ['checkout-api', 2],
      ['pay', 2],
      ['search', 2],
    ],
  ],
])('%s', async (query, expected) => {
  expect(await groups(`?${query}`)).toEqual(expected)
})

test.each([
  ['service=search', 2],
  ['status=open,acknowledged', 2],
  ['severity=sev1', 1],
  ['agreement_version=2', 1],
  ['pr=9', 1],
  ['environment=canary', 1],
  [`from=${formatInstant(START + HOUR)}&to=${formatInstant(START + 3 * HOUR)}`, 2],
  ['service=search&status=open', 0],
])('counts what the list has: %s', async (query, expected) => {
  const list = await t.ask('GET', `${a.e}/breaches?${query}`, { key: a.keys.client })
  expect((await summary(`?${query}`)).json.total.breaches).toBe(expected)
  expect(list.json.data).toHaveLength(expected)
})

test.each([
  ['by=nonsense', '/by'],
  ['by=', '/by'],
  ['limit=5', '/limit'],
  ['from=2026-12-01T00:00:00Z&to=2026-11-01T00:00:00Z', '/from'],
])('%s is refused', async (query, pointer) => {
  expect((await summary(`?${query}`)).json).toMatchObject({ status: 422, errors: [{ pointer }] })
})

test('as CSV it has a line for each group, or one for all; numbers stay numbers', async () => {
  const { text, headers } = await summary('?by=service,severity', 'text/csv')
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = text.trim().split('\r\n')
  expect(lines[0]).toMatch(/^service,severity,breaches,open,.*,truncated_before,stopped_truncated_before$/)
  expect(lines).toHaveLength(5)
  expect(lines[1]).toBe('checkout-api,,2,1,1,0,2,1,PT2H,PT2H,,,')
  expect((await summary('', 'text/csv')).text.trim().split('\r\n')).toHaveLength(2)
})

describe('where there are too many', () => {
  const store = () => t.deps.store.forEngagement('many-breaches')
  beforeAll(async () => {
    await agreed(t, 'many-breaches')
    // Two of each millisecond, 150 in all: more than a page of the store.
    for (let index = 0; index < 150; index++)
      await putBreach(
        store(),
        breachOf({ opened_at: formatInstant(START + Math.floor(index / 2)) }, index),
        `m-${index}`,
      )
  })

  test('it says from when on it counts, and what is left is exactly the rest', async () => {
    const first = await findAll(store(), {}, (breach) => breach, 50)
    expect(first.rows.length).toBeGreaterThanOrEqual(49)
    expect(first.rows.every(({ opened_at }) => opened_at >= (first.truncatedBefore ?? ''))).toBe(true)
    const seen = [...numbers(first.rows)]
    for (let before = first.truncatedBefore; before !== null; ) {
      const next = await findAll(store(), { to: Date.parse(before) }, (breach) => breach, 50)
      seen.push(...numbers(next.rows))
      before = next.truncatedBefore
    }
    expect(seen.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 150 }, (_, n) => n))
  })

  test('a moment is never cut in two', async () => {
    const { rows } = await findAll(store(), {}, (breach) => breach, 51)
    expect(rows.length % 2).toBe(0)
  })

  test('filters bound what is found, not what is looked at', async () => {
    const { rows, truncatedBefore } = await findAll(store(), { status: ['resolved'] }, (breach) => breach, 50)
    expect([rows.length, truncatedBefore === null]).toEqual([0, false])
  })

  test('where all fit nothing is said', async () => {
    expect(await findAll(store(), {}, ({ id }) => ({ ...breachOf({}, 0), id }), 1000)).toMatchObject({
      truncatedBefore: null,
    })
  })
})

describe('stopped at the gate', () => {
  // Facts tell commits by how they begin.
  const sha = (n: number) => n.toString(16).repeat(40)
  const gate = (event: string, n: number, covered: number, more: object = {}) =>
    t.ask('POST', `${a.e}/gate`, {
      key: a.keys.vendor,
      body: {
        service: 'search',
        event,
        commit_sha: sha(n),
        run: `${event} ${n}`,
        ...more,
        events: [{ ...coverage(sha(n), { covered, total: 10 }), service: 'search' }],
      },
    })
  const pr = (number: number) => ({ pull_request: { number, title: 'x', author: 'dev' } })
  const stopped = async (query: string) => (await summary(query)).json.total.stopped_at_the_gate
  const at = () => (t.clock.now += 1000)

  test('counts changes that were held back, once each, and not those that were merged so', async () => {
    await gate('pull_request', 1, 1, pr(1))
    at()
    await gate('pull_request', 2, 2, pr(1))
    at()
    expect(await stopped('?service=search')).toBe(1)
    await gate('pull_request', 3, 9, pr(1))
    at()
    await gate('push', 3, 9)
    at()
    expect(await stopped('?service=search')).toBe(1)
    await gate('pull_request', 4, 1, pr(2))
    at()
    expect(await stopped('?service=search')).toBe(2)
    await gate('push', 4, 1)
    at()
    expect(await stopped('?service=search')).toBe(1)
  })

  test('a squashed merge is known by what its pull request says it became', async () => {
    await gate('pull_request', 5, 1, pr(3))
    at()
    const time = formatInstant(t.clock.now)
    const data = { number: 3, action: 'merged', at: time, merge_commit_sha: sha(6) }
    const event = { type: 'pull_request', id: 'pr-3', source: 'github', time, service: 'search', data }
    expect((await t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: event })).json.results[0].status).toBe(
      'recorded',
    )
    at()
    expect(await stopped('?pr=3')).toBe(1)
    await gate('push', 6, 1)
    at()
    expect(await stopped('?pr=3')).toBe(0)
  })

  test('is grouped and filtered by what such a change has; by anything else it is unknown', async () => {
    expect(await stopped('?pr=1')).toBe(1)
    expect(await stopped('?pr=2')).toBe(0)
    expect(await stopped('?objective=patch-coverage&service=search')).toBe(1)
    expect(await stopped('?indicator=change-fail-rate')).toBe(0)
    expect(await stopped(`?from=${formatInstant(t.clock.now)}`)).toBe(0)
    expect(await stopped('?status=open')).toBeNull()
    expect(await stopped('?severity=sev1')).toBeNull()
    const { json } = await summary('?by=month,objective&service=search')
    expect(json.groups[0]).toMatchObject({
      key: { month: '2026-12', objective: 'patch-coverage' },
      stopped_at_the_gate: 1,
    })
  })
})
