import { type Breach, formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { requireState } from '../../flow/agreed.ts'
import { moveBreaches } from '../../flow/move-breaches.ts'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { breachOf } from '../../testing/breaches.ts'
import { putBreach } from '../../testing/decided.ts'
import { coverage, deployment, incident, sha } from '../../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

let count = 0
/** A breach of its own for each test. */
const opened = async (changes: Partial<Breach> = {}): Promise<string> => {
  const breach = breachOf(changes, count++)
  await putBreach(t.deps.store.forEngagement('acme-checkout'), breach, breach.id)
  return breach.id
}
let id: string
beforeEach(async () => {
  id = await opened()
  t.clock.now += 1000
})

const say = (
  move: string,
  body: unknown,
  party: 'client' | 'vendor' = 'client',
  headers: Record<string, string> = {},
) => t.ask('POST', `${a.e}/breaches/${id}/${move}`, { key: a.keys[party], body, headers })
const breach = async (): Promise<Breach> => (await t.ask('GET', `${a.e}/breaches/${id}`, { key: a.keys.client })).json

describe('notes', () => {
  test('stand in the story with who and when, in their own lines', async () => {
    const { json, status } = await say('note', { text: '  First line\r\n\tsecond line \n' }, 'vendor')
    expect(status).toBe(200)
    expect(json.status).toBe('open')
    expect(json.timeline[1]).toEqual({
      at: formatInstant(t.clock.now),
      kind: 'noted',
      by: { party: 'vendor', key: expect.any(String), name: expect.stringContaining('Acme') },
      note: 'First line\n\tsecond line',
    })
    expect(await breach()).toEqual(json)
  })

  test('written at the same moment are all there', async () => {
    const texts = Array.from({ length: 4 }, (_, n) => `note ${n}`)
    const answers = await Promise.all(texts.map((text, n) => say('note', { text }, n % 2 ? 'client' : 'vendor')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(
      (await breach()).timeline
        .slice(1)
        .map(({ note }) => note)
        .sort(),
    ).toEqual(texts)
  })

  test('the same request again is written once', async () => {
    const send = () => say('note', { text: 'once' }, 'client', { 'idempotency-key': `key-${id}` })
    const [first, second] = [await send(), await send()]
    expect(second.json).toEqual(first.json)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect((await breach()).timeline).toHaveLength(2)
  })

  test('what an earlier gate found still ends the breach, although a note came between', async () => {
    const store = t.deps.store.forEngagement('acme-checkout')
    id = await opened({ objective: 'coverage', indicator: 'coverage' })
    const gate = { service: 'pay', event: 'push', commit_sha: sha(69) }
    const judged = await store.evaluation(
      (await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body: gate })).json.id,
    )
    if (!judged) throw new Error('no evaluation')
    t.clock.now += 1000
    await say('note', { text: 'seen' })
    const met = { ...(await breach()).opened_by, id: 'coverage', indicator: 'coverage', status: 'met' as const }
    // As a process finds it that completes what another one began before the note.
    const open = { id, objective: 'coverage', identity: 'coverage@x', openedAt: 0, status: 'open' } as const
    const state = await requireState(store)
    const ground = { versions: [], standing: state.standing, window: null }
    await moveBreaches(store, { ...judged, merged: true, objectives: [met] }, [open], state, ground)
    expect(await breach()).toMatchObject({ status: 'resolved', resolved_at: judged.at })
  })

  test('a gate that is asked again after a note changes nothing', async () => {
    const body = { service: 'search', event: 'push', commit_sha: sha(70), run: 'a' }
    const events = [{ ...coverage(sha(70), { covered: 1, total: 10 }), service: 'search' }]
    const first = await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body: { ...body, events } })
    id = first.json.objectives.find((one: { breach_id?: string }) => one.breach_id).breach_id
    t.clock.now += 1000
    expect((await say('note', { text: 'seen' })).status).toBe(200)
    expect((await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body: { ...body, events } })).json.id).toBe(
      first.json.id,
    )
    expect((await breach()).timeline.map(({ kind }) => kind)).toEqual(['opened', 'noted'])
  })
})

describe('root causes', () => {
  test('are each party’s own, as often as it learns more', async () => {
    await say('root-cause', { text: 'your network' }, 'vendor')
    await say('root-cause', { text: 'your pool', category: 'capacity', attribution: 'vendor' }, 'client')
    const { timeline, owed_by, status } = (
      await say('root-cause', { text: 'it was the pool', category: 'capacity' }, 'vendor')
    ).json
    expect([owed_by, status]).toEqual(['vendor', 'open'])
    expect(
      timeline.slice(1).map(({ by, cause }: Breach['timeline'][number]) => ['party' in by && by.party, cause]),
    ).toEqual([
      ['vendor', undefined],
      ['client', { category: 'capacity', attribution: 'vendor' }],
      ['vendor', { category: 'capacity' }],
    ])
  })
})

