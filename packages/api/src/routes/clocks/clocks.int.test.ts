import { subjectRef } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { browserOf } from '../../testing/browser.ts'

const CLOCKS = `  acknowledge:
    clause: "6.2"
    indicator: time-to-acknowledge
    window: calendar month
    target: "<= 15m"
    enforcement: warn
  resolve:
    indicator: time-to-resolve
    window: calendar month
    calendar: support
    target: "<= 4h"
    enforcement: warn
`
const TEXT = agreementText('acme-checkout')
  .replace('objectives:\n', `objectives:\n${CLOCKS}`)
  .replace(
    'exempt:',
    `calendars: { support: { hours: { mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"] } } }
incidents: { pause_reasons: [waiting_client] }
exempt:`,
  )

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout', TEXT)
})
afterAll(() => t.stop())

const say = (name: string, time: string, action: string, more: object = {}, key = a.keys.vendor) =>
  t.ask('POST', `${a.e}/events`, {
    key,
    body: {
      type: 'incident',
      id: `${name} ${action} ${time}`,
      source: 'pager.test',
      time,
      service: 'checkout-api',
      data: { incident_id: name, severity: 'sev1', action, at: time, title: 'Checkout is down', ...more },
    },
  })
const clocks = async (query = '') => (await t.ask('GET', `${a.e}/clocks${query}`, { key: a.keys.client })).json

test('no incident, no clock; what was misspelt is refused', async () => {
  expect(await clocks()).toMatchObject({ data: [], next_cursor: null })
  const bad = await t.ask('GET', `${a.e}/clocks?state=late`, { key: a.keys.client })
  expect({ status: bad.status, code: bad.json.errors[0].pointer }).toMatchObject({ status: 422 })
})

test('due times, what is left, why it is paused and who owes it; overdue ones by themselves; ended ones by name', async () => {
  // Friday 4 December, 16:00 in New York: an hour until the calendar closes.
  t.clock.now = Date.parse('2026-12-04T21:30:00Z')
  await say('INC-1', '2026-12-04T21:00:00Z', 'detected')
  await say('INC-1', '2026-12-04T21:20:00Z', 'paused', { reason: 'waiting_client' })
  const { data } = await clocks()
  expect(data).toMatchObject([
    {
      objective: 'acknowledge',
      clause: '6.2',
      incident: 'INC-1',
      incident_title: 'Checkout is down',
      state: 'running',
      overdue: true,
      owed_by: 'vendor',
      due_at: '2026-12-04T21:15:00.000Z',
      remaining: '-PT900S',
      elapsed: 'PT1800S',
      target: '≤ 15 min',
    },
    {
      objective: 'resolve',
      calendar: 'support',
      state: 'paused',
      overdue: false,
      // As if it went on now: 30 minutes until closing, the rest on Monday.
      due_at: '2026-12-07T17:10:00.000Z',
      remaining: 'PT13200S',
      elapsed: 'PT1200S',
      paused: 'PT600S',
      paused_since: '2026-12-04T21:20:00.000Z',
      pause_reason: 'waiting_client',
    },
  ])
  expect((await clocks('?state=overdue')).data.map(({ objective }: { objective: string }) => objective)).toEqual([
    'acknowledge',
  ])
  expect((await clocks('?service=search')).data).toEqual([])

  // A page goes on where the one before ended, in either order, and its cursor is of this list alone.
  for (const sort of ['due_at', '-due_at']) {
    const whole = (await clocks(`?sort=${sort}`)).data
    const first = await clocks(`?sort=${sort}&limit=1`)
    const second = await clocks(`?sort=${sort}&limit=1&cursor=${first.next_cursor}`)
    expect([...first.data, ...second.data]).toEqual(whole)
    expect(second.next_cursor).toBeNull()
    const elsewhere = await clocks(`?sort=${sort}&limit=1&service=checkout-api&cursor=${first.next_cursor}`)
    expect(elsewhere.code).toBe('invalid_cursor')
  }

  await say('INC-1', '2026-12-04T21:25:00Z', 'resumed', {}, a.keys.client)
  await say('INC-1', '2026-12-04T21:30:00Z', 'resolved')
  expect((await clocks()).data).toEqual([])
  const ended = await clocks('?incident=INC-1&explain=true')
  expect(ended.data).toMatchObject([
    { objective: 'acknowledge', state: 'stopped', overdue: true, breached_at: '2026-12-04T21:15:00.001Z' },
    {
      objective: 'resolve',
      state: 'stopped',
      explanation: [
        { state: 'open', counted: 'PT1200S', total: 'PT1200S' },
        { state: 'paused', reason: 'waiting_client', counted: 'PT0S', total: 'PT1200S' },
        { state: 'open', counted: 'PT300S', total: 'PT1500S' },
      ],
    },
  ])
  // What evidence calls the incident where its name is not known is taken, too.
  expect((await clocks(`?incident=${subjectRef('INC-1')}&explain=true`)).data).toEqual(ended.data)
})

test('each clock that was late is a breach of its own, opened when it was late', async () => {
  const gate = await t.ask('POST', `${a.e}/gate`, {
    key: a.keys.vendor,
    body: { service: 'checkout-api', event: 'manual', commit_sha: 'c'.repeat(40) },
  })
  expect(gate.status).toBe(200)
  const { data } = (await t.ask('GET', `${a.e}/breaches?objective=acknowledge`, { key: a.keys.client })).json
  expect(data).toMatchObject([
    {
      objective: 'acknowledge',
      scope: 'clock',
      severity: 'sev1',
      opened_at: '2026-12-04T21:15:00.001Z',
      display: '30 min',
    },
  ])
  // Its page has the intervals, and of this clock alone.
  const browser = browserOf(t)
  const cookie = await browser.signIn('acme-checkout', a.keys.client)
  const page = await (await browser.get(`/e/acme-checkout/breaches/${data[0].id}`, { cookie })).text()
  expect(page).toContain('<summary>1 interval of it, as it stands now</summary>')
  expect(page.replace(/<[^>]*>/g, '')).toContain(': open, 30 min counted, 30 min in all')
})
