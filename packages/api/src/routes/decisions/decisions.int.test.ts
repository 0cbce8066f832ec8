import { DAY, formatInstant, HOUR } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, sha } from '../../testing/events.ts'
import { missedMonth } from '../../testing/missed-month.ts'
import { letArbiterIn } from '../../testing/tenants.ts'

let t: TestApp
let count = 0
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const START = Date.parse('2026-12-15T12:00:00Z')

const world = (arbiter?: string) => missedMonth(t, START, arbiter)

describe('a waiver', () => {
  test('is asked for by one party, given by the other, and changes what a gate says, until it is revoked', async () => {
    const { say, gate, told } = await world()
    const asked = await say('vendor', 'POST', '/waivers', {
      objective: 'change-fail-rate',
      service: 'checkout-api',
      expires_at: formatInstant(START + 10 * DAY),
      reason: 'the migration\nthat both planned',
    })
    expect([asked.status, asked.json.status, (await gate()).status]).toEqual([201, 'requested', 'breached'])
    const path = `/waivers/${asked.json.id}`
    expect((await say('vendor', 'POST', `${path}/approve`)).json).toMatchObject({
      status: 403,
      code: 'wrong_party',
      detail: 'Only the client may approve it: nobody waives for itself.',
    })
    const approved = (await say('client', 'POST', `${path}/approve`, { note: 'fine' })).json
    expect(approved).toMatchObject({ status: 'approved', timeline: [{}, { by: { party: 'client' }, note: 'fine' }] })
    expect((await say('client', 'POST', `${path}/approve`)).json).toEqual(approved)
    expect(await gate()).toMatchObject({ status: 'waived', waiver: { id: asked.json.id } })
    const seen = (party: 'client' | 'vendor') => say(party, 'GET', '/waivers?status=approved&service=checkout-api')
    expect((await seen('client')).json).toEqual((await seen('vendor')).json)
    expect((await say('client', 'GET', '/waivers?status=requested')).json.data).toEqual([])
    expect((await say('client', 'POST', `${path}/revoke`)).json.status).toBe('revoked')
    expect((await gate()).status).toBe('breached')
    expect((await told()).filter((type) => type.startsWith('waiver'))).toEqual([
      'waiver_requested',
      'waiver_approved',
      'waiver_revoked',
    ])
  })

  test('that names a breach waives it; when it ends in a window that still runs, the breach is there again', async () => {
    const { say, gate, breach, settle, store, told } = await world()
    const { id } = (
      await say('vendor', 'POST', '/waivers', { breach, expires_at: formatInstant(START + DAY), reason: 'x' })
    ).json
    await say('client', 'POST', `/waivers/${id}/approve`)
    expect((await say('client', 'GET', `/breaches/${breach}`)).json).toMatchObject({
      status: 'waived',
      beneath: 'open',
      waiver: { id },
    })
    expect(await gate()).toMatchObject({ status: 'waived', breach_id: breach })
    t.clock.now = START + DAY + 5 * HOUR
    expect((await say('client', 'GET', `/waivers/${id}`)).json.status).toBe('expired')
    expect(await settle()).toMatchObject({ settled: 1 })
    expect(await settle()).toMatchObject({ settled: 0 })
    const back = await store.breach(breach)
    expect(back).toMatchObject({ status: 'open' })
    // As of its expiry, however late somebody looked.
    expect(back?.timeline.at(-1)).toMatchObject({ kind: 'waiver_ended', at: formatInstant(START + DAY) })
    expect((await told()).slice(-4)).toEqual([
      'waiver_approved',
      'breach_waived',
      'waiver_expired',
      'breach_waiver_ended',
    ])
  })

  test('of an objective takes the breach of its running window with it, and gives it back; the ledger tells both, once', async () => {
    const { say, breach, store, settle, told } = await world()
    const reason = 'the migration that both planned'
    const expires_at = formatInstant(START + 5 * DAY)
    const asked = await say('vendor', 'POST', '/waivers', { objective: 'change-fail-rate', expires_at, reason })
    await say('client', 'POST', `/waivers/${asked.json.id}/approve`)
    await say('client', 'POST', `/waivers/${asked.json.id}/approve`)
    const waived = await store.breach(breach)
    expect(waived).toMatchObject({ status: 'waived', waiver: { id: asked.json.id }, timeline: [{}, { note: reason }] })
    const last = waived?.timeline.at(-1)
    expect([last?.at, last?.by]).toEqual([
      (await say('client', 'GET', `/waivers/${asked.json.id}`)).json.from,
      { engine: true },
    ])
    t.clock.now = START + 6 * DAY
    expect(await settle()).toMatchObject({ settled: 1 })
    expect(await settle()).toMatchObject({ settled: 0 })
    expect(await store.breach(breach)).toMatchObject({ status: 'open' })
    expect((await told()).slice(-4)).toEqual([
      'waiver_approved',
      'breach_waived',
      'waiver_expired',
      'breach_waiver_ended',
    ])
  })

  test.each([
    [{ expires_at: '2026-12-01T00:00:00Z', objective: 'change-fail-rate' }, '/expires_at', 'out_of_range'],
    [{ expires_at: '2026-12-20T00:00:00Z', objective: 'change-fail-rat' }, '/objective', 'unknown_name'],
    [{ expires_at: '2026-12-20T00:00:00Z' }, '/objective', 'contradiction'],
    [{ expires_at: '2026-12-20T00:00:00Z', breach: 'br_x' }, '/breach', 'contradiction'],
    [{ expires_at: '2026-12-20T00:00:00Z', breach: 'br_x', service: 'search' }, '/service', 'contradiction'],
  ])('of %j is refused', async (body, pointer, code) => {
    const { say } = await world()
    expect((await say('vendor', 'POST', '/waivers', { reason: 'x', ...body })).json).toMatchObject({
      status: 422,
      errors: [{ pointer, code }],
    })
  })
})

