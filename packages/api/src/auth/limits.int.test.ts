import { TOKEN_RIGHTS } from '@plumbline/contract'
import { EVENT_TYPES, type EventType, GATE_EVENTS } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestApp } from '../testing/app.ts'
import { sha } from '../testing/events.ts'
import { eventOf } from '../testing/every-event.ts'
import { type Claims, REPOSITORY } from '../testing/issuer.ts'
import { BOUND, startTokenWorld, type TokenWorld } from '../testing/token-world.ts'

/* What a token may say, by the event its workflow runs for: the table of the contract, asked at both doors. */

let world: TokenWorld
let t: TestApp
beforeAll(async () => {
  world = await startTokenWorld({ services: ['checkout-api', 'checkout-web'], trusted_events: ['issue_comment'] })
  t = world.t
})
afterAll(() => world.stop())

let made = 0
const next = () => {
  made += 1
  return made
}
const events = (types: readonly EventType[], more: object = {}) =>
  types.map((type) => eventOf(type, `event-${next()}`, more))
const of = (event_name: string, more: Claims = {}) => world.good({ event_name, ...more })
const post = (key: string, body: unknown) => t.ask('POST', `${BOUND}/events`, { key, body })
const gate = (key: string, more: object = {}) =>
  t.ask('POST', `${BOUND}/gate`, {
    key,
    body: { service: 'checkout-api', event: 'pull_request', commit_sha: sha(1), run: `run-${next()}`, ...more },
  })

/** Types of the events that were let in. */
const letIn = (results: { status: string; reason?: { code: string } }[]) =>
  EVENT_TYPES.filter((type, at) => {
    const { status, reason } = results[at] ?? { status: 'missing' }
    if (status === 'recorded') return true
    expect([type, status, reason?.code]).toEqual([type, 'rejected', 'event_not_allowed'])
    return false
  })

type Row = {
  event: string
  sends: readonly EventType[] | null
  writes: boolean
  reads: boolean
  gates: readonly string[] | null
}
const rows: Row[] = [
  ...TOKEN_RIGHTS.flatMap(({ events: names, scopes, sends, gates }) =>
    names
      .filter((name) => name !== 'issue_comment')
      .map((event) => ({
        event,
        sends,
        gates,
        writes: scopes.includes('events:write'),
        reads: scopes.includes('read'),
      })),
  ),
  { event: 'issue_comment', sends: null, gates: null, writes: true, reads: true },
  { event: 'an_event_of_next_year', sends: [], gates: ['pull_request', 'manual'], writes: false, reads: false },
  { event: 'PUSH', sends: [], gates: ['pull_request', 'manual'], writes: false, reads: false },
  { event: '__proto__', sends: [], gates: ['pull_request', 'manual'], writes: false, reads: false },
]

describe.each(rows)('a token of $event', ({ event, sends, writes, reads, gates }) => {
  test('sends what the table says, each event judged alone', async () => {
    const answer = await post(of(event), events(EVENT_TYPES))
    if (!writes) return void expect(answer.json).toMatchObject({ status: 403, code: 'scope_missing' })
    expect(answer.status).toBe(200)
    expect(letIn(answer.json.results)).toEqual(sends ?? EVENT_TYPES)
  })

  test('sends no more inside a gate, which judges all the same', async () => {
    const answer = await gate(of(event), { events: events(EVENT_TYPES) })
    expect(answer.status).toBe(200)
    expect(letIn(answer.json.events)).toEqual(sends ?? EVENT_TYPES)
  })

  test('asks gates about what the table says', async () => {
    for (const about of GATE_EVENTS) {
      const { status, json } = await gate(of(event), { event: about })
      const isAllowed = gates === null || gates.includes(about)
      expect([about, status, json.code]).toEqual(
        isAllowed ? [about, 200, undefined] : [about, 403, 'event_not_allowed'],
      )
    }
  })

  test('reads where the table says, and is never an admin', async () => {
    expect((await t.ask('GET', `${BOUND}/indicators`, { key: of(event) })).status).toBe(reads ? 200 : 403)
    const keys = await t.ask('GET', `${BOUND}/keys`, { key: of(event) })
    expect(keys.json).toMatchObject({ status: 403, code: 'scope_missing' })
    expect(keys.json.detail).toContain(`a token of \`${event}\``)
  })
})

test('the table is told as GitHub’s own names: each once, and those that strangers start are the ones to be trusted', () => {
  const names = TOKEN_RIGHTS.flatMap(({ events: all }) => all)
  expect(new Set(names).size).toBe(names.length)
  const trustable = TOKEN_RIGHTS.filter(({ mayBeTrusted }) => mayBeTrusted).flatMap(({ events: all }) => all)
  expect(trustable).toEqual(expect.arrayContaining(['workflow_run', 'pull_request_target', 'issue_comment']))
  expect(trustable).not.toContain('pull_request')
})

