import { EVENT_TYPES } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment, sha } from '../testing/events.ts'

let t: TestApp
let key: string
beforeAll(async () => {
  t = await startTestApp()
  key = (await t.engagement('acme-checkout')).vendor
})
afterAll(() => t.stop())

const EVENTS = '/v1/engagements/acme-checkout/events'
const GATE = '/v1/engagements/acme-checkout/gate'
const KEYS = '/v1/engagements/acme-checkout/keys'

const post = (path: string, text: string) => t.ask('POST', path, { key, text })

describe('well-formed but wrong', () => {
  const event = (change: Record<string, unknown>, data: Record<string, unknown> = {}) =>
    deployment('d-1', 0, data, change)

  test.each([
    {
      why: 'an unknown field',
      event: event({}, { deploymentid: 'x' }),
      pointer: '/data/deploymentid',
      code: 'unknown_field',
      allowed: ['deployment_id'],
    },
    {
      why: 'a misspelt field of the envelope',
      event: event({ enviroment: 'x' }),
      pointer: '/enviroment',
      code: 'unknown_field',
      allowed: ['environment'],
    },
    { why: 'a field with no name near', event: event({ zzzzzzzz: 1 }), pointer: '/zzzzzzzz', code: 'unknown_field' },
    {
      why: 'a missing field',
      event: event({}, { deployment_id: undefined }),
      pointer: '/data/deployment_id',
      code: 'missing',
    },
    {
      why: 'a value of another type',
      event: event({}, { planned: 'yes' }),
      pointer: '/data/planned',
      code: 'wrong_type',
    },
    {
      why: 'a word that is not one of those allowed',
      event: event({}, { status: 'sucess' }),
      pointer: '/data/status',
      code: 'not_allowed',
      allowed: ['success', 'failure', 'cancelled'],
    },
    {
      why: 'an unknown type',
      event: event({ type: 'deploiment' }),
      pointer: '/type',
      code: 'not_allowed',
      allowed: [...EVENT_TYPES],
    },
    { why: 'no type', event: event({ type: undefined }), pointer: '/type', code: 'missing' },
    { why: 'a time that is none', event: event({ time: '2026-02-30T00:00:00Z' }), pointer: '/time', code: 'invalid' },
    {
      why: 'a time without an offset',
      event: event({ time: '2026-02-03T00:00:00' }),
      pointer: '/time',
      code: 'invalid',
    },
    {
      why: 'a time in the future',
      event: event({ time: '2027-01-01T00:00:00Z' }),
      pointer: '/time',
      code: 'time_in_future',
    },
    { why: 'an empty id', event: event({ id: '' }), pointer: '/id', code: 'out_of_range' },
    {
      why: 'half a commit',
      event: event({}, { commit_sha: 'abc123' }),
      pointer: '/data/commit_sha',
      code: 'invalid_format',
    },
    {
      why: 'a service with a separator',
      event: event({ service: 'a#b' }),
      pointer: '/service',
      code: 'invalid_format',
    },
    {
      why: 'a correction of itself',
      event: event({ corrects: 'event-d-1' }),
      pointer: '/corrects',
      code: 'corrects_itself',
    },
    { why: 'a number where an event should be', event: 7, pointer: '', code: 'wrong_type' },
    { why: 'null', event: null, pointer: '', code: 'wrong_type' },
  ])('$why', async ({ event: sent, pointer, code, allowed }) => {
    const { json } = await t.ask('POST', EVENTS, { key, body: sent })
    expect(json).toMatchObject({ status: 422, code: 'invalid_event' })
    const [reason] = (await t.ask('POST', EVENTS, { key, body: [sent] })).json.results
    expect(reason).toMatchObject({ status: 'rejected', counted_in: [], reason: { pointer, code } })
    expect(json.errors[0]).toEqual(reason.reason)
    if (allowed) expect(reason.reason.allowed).toEqual(allowed)
  })

  test.each([
    ['{"__proto__":{"type":"deployment"}}', '/__proto__', 'forbidden_key'],
    ['{"data":{"constructor":{}}}', '/data/constructor', 'forbidden_key'],
    ['{"id":"\\ud800"}', '/id', 'not_unicode'],
  ])('%s', async (text, pointer, code) => {
    expect((await post(EVENTS, text)).json).toMatchObject({
      status: 422,
      code: 'invalid_event',
      errors: [{ pointer, code }],
    })
    expect((await post(EVENTS, `[${text}]`)).json.results[0]).toMatchObject({
      status: 'rejected',
      reason: { pointer, code },
    })
    expect((await post(KEYS, text)).json).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ pointer, code }],
    })
  })

  test('every mistake is told at once', async () => {
    const { json } = await t.ask('POST', EVENTS, {
      key,
      body: event({ id: 7, service: '' }, { status: 'x', colour: 'red' }),
    })
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/data/colour',
      '/data/status',
      '/id',
      '/service',
    ])
  })

  test.each([
    [`${EVENTS}/x?source=a&sorce=b`, '/sorce', 'unknown_parameter', ['source']],
    ['/v1/engagements/acme-checkout/breaches?status=open,resolvd', '/status', 'not_allowed', undefined],
    ['/v1/engagements/acme-checkout/breaches?limit=101', '/limit', 'out_of_range', undefined],
    ['/v1/engagements/acme-checkout/breaches?limit=0', '/limit', 'out_of_range', undefined],
    ['/v1/engagements/acme-checkout/breaches?limit=1e2', '/limit', 'invalid_format', undefined],
    ['/v1/engagements/acme-checkout/breaches?limit=1&limit=2', '/limit', 'wrong_type', undefined],
    ['/v1/engagements/acme-checkout/breaches?from=yesterday', '/from', 'invalid', undefined],
    [
      '/v1/engagements/acme-checkout/breaches?from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z',
      '/from',
      'out_of_range',
      undefined,
    ],
    [
      '/v1/engagements/acme-checkout/evaluations?from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z',
      '/from',
      'out_of_range',
      undefined,
    ],
    ['/v1/engagements/acme-checkout/breaches?pr=x', '/pr', 'invalid_format', undefined],
    ['/v1/engagements/acme-checkout/breaches?sort=title', '/sort', 'not_allowed', ['-opened_at', 'opened_at']],
    ['/v1/engagements/acme-checkout/status?x=1', '/x', 'unknown_parameter', ['service']],
    ['/v1/engagements/acme-checkout/keys?x=1', '/x', 'unknown_parameter', undefined],
  ])('%s', async (path, pointer, code, allowed) => {
    const { json } = await t.ask('GET', path, { key })
    expect(json).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ pointer, code, ...(allowed ? { allowed } : {}) }],
    })
  })

  test('a gate’s fields are checked like everything else', async () => {
    const { json } = await t.ask('POST', GATE, {
      key,
      body: { service: 'a', event: 'pull', commit_sha: sha(1), pull_request: { number: 0 }, sha: 1 },
    })
    expect(json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual(
      expect.arrayContaining([
        ['/event', 'not_allowed'],
        ['/pull_request/number', 'out_of_range'],
        ['/pull_request/title', 'missing'],
        ['/sha', 'unknown_field'],
      ]),
    )
  })

  test('a title or a label cut to its length never ends in half a character', async () => {
    const { json, text } = await t.ask('POST', GATE, {
      key,
      body: {
        service: 'checkout-api',
        event: 'pull_request',
        commit_sha: sha(1),
        pull_request: { number: 1, author: 'a', title: `${'x'.repeat(299)}😀`, labels: [`${'x'.repeat(99)}😀`] },
      },
    })
    expect(json.pull_request.title).toBe('x'.repeat(299))
    expect(text).not.toMatch(/\\ud83d/i)
  })
})
