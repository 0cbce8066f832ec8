import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { REPOSITORY } from '../../testing/issuer.ts'

let t: TestApp
let keys: Record<'client' | 'vendor', string>
const MEMBERS = '/v1/engagements/acme-checkout/members'
const GITHUB = 'https://token.actions.githubusercontent.com'
const ENTERPRISE = 'https://github.acme.example/_services/token'
beforeAll(async () => {
  t = await startTestApp({ issuers: [GITHUB, ENTERPRISE] })
  keys = await t.engagement('acme-checkout')
})
afterAll(() => t.stop())

const add = (body: object, party: 'client' | 'vendor' = 'vendor', headers = {}) =>
  t.ask('POST', MEMBERS, { key: keys[party], body, headers })
const bind = (changes: object = {}, party: 'client' | 'vendor' = 'vendor') =>
  add({ kind: 'repository', ...REPOSITORY, ...changes }, party)
const list = async (party: 'client' | 'vendor') => (await t.ask('GET', MEMBERS, { key: keys[party] })).json.data
const remove = (id: string, party: 'client' | 'vendor') => t.ask('DELETE', `${MEMBERS}/${id}`, { key: keys[party] })

describe('a repository', () => {
  test('is bound by its ids, to all services or some, and seen by both parties', async () => {
    const whole = await bind()
    expect(whole.status).toBe(201)
    expect(whole.json).toMatchObject({
      kind: 'repository',
      party: 'vendor',
      ...REPOSITORY,
      issuer: GITHUB,
      services: null,
      trusted_events: [],
      created_at: '2026-12-15T12:00:00.000Z',
    })
    const some = await bind({
      repository_id: '1002',
      services: ['search', 'checkout-api', 'search'],
      trusted_events: ['workflow_run', 'workflow_run'],
    })
    expect(some.json).toMatchObject({ services: ['search', 'checkout-api'], trusted_events: ['workflow_run'] })
    const seen = (await list('client')).filter(({ kind }: { kind: string }) => kind === 'repository')
    expect(seen).toEqual(expect.arrayContaining([whole.json, some.json]))
  })

  test('is bound once in an engagement, whoever asks; the same id of another issuer is another', async () => {
    for (const party of ['vendor', 'client'] as const) {
      const again = await bind({ repository: 'other/name' }, party)
      expect(again.json).toMatchObject({ status: 409, code: 'repository_bound' })
      expect(again.json.detail).toContain('The vendor bound it as acme/checkout-api')
      expect(again.json.detail).toContain('plumbline keys members remove')
    }
    expect((await bind({ issuer: ENTERPRISE }, 'client')).json).toMatchObject({ party: 'client', issuer: ENTERPRISE })
    const other = await t.engagement('other-tenant')
    const elsewhere = await t.ask('POST', '/v1/engagements/other-tenant/members', {
      key: other.client,
      body: { kind: 'repository', ...REPOSITORY },
    })
    expect(elsewhere.status).toBe(201)
  })

  test('is removed by its own party alone, and may then be bound anew, by the other too', async () => {
    const { id } = (await bind({ repository_id: '1003' })).json
    expect((await remove(id, 'client')).json).toMatchObject({ status: 403, code: 'wrong_party' })
    expect((await remove(id, 'vendor')).status).toBe(204)
    expect((await remove(id, 'vendor')).status).toBe(404)
    expect((await list('vendor')).map((member: { id: string }) => member.id)).not.toContain(id)
    expect((await bind({ repository_id: '1003' }, 'client')).json).toMatchObject({ id, party: 'client' })
  })

  test.each([
    [{ repository_id: 1001 }, '/repository_id', 'wrong_type'],
    [{ repository_id: '01001' }, '/repository_id', 'invalid_format'],
    [{ repository_id: 'acme/checkout-api' }, '/repository_id', 'invalid_format'],
    [{ repository_owner_id: undefined }, '/repository_owner_id', 'missing'],
    [{ repository: 'checkout-api' }, '/repository', 'invalid_format'],
    [{ repository: 'https://github.com/acme/checkout-api' }, '/repository', 'invalid_format'],
    [{ services: [] }, '/services', 'out_of_range'],
    [{ services: ['check out'] }, '/services/0', 'invalid_format'],
    [{ services: null }, '/services', 'wrong_type'],
    [{ trusted_events: ['push'] }, '/trusted_events/0', 'not_allowed'],
    [{ trusted_events: ['pull_request'] }, '/trusted_events/0', 'not_allowed'],
    [{ trusted_events: ['workflow-run'] }, '/trusted_events/0', 'not_allowed'],
    [{ issuer: 'https://evil.example' }, '/issuer', 'not_allowed'],
    [{ issuer: `${GITHUB}/` }, '/issuer', 'not_allowed'],
    [{ party: 'client' }, '/party', 'unknown_field'],
    [{ kind: 'robot' }, '/kind', 'not_allowed'],
    [{ kind: undefined }, '/kind', 'missing'],
  ])('of %j is refused', async (changes, pointer, code) => {
    expect((await bind({ repository_id: '1099', ...changes })).json).toMatchObject({
      status: 422,
      errors: [{ pointer, code }],
    })
  })
})

