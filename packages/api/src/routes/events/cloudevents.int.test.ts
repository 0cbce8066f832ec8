import { CLOUDEVENT, CLOUDEVENT_BATCH } from '@plumbline/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { deployment } from '../../testing/events.ts'

let t: TestApp
let key: string
const EVENTS = '/v1/engagements/acme-checkout/events'
beforeAll(async () => {
  t = await startTestApp()
  key = (await t.engagement('acme-checkout')).vendor
})
afterAll(() => t.stop())

const post = (type: string, body: unknown) => t.ask('POST', EVENTS, { key, body, headers: { 'content-type': type } })
const wrapped = ({ type, ...event }: Record<string, unknown>) => ({
  specversion: '1.0',
  type: `dev.plumbline.${type}`,
  ...event,
})

test('the same event in a CloudEvent is a duplicate of the one posted as it is', async () => {
  expect((await t.ask('POST', EVENTS, { key, body: deployment('a', 0) })).json.results[0].status).toBe('recorded')
  expect((await post(CLOUDEVENT, wrapped(deployment('a', 0)))).json.results[0].status).toBe('duplicate')
})

test('a batch is answered in order, and one bad event never sinks the others', async () => {
  const answer = await post(CLOUDEVENT_BATCH, [wrapped(deployment('b', 0)), { specversion: '1.0' }, deployment('c', 0)])
  expect(answer.status).toBe(200)
  expect(answer.json.results).toMatchObject([
    { status: 'recorded', id: 'event-b' },
    { status: 'rejected', id: null, reason: { pointer: '/type' } },
    { status: 'rejected', id: 'event-c', reason: { pointer: '/specversion' } },
  ])
})

test('a single CloudEvent that is refused answers with its own problem', async () => {
  const { data: _, ...rest } = wrapped(deployment('d', 0)) as Record<string, unknown>
  expect((await post(CLOUDEVENT, rest)).json).toMatchObject({
    status: 422,
    code: 'invalid_event',
    errors: [{ pointer: '/data', code: 'missing' }],
  })
})

test.each([
  { type: CLOUDEVENT, body: [] as unknown, why: 'several where one is announced' },
  { type: CLOUDEVENT_BATCH, body: {}, why: 'one where several are announced' },
])('$why: 422', async ({ type, body }) => {
  expect((await post(type, body)).json).toMatchObject({ status: 422, errors: [{ code: 'wrong_type' }] })
})