describe('resolving', () => {
  test('is for the party to whom the objective is owed', async () => {
    expect((await say('resolve', {}, 'vendor')).json).toMatchObject({ status: 403, code: 'wrong_party' })
    expect((await breach()).timeline).toHaveLength(1)
    expect((await say('resolve', { note: 'tests came in #418' }, 'client')).json).toMatchObject({
      status: 'resolved',
      resolved_at: formatInstant(t.clock.now),
      timeline: [{}, { kind: 'resolved', note: 'tests came in #418' }],
    })
    expect((await say('resolve', {}, 'client')).json).toMatchObject({ status: 409, code: 'wrong_state' })
    expect((await say('acknowledge', {}, 'client')).json).toMatchObject({ status: 409, code: 'wrong_state' })
    expect((await say('note', { text: 'thanks' }, 'vendor')).status).toBe(200)
  })

  test('needs no body; where both owe it either may', async () => {
    id = await opened({ owed_by: 'both' })
    expect((await say('resolve', undefined, 'vendor')).json).toMatchObject({ status: 'resolved' })
  })

  test('a change that a party declared dealt with is not opened again by its deployment', async () => {
    const push = { service: 'search', event: 'push', commit_sha: sha(71) }
    const events = [{ ...coverage(sha(71), { covered: 1, total: 10 }), service: 'search' }]
    const gate = (body: object) => t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body })
    id = (await gate({ ...push, events })).json.objectives.find(
      (one: { breach_id?: string }) => one.breach_id,
    ).breach_id
    t.clock.now += HOUR
    expect((await say('resolve', {}, 'client')).json.status).toBe('resolved')
    t.clock.now += HOUR
    const deployed = await gate({ ...push, event: 'deployment', environment: 'production' })
    expect(deployed.json.objectives.map((one: { status: string }) => one.status)).toContain('breached')
    expect(await breach()).toMatchObject({ status: 'resolved', timeline: [{}, { kind: 'resolved' }] })
  })

  test('a running window is for the engine to end: it is refused, and the gate goes on seeing it', async () => {
    const events = [
      ...Array.from({ length: 7 }, (_, index) => deployment(`s-${index}`, index)),
      incident('s-i1', 0, 's-0'),
      incident('s-i2', 1, 's-1'),
    ]
    const body = { service: 'checkout-api', event: 'manual', commit_sha: sha(72), events }
    const judged = await t.ask('POST', `${a.e}/gate`, { key: a.keys.vendor, body })
    id = judged.json.objectives.find((one: { id: string }) => one.id === 'change-fail-rate').breach_id
    const refused = await say('resolve', {}, 'client')
    expect(refused.json).toMatchObject({
      status: 409,
      code: 'wrong_state',
      detail: expect.stringContaining('2027-01-01'),
    })
    const now = t.clock.now
    t.clock.now = Date.parse('2027-01-01T05:00:00Z')
    expect((await say('resolve', {}, 'client')).json).toMatchObject({ status: 'resolved' })
    t.clock.now = now
  })
})

test.each([
  ['note', {}, '/text'],
  ['note', { text: '' }, '/text'],
  ['note', { text: ' \n ' }, '/text'],
  ['note', { text: 'x'.repeat(2001) }, '/text'],
  ['note', { text: 'a\u0000b' }, '/text'],
  ['note', { text: 'a\u001bb' }, '/text'],
  ['note', { text: 'a\u202eb' }, '/text'],
  ['note', { text: 'a\u2066b' }, '/text'],
  ['note', { text: 'a\u200fb' }, '/text'],
  ['note', { text: 'a\u2028b' }, '/text'],
  ['note', { text: 'a\ud800b' }, '/text'],
  ['note', { text: 'x', by: { engine: true } }, '/by'],
  ['root-cause', { text: 'x', category: 'nonsense' }, '/category'],
  ['root-cause', { text: 'x', attribution: 'engine' }, '/attribution'],
  ['root-cause', { category: 'code' }, '/text'],
  ['acknowledge', { note: 'x'.repeat(2001) }, '/note'],
  ['resolve', { reason: 'x' }, '/reason'],
])('%s %j is refused, and changes nothing', async (move, body, pointer) => {
  expect((await say(move, body)).json).toMatchObject({ status: 422, errors: [{ pointer }] })
  expect((await breach()).timeline).toHaveLength(1)
})

test.each(['acknowledge', 'note', 'root-cause', 'resolve'])(
  '%s: what is not there, or another tenant’s, can’t be moved',
  async (move) => {
    const other = move === 'note' || move === 'root-cause' ? { text: 'x' } : {}
    id = 'br_none'
    expect((await say(move, other)).status).toBe(404)
  },
)

test('a key that may only read writes nothing', async () => {
  const { key } = (await t.ask('POST', `${a.e}/keys`, { key: a.keys.client, body: { name: 'r', scopes: ['read'] } }))
    .json
  const refused = await t.ask('POST', `${a.e}/breaches/${id}/note`, { key, body: { text: 'x' } })
  expect(refused.json).toMatchObject({ status: 403, code: 'scope_missing' })
})
