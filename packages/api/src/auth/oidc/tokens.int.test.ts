import { HOUR, MINUTE, SECOND } from '@plumbline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import type { TestApp } from '../../testing/app.ts'
import { put } from '../../testing/decided.ts'
import { type Issuer, publicJwk, REPOSITORY, signingKey } from '../../testing/issuer.ts'
import { BOUND as E, startTokenWorld, type TokenWorld } from '../../testing/token-world.ts'

let world: TokenWorld
let t: TestApp
let issuer: Issuer
let other: Issuer
let admin: string
beforeAll(async () => {
  world = await startTokenWorld()
  ;({ t, issuer, other } = world)
  admin = world.keys.vendor
})
afterAll(() => world.stop())
beforeEach(() => issuer.behave(null))

const { read, good }: Pick<TokenWorld, 'read' | 'good'> = {
  read: (token, engagement) => world.read(token, engagement),
  good: (changes, header) => world.good(changes, header),
}
/** Seconds from now, as tokens tell time. */
const inS = (seconds: number) => Math.floor(t.clock.now / SECOND) + seconds

describe('taken is', () => {
  test.each([
    { why: 'a token of a bound repository', changes: () => ({}) },
    { why: 'one of a repository that was renamed since', changes: () => ({ repository: 'acme/checkout', sub: 'x' }) },
    { why: 'one with a name for a branch', changes: () => ({ sub: 'repo:acme/checkout-api:ref:refs/heads/main' }) },
    { why: 'one with a name for an environment', changes: () => ({ sub: 'repo:acme/checkout-api:environment:prod' }) },
    { why: 'one with a name for a pull request', changes: () => ({ sub: 'repo:acme/checkout-api:pull_request' }) },
    { why: 'one with ids in its name', changes: () => ({ sub: 'repo:acme@2001/checkout-api@1001:ref:refs/heads/x' }) },
    { why: 'one without any name', changes: () => ({ sub: undefined, repository: undefined }) },
    { why: 'one that expired 59 s ago', changes: () => ({ exp: inS(-59) }) },
    { why: 'one that begins in 60 s', changes: () => ({ nbf: inS(60) }) },
    { why: 'one of an issuer’s clock 60 s ahead', changes: () => ({ iat: inS(60) }) },
    { why: 'one that lives a day', changes: () => ({ exp: inS(24 * 3600) }) },
  ])('$why', async ({ changes }) => {
    expect((await read(good(changes()))).status).toBe(200)
  })

  test('one without a type, with any word for Bearer', async () => {
    expect((await read(good({}, { typ: undefined }))).status).toBe(200)
    const { status } = await t.ask('GET', `${E}/breaches`, { headers: { authorization: `bearer  ${good()}` } })
    expect(status).toBe(200)
  })

  test('one of a key that the issuer took into use a minute later', async () => {
    const next = signingKey('next')
    issuer.publish([publicJwk(issuer.key), publicJwk(next)])
    expect((await read(issuer.token({}, {}, next))).status).toBe(401)
    world.wait(MINUTE)
    expect((await read(issuer.token({}, {}, next))).status).toBe(200)
  })
})