describe('a repository that is bound to some services', () => {
  const elsewhere = { service: 'payments' }

  test('writes for no other: a single event is refused with its own answer', async () => {
    const [event] = events(['deployment'], elsewhere)
    const { json } = await post(of('push'), event)
    expect(json).toMatchObject({
      status: 403,
      code: 'service_not_bound',
      errors: [{ pointer: '/service', code: 'service_not_bound', allowed: ['checkout-api', 'checkout-web'] }],
    })
    const [incident] = events(['incident'])
    expect((await post(of('pull_request'), incident)).json).toMatchObject({ status: 403, code: 'event_not_allowed' })
  })

  test('in an array, in a gate and in a CloudEvent each is rejected alone, and what is good is recorded', async () => {
    const sent = () => [
      ...events(['coverage']),
      ...events(['coverage'], elsewhere),
      ...events(['test_run'], { service: 'checkout-web' }),
    ]
    const seen = (results: { status: string; reason?: { code: string; pointer: string } }[]) =>
      results.map(({ status, reason }) => reason?.code ?? status)
    const expected = ['recorded', 'service_not_bound', 'recorded']
    expect(seen((await post(of('push'), sent())).json.results)).toEqual(expected)
    expect(seen((await gate(of('push'), { events: sent() })).json.events)).toEqual(expected)
    const wrapped = sent().map(({ type, ...event }) => ({
      specversion: '1.0',
      type: `dev.plumbline.${type}`,
      ...event,
    }))
    const batch = await t.ask('POST', `${BOUND}/events`, {
      key: of('push'),
      body: wrapped,
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    })
    expect(seen(batch.json.results)).toEqual(expected)
  })

  test('gates no other', async () => {
    expect((await gate(of('push'), { service: 'payments' })).json).toMatchObject({
      status: 403,
      code: 'service_not_bound',
      errors: [{ pointer: '/service' }],
    })
    expect((await gate(of('push'), { service: 'checkout-web' })).status).toBe(200)
  })

  test('blames no other for an incident of its own', async () => {
    const data = { incident_id: 'i-2', severity: 'sev1', action: 'started', at: '2026-12-02T12:00:00.000Z' }
    const [event] = events(['incident'], { data: { ...data, affects: ['checkout-web', 'payments'] } })
    expect((await post(of('push'), event)).json.errors).toMatchObject([
      { pointer: '/data/affects/1', code: 'service_not_bound' },
    ])
    const [own] = events(['incident'], { data: { ...data, affects: ['checkout-web'] } })
    expect((await post(of('push'), own)).json.results[0].status).toBe('recorded')
  })

  test('what was forbidden left nothing behind', async () => {
    for (const { service } of [elsewhere]) {
      const series = await t.ask('GET', `${BOUND}/indicators/deployment-frequency/series?service=${service}`, {
        key: world.keys.vendor,
      })
      expect(series.status === 200 ? series.json.points[0]?.value : null).toBeNull()
    }
  })
})

describe('a correction takes an event away, so that', () => {
  const byKey = async (event: Record<string, unknown> | undefined) => {
    expect((await post(world.keys.vendor, event)).json.results[0].status).toBe('recorded')
    return String(event?.id)
  }
  const correct = async (event_name: string, type: EventType, corrects: string, more: object = {}) => {
    const { json } = await post(of(event_name), events([type], { corrects, ...more }))
    const [{ status, reason }] = json.results
    return reason ? `${reason.code} ${reason.pointer}` : status
  }

  test('a token of a pull request replaces no deployment, by whatever', async () => {
    const deployment = await byKey(events(['deployment'])[0])
    expect(await correct('pull_request', 'coverage', deployment)).toBe('event_not_allowed /corrects')
    expect(await correct('push', 'deployment', deployment)).toBe('recorded')
  })

  test('a repository replaces nothing of a service it is not bound to', async () => {
    const foreign = await byKey(events(['deployment'], { service: 'payments' })[0])
    expect(await correct('push', 'deployment', foreign)).toBe('service_not_bound /corrects')
    const affecting = await byKey(
      events(['incident'], {
        data: {
          incident_id: 'i-3',
          severity: 'sev1',
          action: 'started',
          at: '2026-12-02T12:00:00.000Z',
          affects: ['payments'],
        },
      })[0],
    )
    expect(await correct('push', 'incident', affecting)).toBe('service_not_bound /corrects')
  })

  test('nothing is replaced before it came, which nobody could judge; what came along can be', async () => {
    expect(await correct('push', 'deployment', 'not-here-yet')).toBe('event_not_allowed /corrects')
    const [original] = events(['coverage'])
    const [better] = events(['coverage'], { corrects: original?.id })
    const { json } = await post(of('pull_request'), [better, original])
    expect(json.results.map(({ status }: { status: string }) => status)).toEqual(['recorded', 'recorded'])
    const [deployment] = events(['deployment'])
    const [instead] = events(['coverage'], { corrects: deployment?.id })
    const both = await post(of('pull_request'), [deployment, instead])
    expect(both.json.results.map(({ status }: { status: string }) => status)).toEqual(['rejected', 'rejected'])
  })
})

test('a repository that is bound to all services writes for any', async () => {
  const { vendor } = await t.engagement('unlimited')
  const e = '/v1/engagements/unlimited'
  await t.ask('POST', `${e}/members`, { key: vendor, body: { kind: 'repository', ...REPOSITORY } })
  const body = events(['deployment', 'incident'], { service: 'payments' })
  const { json } = await t.ask('POST', `${e}/events`, { key: of('push'), body })
  expect(json.results.map(({ status }: { status: string }) => status)).toEqual(['recorded', 'recorded'])
  const received = await t.ask('GET', `${e}/events/${body[0]?.id}?source=ci.test`, { key: of('push') })
  expect(received.json.received_from).toEqual({ party: 'vendor', key_id: expect.stringMatching(/^gh_[0-9a-f]{16}$/) })
})