test('an exclusion takes events out once the other party has approved it', async () => {
  const { say, gate } = await world()
  const { json } = await say('vendor', 'POST', '/exclusions', {
    category: 'client_caused',
    from: '2026-12-01T00:00:00Z',
    to: formatInstant(START),
    services: ['checkout-api'],
    reason: 'the client’s network was down',
  })
  expect(json).toMatchObject({ status: 'proposed', with_notice: false })
  expect((await gate()).status).toBe('breached')
  expect((await say('client', 'POST', `/exclusions/${json.id}/approve`)).json.status).toBe('approved')
  const result = await gate()
  expect(result.evidence).toMatchObject({ exclusions: [{ id: json.id, category: 'client_caused' }] })
  expect(result.status).not.toBe('breached')
  expect((await say('client', 'POST', `/exclusions/${json.id}/revoke`)).json.code).toBe('wrong_state')
})

describe('a dispute', () => {
  test('is ruled when both say the same; an overturned breach takes its window out, and cites the ruling', async () => {
    const { say, gate, breach, told } = await world()
    const disputed = (await say('vendor', 'POST', `/breaches/${breach}/dispute`, { text: 'both were drills' })).json
    expect(disputed).toMatchObject({ status: 'disputed', beneath: 'open', dispute: { status: 'open' } })
    // It counts until it is ruled.
    expect(await gate()).toMatchObject({ status: 'breached', breach_id: breach })
    expect((await say('vendor', 'POST', `/breaches/${breach}/answer`, { text: 'x' })).json.code).toBe('wrong_party')
    await say('client', 'POST', `/breaches/${breach}/answer`, { text: 'they were not' })
    const upheld = (await say('client', 'POST', `/breaches/${breach}/rule`, { ruling: 'uphold' })).json
    expect(upheld.status).toBe('disputed')
    const ruled = (await say('client', 'POST', `/breaches/${breach}/rule`, { ruling: 'overturn', text: 'we looked' }))
      .json
    expect(ruled).toMatchObject({ status: 'overturned', dispute: { status: 'ruled', ruling: 'overturn' } })
    expect(await gate()).toMatchObject({
      status: 'excluded',
      excluded: { by: 'ruling', ids: [ruled.dispute.id], breach_id: breach },
    })
    expect((await say('vendor', 'GET', `/disputes?breach=${breach}`)).json.data).toMatchObject([
      { id: ruled.dispute.id, settled_by: 'both', stated: { client: 'overturn', vendor: 'overturn' } },
    ])
    expect((await told()).slice(-5)).toEqual([
      'dispute_opened',
      'dispute_answered',
      'ruling_stated',
      'ruling_stated',
      'ruling',
    ])
  })

  test('that nobody answers is what was agreed of silence, as of the day it was due, however late it is noticed', async () => {
    const { say, breach, store, settle } = await world()
    const { dispute } = (await say('vendor', 'POST', `/breaches/${breach}/dispute`, { text: 'no' })).json
    t.clock.now = START + 40 * DAY
    expect((await say('client', 'POST', `/breaches/${breach}/answer`, { text: 'late' })).json).toMatchObject({
      status: 409,
      detail: 'It was ruled: the breach is overturned.',
    })
    expect(await settle()).toMatchObject({ settled: 1 })
    const after = await store.breach(breach)
    expect(after).toMatchObject({ status: 'overturned', dispute: { ruling: 'overturn' } })
    expect(after?.timeline.at(-1)).toMatchObject({ at: dispute.answer_due_at, settled_by: 'silence' })
    expect(await settle()).toMatchObject({ settled: 0 })
  })

  test('that the two never agree about ends when their time to agree does: the breach stands, in the ledger, once', async () => {
    const { say, breach, store, settle, told } = await world('null')
    const { dispute } = (await say('vendor', 'POST', `/breaches/${breach}/dispute`, { text: 'no' })).json
    await say('client', 'POST', `/breaches/${breach}/answer`, { text: 'it was one' })
    expect(await settle()).toMatchObject({ settled: 0 })
    t.clock.now = Date.parse(dispute.agree_by) + 3 * DAY
    expect(await settle()).toMatchObject({ settled: 1 })
    expect(await settle()).toMatchObject({ settled: 0 })
    const after = await store.breach(breach)
    expect(after).toMatchObject({ status: 'open', dispute: { ruling: 'uphold' } })
    expect(after?.timeline.at(-1)).toMatchObject({ at: dispute.agree_by, settled_by: 'disagreement' })
    expect((await told()).slice(-3)).toEqual(['dispute_opened', 'dispute_answered', 'ruling'])
  })

  test('counts once, also where two keys of a party send it at the same moment', async () => {
    const { say, breach, store } = await world()
    const both = await Promise.all(
      [1, 2].map(() => say('vendor', 'POST', `/breaches/${breach}/dispute`, { text: 'no' })),
    )
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect((await store.keptRecords('dispute', { limit: 9, after: null, descending: false })).items).toHaveLength(1)
  })
})

