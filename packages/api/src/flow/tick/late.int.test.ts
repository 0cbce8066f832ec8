import { parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreed } from '../../testing/agreed.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { deployment } from '../../testing/events.ts'
import { compareLate } from '../../testing/late/compare.ts'
import { agreementReader } from '../agreed.ts'
import { tick } from '../tick.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

test('rule 12, tick: run late gives the same as once on time, and run twice the same as once', () =>
  compareLate(t, { numRuns: 1 }))

test('rule 11, 12: a tick that is late ends a window that a presumption held open when that was firm, by what was told by then', async () => {
  const at = (text: string) => parseInstant(text) ?? 0
  t.clock.now = at('2026-12-01T12:00:00Z')
  const { e, keys } = await agreed(t, 'acme-firm')
  const send = async (when: string, body: object[]) => {
    t.clock.now = at(when)
    expect((await t.ask('POST', `${e}/events`, { key: keys.vendor, body })).status).toBe(200)
  }
  // The end of December in New York lies between the last deployment and the incident that nobody has a cause for.
  const start = '2027-01-01T10:00:00.000Z'
  const outage = { incident_id: 'i-1', severity: 'sev1', action: 'started', at: start }
  await send(start, [
    ...Array.from({ length: 10 }, (_, n) => deployment(`d-${n}`, n + 20)),
    { type: 'incident', id: 'i-1', source: 'pager.test', time: start, service: 'checkout-api', data: outage },
  ])
  // The dispute window of December ends at 05:00Z on the eleventh, that of the incident at 10:00Z.
  await send('2027-01-11T09:00:00Z', [deployment('in-time', 22, { version: 'a' }, { id: 'a' })])
  await send('2027-01-11T12:00:00Z', [deployment('too-late', 22, { version: 'b' }, { id: 'b' })])
  t.clock.now = at('2027-02-10T12:00:00Z')
  const deps = { store: t.deps.store, log: t.deps.log, agreements: agreementReader() }
  expect(await tick(deps, 'acme-firm', t.clock.now)).toMatchObject({ failed: 0 })
  const page = { limit: 100, after: null, descending: false }
  const { items } = await t.deps.store.forEngagement('acme-firm').keptRecords('period', page)
  expect(
    items.find(({ service, window }) => service === 'checkout-api' && window.period === '2026-12-01'),
  ).toMatchObject({
    state: 'final',
    final_at: '2027-01-11T10:00:00.000Z',
    result: { status: 'met', samples: 11 },
    adjustments: [{ would_be: { samples: 12 } }],
  })
})
