import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, deployment, incident, sha } from '../../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
  const of = (service: string) =>
    [deployment('1', 0), deployment('2', 1), deployment('3', 1), deployment('4', 8), incident('i', 1, '2')].map(
      (event) => ({
        ...event,
        service,
        source: service,
      }),
    )
  await t.ask('POST', `${a.e}/events`, {
    key: a.keys.vendor,
    body: [...of('checkout-api'), ...of('search'), deployment('staged', 2, {}, { environment: 'staging' })],
  })
  await t.ask('POST', `${a.e}/gate`, {
    key: a.keys.vendor,
    body: {
      service: 'checkout-api',
      event: 'push',
      commit_sha: sha(1),
      events: [coverage(sha(1), { covered: 9, total: 10 })],
    },
  })
  // A series ends now, and what happens now is not in it yet.
  t.clock.now += 1000
})
afterAll(() => t.stop())

const series = async (key: string, query: string) =>
  t.ask('GET', `${a.e}/indicators/${key}/series?${query}`, { key: a.keys.client })
const DECEMBER = 'from=2026-12-01T05:00:00Z&to=2026-12-15T12:00:00Z'

test('the catalogue tells everything that is measured', async () => {
  const { json } = await t.ask('GET', `${a.e}/indicators`, { key: a.keys.client })
  expect(json.data.map(({ key }: { key: string }) => key)).toEqual(
    expect.arrayContaining(['patch-coverage', 'change-fail-rate']),
  )
})

test('a rate has its numerator and denominator, an interval, and its counter-indicator', async () => {
  const { json } = await series('change-fail-rate', `service=checkout-api&${DECEMBER}`)
  expect(json).toMatchObject({
    indicator: 'change-fail-rate',
    unit: '%',
    points: [{ numerator: 1, denominator: 4, value: 25, interval: { low: expect.any(Number) } }],
  })
  expect(json.points[0].counter[0].indicator).toBe('deployment-frequency')
})

test('several services are counted together', async () => {
  const { json } = await series('change-fail-rate', `service=checkout-api&service=search&${DECEMBER}`)
  expect(json.points).toMatchObject([{ numerator: 2, denominator: 8, value: 25 }])
})

test('buckets follow the agreement’s zone, and end with the interval', async () => {
  const { json } = await series('deployment-frequency', `service=checkout-api&bucket=week&${DECEMBER}`)
  expect(json.unit).toBe('per day')
  expect(
    json.points.map(({ from, to, numerator }: { from: string; to: string; numerator: number }) => [
      from,
      to,
      numerator,
    ]),
  ).toEqual([
    ['2026-12-01T05:00:00.000Z', '2026-12-07T05:00:00.000Z', 3],
    ['2026-12-07T05:00:00.000Z', '2026-12-14T05:00:00.000Z', 1],
    ['2026-12-14T05:00:00.000Z', '2026-12-15T12:00:00.000Z', 0],
  ])
})

test('another environment is another measurement', async () => {
  const { json } = await series('deployment-frequency', `service=checkout-api&environment=staging&${DECEMBER}`)
  expect(json.points[0].numerator).toBe(1)
})

test('a change indicator is told at each merge', async () => {
  const { json } = await series('patch-coverage', 'service=checkout-api&bucket=month')
  expect(json.points.at(-1)).toMatchObject({ value: 90, numerator: 9, denominator: 10 })
})

test('lead times come in seconds, by the statistic asked for, with what must be read beside them', async () => {
  const at = (hour: number) => `2026-12-10T${String(hour).padStart(2, '0')}:00:00.000Z`
  const shipping = deployment('shipping', 9, {
    commits: [2, 5, 8].map((hour) => ({ sha: String(hour).repeat(40), committed_at: at(hour) })),
    finished_at: at(10),
  })
  await t.ask('POST', `${a.e}/events`, {
    key: a.keys.vendor,
    body: [
      { ...shipping, service: 'billing' },
      { ...deployment('first', 1), service: 'billing', source: 'billing' },
    ],
  })
  const lead = (statistic: string) => series('lead-time-for-changes', `service=billing&${statistic}${DECEMBER}`)
  expect((await lead('')).json).toMatchObject({
    unit: 'seconds',
    statistic: 'median',
    points: [{ value: 5 * 3600, display: '5 h', samples: 3, counter: [{ indicator: 'change-fail-rate' }, {}] }],
  })
  expect((await lead('statistic=p95&')).json).toMatchObject({ statistic: 'p95', points: [{ value: 8 * 3600 }] })
})

test('what a party reports is a series of its own, in its own unit', async () => {
  const event = {
    type: 'measurement',
    id: 'nps-1',
    source: 'survey',
    time: '2026-12-14T00:00:00.000Z',
    service: 'billing',
    data: {
      indicator: 'reported:happiness',
      value: 37,
      unit: 'points',
      from: '2026-12-01T00:00:00.000Z',
      to: '2026-12-14T00:00:00.000Z',
    },
  }
  const posted = await t.ask('POST', `${a.e}/events`, { key: a.keys.client, body: [event] })
  expect(posted.json.results).toMatchObject([{ counted_in: ['reported:happiness'] }])
  const { json } = await series('reported:happiness', `service=billing&${DECEMBER}`)
  expect(json).toMatchObject({ unit: 'points', points: [{ value: 37, display: '37 points' }] })
})

test('a service nobody heard of has no data, and is no mistake', async () => {
  const { json } = await series('change-fail-rate', 'service=unknown')
  expect(json.points).toMatchObject([{ value: null, no_data_reason: expect.any(String) }])
})

test.each([
  ['change-fail-rate', 'bucket=day', '/service', 'missing'],
  ['change-fail-rate', 'service=a&bucket=year', '/bucket', 'not_allowed'],
  ['change-fail-rate', 'service=a&statistic=p95', '/statistic', 'not_allowed'],
  ['change-fail-rate', 'service=a&statistic=p42', '/statistic', 'invalid_format'],
  ['change-fail-rate', 'service=a&from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z', '/from', 'out_of_range'],
  ['change-fail-rate', 'service=a&from=2020-12-02T00:00:00Z', '/from', 'out_of_range'],
  [
    'change-fail-rate',
    `service=${Array.from({ length: 21 }, (_, i) => `s${i}`).join(',')}`,
    '/service',
    'out_of_range',
  ],
])('%s?%s is refused at %s', async (key, query, pointer, code) => {
  expect((await series(key, query)).json).toMatchObject({ status: 422, errors: [{ pointer, code }] })
})

test('an indicator nobody measures is not there', async () => {
  expect((await series('happiness', 'service=a')).status).toBe(404)
})

test.each([
  ['from=0000-01-01T00:00:00Z&to=0002-01-01T00:00:00Z', '/from'],
  ['from=9999-01-01T00:00:00Z&to=9999-12-31T23:59:59-12:00', '/to'],
  ['from=9999-01-01T00:00:00Z', '/from'],
])('a period no calendar has is refused: %s', async (period, pointer) => {
  for (const bucket of ['none', 'day', 'week', 'month'])
    expect((await series('coverage', `service=search&bucket=${bucket}&${period}`)).json).toMatchObject({
      status: 422,
      errors: [{ pointer, code: 'out_of_range' }],
    })
})
