import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementText } from '../testing/agreement.ts'
import { OPERATOR_KEY, startTestApp, type TestApp } from '../testing/app.ts'
import { coverage, deployment, sha } from '../testing/events.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

test('from nothing to a breach that both sides see: the whole way', async () => {
  const made = await t.ask('POST', '/v1/engagements', {
    key: OPERATOR_KEY,
    body: { engagement: 'acme-checkout', title: 'Acme and Northwind' },
  })
  expect(made.status).toBe(201)
  const take = (claim: string) => t.ask('POST', '/v1/claims', { body: { claim, name: 'Acme', role: 'Lead' } })
  const client = (await take(made.json.claims.client)).json.key
  const vendor = (await take(made.json.claims.vendor)).json.key
  const e = '/v1/engagements/acme-checkout'

  const proposed = await t.ask('POST', `${e}/agreements`, {
    key: vendor,
    text: agreementText('acme-checkout'),
    headers: { 'content-type': 'application/yaml' },
  })
  expect(proposed.json).toMatchObject({ version: 1, status: 'proposed', proposed_by: 'vendor' })
  const accepted = await t.ask('POST', `${e}/agreements/1/accept`, { key: client, body: { hash: proposed.json.hash } })
  expect(accepted.json).toMatchObject({ version: 1, status: 'active' })

  const ci = (
    await t.ask('POST', `${e}/keys`, { key: vendor, body: { name: 'CI', scopes: ['events:write', 'gate:run'] } })
  ).json.key
  const sent = await t.ask('POST', `${e}/events`, { key: ci, body: [deployment('d-1', 0), deployment('d-2', 1)] })
  expect(sent.json.results.map((result: { status: string }) => result.status)).toEqual(['recorded', 'recorded'])

  const gate = await t.ask('POST', `${e}/gate`, {
    key: ci,
    body: {
      service: 'checkout-api',
      event: 'push',
      ref: 'refs/heads/main',
      commit_sha: sha(9),
      run: 'run-1',
      events: [coverage(sha(9), { covered: 5, total: 10 })],
    },
  })
  expect(gate.json).toMatchObject({ verdict: 'fail', merged: true, agreement: { version: 1 } })
  expect(gate.json.markdown).toContain('50')

  const breaches = await t.ask('GET', `${e}/breaches?objective=patch-coverage`, { key: client })
  expect(breaches.json.data).toHaveLength(1)
  const { id } = breaches.json.data[0]
  const acknowledged = await t.ask('POST', `${e}/breaches/${id}/acknowledge`, { key: client, body: { note: 'seen' } })
  expect(acknowledged.json).toMatchObject({ status: 'acknowledged' })
  const breach = await t.ask('GET', `${e}/breaches/${id}`, { key: vendor })
  expect(breach.json.timeline.map((step: { kind: string }) => step.kind)).toEqual(['opened', 'acknowledged'])

  const status = await t.ask('GET', `${e}/status`, { key: vendor })
  expect(status.json.services.map((one: { service: string }) => one.service).sort()).toEqual(['checkout-api', 'search'])
  expect(status.json.services[0].service).toBe('checkout-api')
})