describe('a token counts once', () => {
  test('and never again, for the same call or another, in the same engagement or another', async () => {
    const token = good()
    expect((await read(token)).status).toBe(200)
    const second = await t.engagement('second-engagement')
    await t.ask('POST', '/v1/engagements/second-engagement/members', {
      key: second.vendor,
      body: { kind: 'repository', ...REPOSITORY },
    })
    const again = [await read(token), await read(token, 'second-engagement')]
    const indicators = await t.ask('GET', `${E}/indicators`, { key: token })
    for (const { status, json } of [...again, indicators]) expect([status, json.code]).toEqual([401, 'token_replayed'])
    expect((await read(good(), 'second-engagement')).status).toBe(200)
  })

  test('of many who show it at the same moment, to several processes, exactly one gets through', async () => {
    const token = good()
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        i % 2 === 0 ? (await read(token)).status : (await world.elsewhere(token)).status,
      ),
    )
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect(answers.filter((status) => status === 401)).toHaveLength(19)
  })

  test('also when its signature or its jti’s surroundings are written otherwise', async () => {
    const jti = 'one-and-the-same'
    expect((await read(good({ jti }))).status).toBe(200)
    const { status, json } = await read(good({ jti, run_id: '99' }))
    expect([status, json.code]).toEqual([401, 'token_replayed'])
  })

  test('and what was refused for its scope is not used up', async () => {
    const token = good()
    expect((await t.ask('GET', `${E}/keys`, { key: token })).json.code).toBe('scope_missing')
    expect((await read(token)).status).toBe(200)
  })

  test('the same jti of another issuer is another token', async () => {
    await t.ask('POST', `${E}/members`, { key: admin, body: { kind: 'repository', ...REPOSITORY, issuer: other.url } })
    const jti = 'shared-by-two'
    expect([(await read(good({ jti }))).status, (await read(other.token({ jti }))).status]).toEqual([200, 200])
  })
})

describe('a token that proves another repository is answered as if the engagement did not exist', () => {
  test.each([
    { why: 'another repository that took the name', changes: { repository_id: '1002' } },
    { why: 'the repository, handed to another owner', changes: { repository_owner_id: '2002' } },
    { why: 'another repository of the same owner', changes: { repository_id: '1', repository: 'acme/other' } },
    { why: 'the ids exchanged', changes: { repository_id: '2001', repository_owner_id: '1001' } },
  ])('$why', async ({ changes }) => {
    const present = await read(good(changes))
    const before = t.deps.store.cost()
    const absent = await read(good(changes), 'never-created')
    expect(t.deps.store.cost().writeUnits).toBe(before.writeUnits)
    expect(present.status).toBe(404)
    expect(present.text.replace(present.json.request_id, '')).toBe(absent.text.replace(absent.json.request_id, ''))
    expect(present.json.detail).toContain('POST /members')
  })
})

test('a repository that is removed gets in no longer than the cache believes, at once in this process', async () => {
  const [member] = (await t.ask('GET', `${E}/members`, { key: admin })).json.data.filter(
    ({ issuer: by }: { issuer: string }) => by === issuer.url,
  )
  expect((await read(good())).status).toBe(200)
  await put(t.deps.store.forEngagement('acme-checkout'), {
    kind: 'remove_repository',
    id: member.id,
    at: t.clock.now,
  })
  world.wait(t.deps.config.keyCacheMs - 1)
  expect((await read(good())).status).toBe(200)
  world.wait(1)
  expect((await read(good())).status).toBe(404)
  expect(
    (await t.ask('POST', `${E}/members`, { key: admin, body: { kind: 'repository', ...REPOSITORY } })).status,
  ).toBe(201)
  expect((await read(good())).status).toBe(200)
  expect((await t.ask('DELETE', `${E}/members/${member.id}`, { key: admin })).status).toBe(204)
  expect((await read(good())).status).toBe(404)
  await t.ask('POST', `${E}/members`, { key: admin, body: { kind: 'repository', ...REPOSITORY } })
})

test('while the issuer is down its tokens still count; where nothing is known of it yet, it is to be asked again', async () => {
  issuer.behave((request) => request.socket.destroy())
  world.wait(HOUR)
  expect((await read(good())).status).toBe(200)
  const fresh = await createApp(t.deps).request(`${E}/breaches`, { headers: { authorization: `Bearer ${good()}` } })
  expect([fresh.status, fresh.headers.get('retry-after')]).toEqual([503, '5'])
})

test('an installation that does not know its own address takes no token', async () => {
  const app = createApp({ ...t.deps, config: { ...t.deps.config, publicUrl: null } })
  const answer = await app.request(`${E}/breaches`, { headers: { authorization: `Bearer ${good({ aud: 'null' })}` } })
  expect(answer.status).toBe(401)
})

test('no token is logged', () => {
  expect(JSON.stringify(t.logs)).not.toMatch(/eyJ/)
})