describe('the arbiter', () => {
  test('is let in by both halves only, rules alone after the answer, and reads', async () => {
    const { say, e, keys, breach } = await world()
    const half = async (party: 'client' | 'vendor') =>
      (await say(party, 'POST', '/members', { kind: 'arbiter' })).json.claim
    const [first, client, vendor] = [await half('client'), await half('client'), await half('vendor')]
    const take = (claim: string) => t.ask('POST', '/v1/claims', { body: { claim, name: 'Ruth', role: 'arbiter' } })
    for (const claim of [
      client,
      `${client}.${client}`,
      `${client}.${vendor}.${vendor}`,
      `${client}.${vendor.slice(0, -1)}x`,
    ])
      expect((await take(claim)).json).toMatchObject({ status: 422, errors: [{ pointer: '/claim' }] })
    // The half that was made later counts.
    expect((await take(`${first}.${vendor}`)).json.code).toBe('claim_not_open')
    const { key, party } = (await take(`${vendor}.${client}`)).json
    expect([party, key.slice(0, 12)]).toEqual(['arbiter', 'plb_arbiter_'])
    expect((await take(`${vendor}.${client}`)).json.code).toBe('claim_not_open')

    const as = (method: string, path: string, body?: unknown) =>
      t.ask(method, `${e}${path}`, { key, ...(body === undefined ? {} : { body }) })
    expect((await as('GET', `/breaches/${breach}`)).status).toBe(200)
    expect((await as('POST', `/breaches/${breach}/note`, { text: 'x' })).json.code).toBe('wrong_party')
    expect((await as('POST', `/breaches/${breach}/rule`, { ruling: 'uphold' })).json.code).toBe('wrong_state')
    await say('vendor', 'POST', `/breaches/${breach}/dispute`, { text: 'no' })
    expect((await as('POST', `/breaches/${breach}/rule`, { ruling: 'uphold' })).json.detail).toContain('to answer')
    await say('client', 'POST', `/breaches/${breach}/answer`, { text: 'yes' })
    expect(
      (await as('POST', `/breaches/${breach}/rule`, { ruling: 'uphold', text: 'it was live' })).json,
    ).toMatchObject({
      status: 'open',
      dispute: { status: 'ruled', ruling: 'uphold' },
    })
    // Neither party ends it alone; a new one, whom both let in, does.
    const [one] = (await say('client', 'GET', '/members')).json.data.filter(
      ({ kind }: { kind: string }) => kind === 'arbiter',
    )
    expect(one).toMatchObject({ name: 'Ruth', scopes: ['read', 'breaches:write'] })
    expect((await say('client', 'DELETE', `/members/${one.id}`)).json.code).toBe('wrong_state')
    await letArbiterIn(t, e, keys)
    t.clock.now += t.deps.config.keyCacheMs
    expect((await as('GET', `/breaches/${breach}`)).json.code).toBe('key_revoked')
  })

  test('is nobody where the agreement names none', async () => {
    const { e, keys } = await agreed(t, `no-arbiter-${++count}`)
    const { json } = await t.ask('POST', `${e}/members`, { key: keys.client, body: { kind: 'arbiter' } })
    expect(json).toMatchObject({
      status: 409,
      code: 'wrong_state',
      detail: expect.stringContaining('names no arbiter'),
    })
  })
})

test('what is waived while it is merged is no breach', async () => {
  const { say, store } = await world()
  const expires_at = formatInstant(START + DAY)
  const { id } = (await say('vendor', 'POST', '/waivers', { objective: 'patch-coverage', expires_at, reason: 'x' }))
    .json
  await say('client', 'POST', `/waivers/${id}/approve`)
  const before = (await store.breaches({ limit: 9, after: null, descending: true })).items.length
  const { json } = await say('vendor', 'POST', '/gate', {
    service: 'search',
    event: 'push',
    commit_sha: sha(77),
    events: [{ ...coverage(sha(77), { covered: 1, total: 10 }), service: 'search' }],
  })
  expect(json.objectives.find((one: { id: string }) => one.id === 'patch-coverage').status).toBe('waived')
  expect((await store.breaches({ limit: 9, after: null, descending: true })).items).toHaveLength(before)
})