describe('a person', () => {
  const ada = { kind: 'person', name: 'Ada', role: 'Head of Delivery', scopes: ['read', 'breaches:write', 'read'] }

  test('gets a key that is shown once and does what it says', async () => {
    const { status, json } = await add(ada)
    expect(status).toBe(201)
    expect(json).toMatchObject({
      kind: 'person',
      party: 'vendor',
      name: 'Ada',
      role: 'Head of Delivery',
      scopes: ['read', 'breaches:write'],
      expires_at: null,
      key: expect.stringMatching(/^plb_vendor_/),
    })
    expect((await t.ask('GET', '/v1/engagements/acme-checkout/breaches', { key: json.key })).status).toBe(200)
    expect((await t.ask('GET', MEMBERS, { key: json.key })).json.code).toBe('scope_missing')
    const [seen] = (await list('vendor')).filter(({ id }: { id: string }) => id === json.id)
    expect(seen).toEqual({ ...json, key: undefined })
    expect((await list('client')).map(({ id }: { id: string }) => id)).not.toContain(json.id)
    const mine = (await t.ask('GET', '/v1/engagements/acme-checkout/keys', { key: keys.vendor })).json.data
    expect(mine).toContainEqual(expect.objectContaining({ id: json.id, role: 'Head of Delivery' }))
  })

  test('who is removed gets in no more; the other party can’t remove them', async () => {
    const { id, key } = (await add({ ...ada, name: 'Grace' })).json
    expect((await remove(id, 'client')).status).toBe(404)
    expect((await remove(id, 'vendor')).status).toBe(204)
    expect((await t.ask('GET', '/v1/engagements/acme-checkout/breaches', { key })).json.code).toBe('key_revoked')
    expect((await list('vendor')).map((member: { id: string }) => member.id)).not.toContain(id)
  })

  test('who took the claim is one, and the last admin stays', async () => {
    const [admin] = (await list('client')).filter(({ kind }: { kind: string }) => kind === 'person')
    expect(admin).toMatchObject({ name: 'Acme', role: 'operations', scopes: ['admin'], created_by: 'claim' })
    expect((await remove(admin.id, 'client')).json).toMatchObject({ status: 409, code: 'wrong_state' })
  })

  test('is no key of CI: those are not listed, and not removed as members', async () => {
    const body = { name: 'CI', scopes: ['gate:run'] }
    const { id } = (await t.ask('POST', '/v1/engagements/acme-checkout/keys', { key: keys.vendor, body })).json
    expect((await list('vendor')).map((member: { id: string }) => member.id)).not.toContain(id)
    expect((await remove(id, 'vendor')).status).toBe(404)
  })

  test('has at most two live keys, and the same request again shows none', async () => {
    const once = { 'idempotency-key': 'ada' }
    const body = { ...ada, name: 'Mary' }
    const first = await add(body, 'vendor', once)
    expect((await add(body, 'vendor', once)).json).toEqual({ ...first.json, key: null })
    expect([(await add(body)).status, (await add(body)).json.code]).toEqual([201, 'too_many_keys'])
  })

  test.each([
    [{ role: undefined }, '/role', 'missing'],
    [{ scopes: [] }, '/scopes', 'out_of_range'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at', 'out_of_range'],
    [{ repository_id: '1' }, '/repository_id', 'unknown_field'],
  ])('with %j is refused', async (changes, pointer, code) => {
    expect((await add({ ...ada, ...changes })).json).toMatchObject({ status: 422, errors: [{ pointer, code }] })
  })
})
