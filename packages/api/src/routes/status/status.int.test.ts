import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { coverage, deployment, incident, sha } from '../../testing/events.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

const status = async (query = '') => (await t.ask('GET', `${a.e}/status${query}`, { key: a.keys.client })).json
const push = (service: string, commit_sha: string, covered: number) =>
  t.ask('POST', `${a.e}/gate`, {
    key: a.keys.vendor,
    body: {
      service,
      event: 'push',
      commit_sha,
      events: [{ ...coverage(commit_sha, { covered, total: 10 }), service, source: service }],
    },
  })
const find = (one: { objectives: { id: string }[] }, id: string) =>
  one.objectives.find((objective) => objective.id === id)

test('before anything happened every objective is there, without data', async () => {
  const { agreement, services } = await status()
  expect(agreement).toMatchObject({ version: 1 })
  expect(
    services.map(({ service, last_merge }: { service: string; last_merge: null }) => [service, last_merge]),
  ).toEqual([
    ['checkout-api', null],
    ['search', null],
  ])
  expect(services[0].objectives.map(({ status: word }: { status: string }) => word)).toEqual(['no_data', 'no_data'])
})

test('change objectives stand as at the last merge, window objectives as they are now, the worst first', async () => {
  await push('checkout-api', sha(1), 9)
  await push('search', sha(2), 5)
  t.clock.now += 1000
  const first = await status()
  expect(first.services.map(({ service }: { service: string }) => service)).toEqual(['search', 'checkout-api'])
  expect(find(first.services[0], 'patch-coverage')).toMatchObject({ status: 'breached', value: 50 })
  expect(first.services[0].last_merge).toMatchObject({
    commit_sha: sha(2),
    evaluation_id: expect.stringMatching(/^ev_/),
  })
  expect(first.services[0].open_breaches).toMatchObject([{ objective: 'patch-coverage', status: 'open' }])
  expect(find(first.services[1], 'patch-coverage')).toMatchObject({ status: 'met', value: 90 })

  const deployments = Array.from({ length: 7 }, (_, index) => deployment(`d-${index}`, index))
  await t.ask('POST', `${a.e}/events`, {
    key: a.keys.vendor,
    body: [...deployments, incident('i-1', 0, 'd-0'), incident('i-2', 1, 'd-1')],
  })
  const second = await status('?service=checkout-api')
  expect(second.services).toHaveLength(1)
  expect(second.services[0].objectives[0]).toMatchObject({
    id: 'change-fail-rate',
    status: 'breached',
    numerator: 2,
    denominator: 7,
  })
})

test('looking changes nothing', async () => {
  const before = t.deps.store.cost().writeUnits
  const first = await status()
  expect(await status()).toEqual(first)
  expect(t.deps.store.cost().writeUnits).toBe(before)
  const open = await t.ask('GET', `${a.e}/breaches?objective=change-fail-rate`, { key: a.keys.client })
  expect(open.json.data).toEqual([])
})

test('a service that is not agreed says so', async () => {
  const { services } = await status('?service=elsewhere')
  expect(services).toMatchObject([
    { service: 'elsewhere', objectives: [], notes: [{ code: 'service_not_in_agreement' }] },
  ])
})

test('a service that is asked for twice is told once', async () => {
  const { services } = await status('?service=search,search&service=search')
  expect(services).toMatchObject([{ service: 'search' }])
})

test('without an agreement there is nothing to judge', async () => {
  const { vendor } = await t.engagement('nothing-agreed')
  const { json } = await t.ask('GET', '/v1/engagements/nothing-agreed/status', { key: vendor })
  expect(json).toMatchObject({ agreement: null, services: [], title: 'nothing-agreed, an example' })
})
