import { DAY, formatInstant, HOUR, parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { deployment, incident } from '../../testing/events.ts'

let t: TestApp
let acme: Agreed
beforeAll(async () => {
  t = await startTestApp()
  acme = await agreed(t, 'acme-checkout')
  const old = Array.from({ length: 5 }, (_, i) => {
    const time = formatInstant((parseInstant('2026-11-01T00:00:00Z') ?? 0) + i * DAY)
    const data = { deployment_id: `old-${i}`, finished_at: time, version: `old-${i}` }
    return { ...deployment(`old-${i}`, 0, data), time, source: 'old-ci.test' }
  })
  await t.ask('POST', `${acme.e}/events`, {
    key: acme.keys.vendor,
    body: [
      deployment('a', 0),
      deployment('stopped', 1, { status: 'cancelled' }),
      deployment('b', 4, { rolls_back: 'nobody-knows' }),
      incident('i', 0, 'a'),
      ...old,
    ],
  })
})
afterAll(() => t.stop())

const health = async (query = '') =>
  (await t.ask('GET', `${acme.e}/data-health${query}`, { key: acme.keys.client })).json

test('what came is counted by service, type and source, in the time asked about', async () => {
  const { received } = await health('?from=2026-12-01T00:00:00Z')
  expect(received).toMatchObject([
    { service: 'checkout-api', type: 'deployment', source: 'ci.test', count: 3 },
    { service: 'checkout-api', type: 'incident', source: 'pager.test', count: 1 },
  ])
})

test('what was not counted says why, and what is odd is named with its events', async () => {
  const { services } = await health('?from=2026-12-01T00:00:00Z')
  const [service] = services
  expect(service).toMatchObject({
    service: 'checkout-api',
    deployments: { total: 3, counted: 2, failed: 1, by_rule: { named_by_incident: 1 } },
    incidents: { total: 1, linked: 1 },
    not_counted: [{ reason: 'cancelled' }],
    findings: [{ code: 'unknown_rollback' }],
  })
  const [reference] = service.findings[0].events
  const event = await t.ask('GET', `${acme.e}/events/${reference}`, { key: acme.keys.client })
  expect(event.json.event.id).toBe('event-b')
})

test('a source that fell silent is named, and what was agreed and never received with who owes it', async () => {
  const { silent, never_received: never } = await health()
  expect(silent).toMatchObject([
    { source: 'old-ci.test', usual_interval: 'PT86400S', last: '2026-11-05T00:00:00.000Z' },
  ])
  expect(never.map(({ objective }: { objective: string }) => objective)).toContain('patch-coverage')
  expect(never.every(({ owed_by: owed }: { owed_by: string }) => ['client', 'vendor', 'both'].includes(owed))).toBe(
    true,
  )
})

test('time that both took out is listed with whose it is, its deployments as excluded, and its silence is no finding', async () => {
  const asked = {
    category: 'force_majeure',
    from: '2026-11-05T00:00:00Z',
    to: '2026-12-15T09:30:00Z',
    reason: 'a flood',
  }
  const { json } = await t.ask('POST', `${acme.e}/exclusions`, { key: acme.keys.vendor, body: asked })
  expect((await health()).excluded).toEqual([])
  await t.ask('POST', `${acme.e}/exclusions/${json.id}/approve`, { key: acme.keys.client, body: {} })
  const { excluded, silent, services } = await health('?from=2026-12-01T00:00:00Z')
  expect(excluded).toMatchObject([
    { id: json.id, category: 'force_majeure', proposed_by: 'vendor', approved_by: 'client' },
  ])
  expect(silent).toEqual([])
  const left = services[0].not_counted.filter(({ reason }: { reason: string }) => reason === 'excluded')
  expect(left.length).toBeGreaterThan(0)
  expect(left.every(({ exclusion }: { exclusion: string }) => exclusion === json.id)).toBe(true)
  expect(services[0].deployments.counted).toBeLessThan(2)
})

test('a service nobody heard of is empty, and a period that ends before it begins is refused', async () => {
  expect((await health('?service=unheard')).services).toMatchObject([{ deployments: { total: 0 }, findings: [] }])
  expect(await health('?from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z')).toMatchObject({ status: 422 })
})

test('rule 10: an incident that is said to have ended long before that was told is named', async () => {
  const before = (await health()).services[0].findings
  expect(before.map(({ code }: { code: string }) => code)).not.toContain('told_late')
  const time = formatInstant(t.clock.now - 5 * HOUR)
  const data = { incident_id: 'i', severity: 'sev1', action: 'resolved', at: time }
  const body = { type: 'incident', id: 'i-end', source: 'pager.test', time, service: 'checkout-api', data }
  await t.ask('POST', `${acme.e}/events`, { key: acme.keys.vendor, body })
  await t.deps.store.sweep()
  expect((await health()).services[0].findings).toContainEqual(
    expect.objectContaining({ code: 'told_late', detail: expect.stringContaining('up to 5 h after') }),
  )
})
