import { type Operation, type OperationId, operations } from '@plumbline/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCursor } from '../flow/cursor.ts'
import type { Ask } from '../testing/app.ts'
import {
  ABSENT,
  bodyFor,
  pathFor,
  SHARED,
  STRANGER,
  seenOf,
  startTenants,
  TENANT,
  type Tenants,
} from '../testing/tenants.ts'
import { sessionCookie } from './session.ts'

/* Every operation of the contract, with every name of another tenant: nothing is to be seen, and nothing is touched. */

let world: Tenants
beforeAll(async () => {
  world = await startTenants()
})
afterAll(() => world.stop())

const ofParty = (Object.keys(operations) as OperationId[]).filter((id) => typeof operations[id].access === 'object')
/** Those whose path names something of a tenant's. */
const naming = ofParty.filter((id) => {
  const [, collection] = /([\w-]+)\/\{(?!engagement)/.exec(operations[id].path) ?? []
  return collection !== undefined && !SHARED.has(collection)
})

const ask = async (id: OperationId, engagement: string, which: 'present' | 'absent', sent: Ask) => {
  const operation: Operation = operations[id]
  const path = pathFor(operation, engagement, (collection) => world.names[collection]?.[which])
  const body = bodyFor(id)
  const before = world.t.deps.store.cost()
  const answer = await world.t.ask(operation.method.toUpperCase(), path, {
    ...sent,
    ...(body === undefined ? {} : { body }),
  })
  const { requests, readUnits, writeUnits } = world.t.deps.store.cost()
  return {
    seen: seenOf(answer),
    cost: [requests - before.requests, readUnits - before.readUnits, writeUnits - before.writeUnits],
  }
}

const keyIdOf = (key: string) => key.split('_')[2] ?? ''

describe.each(ofParty)('%s of another tenant', (id) => {
  test('asked with a key gives the bytes of an absent engagement, without asking the store', async () => {
    const present = await ask(id, TENANT, 'present', { key: world.keys.stranger })
    const absent = await ask(id, ABSENT, 'present', { key: world.keys.stranger })
    expect(present).toEqual(absent)
    expect(present.seen.status).toBe(404)
    expect(present.cost).toEqual([0, 0, 0])
  })

  test('asked with a token gives the bytes of an absent engagement, and costs what that costs', async () => {
    const changes = { repository_id: '4004' }
    const present = await ask(id, TENANT, 'present', { key: world.token('push', changes) })
    const absent = await ask(id, ABSENT, 'present', { key: world.token('push', changes) })
    expect(present).toEqual(absent)
    expect(present.seen.status).toBe(404)
    expect(present.cost[2]).toBe(0)
  })

  test('asked by who is signed in elsewhere gives the bytes of an absent engagement', async () => {
    const session = { engagement: STRANGER, keyId: keyIdOf(world.keys.stranger) }
    const headers = { cookie: String(sessionCookie(world.t.deps, session).split(';')[0]) }
    const present = await ask(id, TENANT, 'present', { headers })
    expect(present).toEqual(await ask(id, ABSENT, 'present', { headers }))
    expect(present.seen.status).toBe(operations[id].method === 'get' ? 404 : 401)
    expect(present.cost).toEqual([0, 0, 0])
  })
})

/** What a name of nobody's costs: where that is no more than what another tenant's does, nothing of theirs was read. */
const isAsAbsent = async (id: OperationId, engagement: string, sent: Ask) => {
  // The caller's own key is read with the first call, and believed then.
  await ask(id, engagement, 'absent', sent)
  const present = await ask(id, engagement, 'present', sent)
  expect(present).toEqual(await ask(id, engagement, 'absent', sent))
  return present
}

test.each(naming)(
  '%s with a name that another tenant has gives and costs what a name that nobody has does',
  async (id) => {
    const { seen, cost } = await isAsAbsent(id, STRANGER, { key: world.keys.stranger })
    expect([seen.status, cost[2]]).toEqual([404, 0])
  },
)

test.each(['revokeKey', 'removeMember'] as const)('%s: a person’s key is as absent to the other party', async (id) => {
  const { t, keys, names } = world
  const body = { kind: 'person', name: 'Ada', role: 'Lead', scopes: ['read'] }
  const { id: person } = (await t.ask('POST', `/v1/engagements/${TENANT}/members`, { key: keys.vendor, body })).json
  const collection = id === 'revokeKey' ? 'keys' : 'members'
  const before = { ...names }
  names[collection] = { present: person, absent: String(names.keys?.absent) }
  expect((await isAsAbsent(id, TENANT, { key: keys.client })).seen.status).toBe(404)
  Object.assign(names, before)
  await t.ask('DELETE', `/v1/engagements/${TENANT}/members/${person}`, { key: keys.vendor })
})

describe('a cursor', () => {
  const paged = ofParty.filter((id) => {
    const operation: Operation = operations[id]
    return operation.query !== undefined && 'cursor' in operation.query.shape
  })

  test.each(paged)('of %s is one of that list, with those filters, in that engagement', async (id) => {
    const { t, keys } = world
    const path = (engagement: string) => operations[id].path.replace('{engagement}', engagement)
    const foreign = makeCursor(t.deps.config, { engagement: STRANGER, operation: id, filters: {} }, 'position')
    const otherList = makeCursor(t.deps.config, { engagement: TENANT, operation: 'another', filters: {} }, 'position')
    const otherSecret = makeCursor(
      { ...t.deps.config, secret: new Uint8Array(32) },
      { engagement: TENANT, operation: id, filters: {} },
      'position',
    )
    const before = t.deps.store.cost().writeUnits
    for (const cursor of [foreign, otherList, otherSecret, 'position', Buffer.from('x').toString('base64url')]) {
      const { json } = await t.ask('GET', `${path(TENANT)}?cursor=${encodeURIComponent(cursor ?? '')}`, {
        key: keys.vendor,
      })
      expect(json).toMatchObject({ status: 422, code: 'invalid_cursor', errors: [{ pointer: '/cursor' }] })
    }
    expect(t.deps.store.cost().writeUnits).toBe(before)
  })
})
