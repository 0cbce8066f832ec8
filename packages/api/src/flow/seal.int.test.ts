import { DAY, HOUR, type LedgerEntry, MINUTE, verifySeals } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment } from '../testing/events.ts'
import { sealDays } from './seal.ts'

let t: TestApp
let a: Agreed
beforeAll(async () => {
  t = await startTestApp()
  a = await agreed(t, 'acme-checkout')
})
afterAll(() => t.stop())

const send = async (...names: string[]) =>
  t.ask('POST', `${a.e}/events`, { key: a.keys.vendor, body: names.map((name, index) => deployment(name, index)) })
const seal = () => sealDays(t.deps, 'acme-checkout', t.clock.now)
const entries = async (): Promise<LedgerEntry[]> =>
  (await t.ask('GET', `${a.e}/ledger?limit=1000`, { key: a.keys.client })).json.data
const sealsIn = async () =>
  (await entries()).flatMap(({ at, body }) => (body.type === 'seal' ? [[body.day, body.events, at]] : []))
const rows = async () => (await t.ask('GET', `${a.e}/events?limit=100`, { key: a.keys.client })).text.trim()

test('a day is sealed once it is over and swept, by whoever comes, once, and holds all that came in it', async () => {
  t.clock.now = Date.parse('2026-12-16T10:00:00Z')
  await send('d-1', 'd-2')
  t.clock.now += 13 * HOUR + 59 * MINUTE
  await send('d-3')
  await t.deps.store.sweep()
  expect(await seal()).toBe(0)
  t.clock.now = Date.parse('2026-12-17T00:14:59Z')
  await t.deps.store.sweep()
  expect(await seal()).toBe(0)

  t.clock.now = Date.parse('2026-12-17T00:15:00Z')
  // Over, but nobody has swept up to its end.
  expect(await seal()).toBe(0)
  await send('d-4')
  await t.deps.store.sweep()
  const reads = t.deps.store.cost().readUnits
  expect((await Promise.all([seal(), seal(), seal()])).toSorted()).toEqual([0, 0, 1])
  expect(t.deps.store.cost().readUnits - reads).toBeLessThan(40)
  expect(await seal()).toBe(0)
  expect(await sealsIn()).toEqual([['2026-12-16', 3, '2026-12-17T00:00:00.000Z']])
})

test('days without events have none, and a tick that comes days late seals each day for itself', async () => {
  t.clock.now = Date.parse('2026-12-20T12:00:00Z')
  await send('d-5')
  t.clock.now += 3 * DAY
  await t.deps.store.sweep()
  expect(await seal()).toBe(2)
  expect(await sealsIn()).toEqual([
    ['2026-12-16', 3, '2026-12-17T00:00:00.000Z'],
    ['2026-12-17', 1, '2026-12-18T00:00:00.000Z'],
    ['2026-12-20', 1, '2026-12-21T00:00:00.000Z'],
  ])
})

test('the list of events shows to anyone that each is what was sealed', async () => {
  const { data } = JSON.parse(await rows())
  expect(verifySeals(await entries(), data)).toEqual({ days: 3, sealed: 5, late: 0, unsealed: 0, faults: [] })
  const [first, ...others] = data
  const altered = [{ ...first, event: { ...first.event, service: 'search' } }, ...others]
  expect(verifySeals(await entries(), altered).faults).toMatchObject([
    { code: 'events_altered', day: first.received_at.slice(0, 10) },
  ])
})

test('one that is listed after the seal of its day is taken up with the next one, under its day, once', async () => {
  // Received by a server whose item nobody had swept: on a day that is sealed, and on one that had no events.
  t.clock.now = Date.parse('2026-12-20T18:00:00Z')
  await send('d-6')
  t.clock.now = Date.parse('2026-12-19T18:00:00Z')
  await send('d-7')
  t.clock.now = Date.parse('2026-12-24T12:00:00Z')
  await send('d-8')
  t.clock.now += DAY
  await t.deps.store.sweep()
  const all = async () => JSON.parse(await rows()).data
  expect(verifySeals(await entries(), await all()).faults).toHaveLength(2)
  expect((await Promise.all([seal(), seal()])).toSorted()).toEqual([0, 1])
  const late = (await entries()).flatMap(({ body }) =>
    body.type === 'seal_late' ? [[body.day, body.digests.length]] : [],
  )
  expect(late.toSorted()).toEqual([
    ['2026-12-19', 1],
    ['2026-12-20', 1],
  ])
  expect(verifySeals(await entries(), await all())).toMatchObject({ sealed: 8, late: 2, unsealed: 0, faults: [] })
  const before = (await entries()).length
  await sealDays(t.deps, 'acme-checkout', t.clock.now, true)
  expect(await entries()).toHaveLength(before)
})
