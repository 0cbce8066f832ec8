import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, deployment, incident, sha } from '../../testing/events.ts'

let t: TestApp
let keys: Record<'client' | 'vendor', string>
const EVENTS = '/v1/engagements/acme-checkout/events'
beforeAll(async () => {
  t = await startTestApp()
  keys = await t.engagement('acme-checkout')
})
afterAll(() => t.stop())

const post = (body: unknown) => t.ask('POST', EVENTS, { key: keys.vendor, body })
const statuses = (answer: { json: { results: { status: string }[] } }) =>
  answer.json.results.map(({ status }) => status)

test('a single event is recorded, and the same again is a duplicate', async () => {
  const first = await post(deployment('a-1', 0))
  expect(first.json).toEqual({
    results: [
      {
        id: 'event-a-1',
        status: 'recorded',
        counted_in: expect.arrayContaining(['deployment-frequency', 'change-fail-rate']),
      },
    ],
  })
  expect(statuses(await post(deployment('a-1', 0)))).toEqual(['duplicate'])
})

test('the same id with other content is refused, and the first is kept', async () => {
  await post(deployment('b-1', 1))
  const other = deployment('b-1', 1, { status: 'failure' })
  expect((await post(other)).json).toMatchObject({
    status: 409,
    code: 'id_reused',
    errors: [{ pointer: '/id', code: 'id_reused' }],
  })
  expect((await post([other])).json.results).toMatchObject([
    { status: 'rejected', reason: { code: 'id_reused', pointer: '/id' } },
  ])
  const kept = await t.ask('GET', `${EVENTS}/event-b-1?source=ci.test`, { key: keys.client })
  expect(kept.json).toMatchObject({ event: { data: { status: 'success' } }, received_from: { party: 'vendor' } })
})

test('one bad event never sinks the others, and results keep their order', async () => {
  const mixed = [
    deployment('c-1', 2),
    { type: 'deployment', id: 'no-data' },
    incident('c-2', 2, 'c-1'),
    'not an event',
    deployment('c-1', 2),
    deployment('c-1', 2, { status: 'failure' }),
    coverage(sha(5), { covered: 1, total: 2 }),
  ]
  const answer = await post(mixed)
  expect(answer.status).toBe(200)
  expect(statuses(answer)).toEqual([
    'recorded',
    'rejected',
    'recorded',
    'rejected',
    'duplicate',
    'rejected',
    'recorded',
  ])
  expect(answer.json.results.map(({ id }: { id: string | null }) => id)).toEqual([
    'event-c-1',
    'no-data',
    'event-c-2',
    null,
    'event-c-1',
    'event-c-1',
    `coverage-${sha(5)}`,
  ])
})

test('an empty array is no mistake', async () => {
  expect((await post([])).json).toEqual({ results: [] })
})

test('100 events are taken, 101 are not, and then none of them', async () => {
  const events = Array.from({ length: 101 }, (_, index) => deployment(`d-${index}`, 3))
  const refused = await post(events)
  expect(refused.json).toMatchObject({ status: 422, code: 'too_many_events' })
  expect((await t.ask('GET', `${EVENTS}/event-d-0?source=ci.test`, { key: keys.vendor })).status).toBe(404)
  expect(new Set(statuses(await post(events.slice(0, 100))))).toEqual(new Set(['recorded']))
})

test('an event is found by its id and source, or by the reference that evidence gives', async () => {
  await post(deployment('e/1 #?', 4))
  const byId = await t.ask('GET', `${EVENTS}/${encodeURIComponent('event-e/1 #?')}?source=ci.test`, {
    key: keys.client,
  })
  expect(byId.json).toMatchObject({
    event: { id: 'event-e/1 #?' },
    counted_in: expect.arrayContaining(['deployment-frequency', 'change-fail-rate']),
  })
  const byReference = await t.ask('GET', `${EVENTS}/${byId.json.reference}`, { key: keys.client })
  expect(byReference.json).toEqual(byId.json)
  expect((await t.ask('GET', `${EVENTS}/event-e`, { key: keys.client })).json).toMatchObject({
    status: 422,
    errors: [{ pointer: '/source', code: 'missing' }],
  })
  expect((await t.ask('GET', `${EVENTS}/0123456789abcdef`, { key: keys.client })).status).toBe(404)
  expect((await t.ask('GET', `${EVENTS}/event-a-1?source=other`, { key: keys.client })).status).toBe(404)
})

test('an incident counts by what its sender may say of it', async () => {
  const { json } = await post(incident('f-1', 5, 'none'))
  expect(json).toMatchObject({ status: 422, errors: [{ pointer: '/data/reason', code: 'reason_required' }] })
})
