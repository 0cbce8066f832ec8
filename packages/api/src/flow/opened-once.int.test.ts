import { type Breach, formatInstant, HOUR, type LedgerEntry, parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment, incident, resolvedAt, sha } from '../testing/events.ts'
import { agreementReader } from './agreed.ts'
import { tick } from './tick.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const instant = (text: string) => parseInstant(text) ?? 0
const agreements = agreementReader()

/** A rate of the month, its worst recovery, and clocks one by one: of a calendar and of a rolling window. */
const textOf = (engagement: string) => `${agreementText(engagement)}  recovery:
    indicator: failed-deployment-recovery-time
    window: calendar month
    target: "<= 2h"
    enforcement: warn
  resolve:
    indicator: time-to-resolve
    severity: [sev1]
    window: calendar month
    target: "<= 2h"
    enforcement: warn
  respond:
    indicator: time-to-respond
    severity: [sev1]
    window: rolling 60d
    target: "<= 1h"
    enforcement: warn
phases: [{ name: baseline, days: 10, enforce: observe }, { name: formalise, enforce: as-agreed }]
`

/** Of thirteen deployments four had failed; one incident took ten hours and a half, and one goes on. */
const HISTORY = [
  ...Array.from({ length: 13 }, (_, day) => deployment(`d-${day}`, day)),
  ...[1, 4, 7, 9].map((day, n) => incident(`i-${n}`, day, `d-${day}`)),
  resolvedAt('i-0', '2026-12-03T23:30:00.000Z'),
  resolvedAt('i-1', '2026-12-06T13:30:00.000Z'),
  resolvedAt('i-2', '2026-12-09T16:00:00.000Z'),
]

type Look = (one: Agreed, engagement: string, at: string) => Promise<void>

const ticks: Look = async (_, engagement, at) => {
  const ticked = await tick({ store: t.deps.store, log: t.deps.log, agreements }, engagement, instant(at))
  expect(ticked).toMatchObject({ failed: 0 })
}
const gates: Look = async ({ e, keys }, _, at) => {
  t.clock.now = instant(at)
  const body = { service: 'checkout-api', event: 'manual', commit_sha: sha(1), run: at }
  expect((await t.ask('POST', `${e}/gate`, { key: keys.vendor, body })).status).toBe(200)
}
const acknowledge: Look = async ({ e, keys }, _, at) => {
  t.clock.now = instant(at)
  for (const key of [keys.client, keys.vendor]) {
    const said = await t.ask('POST', `${e}/reports/monthly/2026-12/acknowledge`, { key })
    expect(said.text).toContain('"label":"December 2026"')
  }
}

/** Ids of engagements differ, and so do the hashes of their agreements. */
const unhashed = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…'))

const openedIn = async (engagement: string) => {
  const store = t.deps.store.forEngagement(engagement)
  const page = { limit: 100, after: null, descending: false } as const
  const breaches: Breach[] = (await store.breaches(page)).items
  const entries: LedgerEntry[] = (await store.ledger(page)).items
  return unhashed({
    breaches: breaches.map(({ id, opened_at, opened_by, timeline: [opened] }) => ({
      id,
      opened_at,
      opened_by,
      opened,
    })),
    ledger: entries
      .filter(({ body: { type } }) => type === 'breach_opened')
      .map(({ body }) => ({ ...body, opened_by: '' }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  })
}

const lives = async (engagement: string, looks: readonly (readonly [Look, string])[]) => {
  t.clock.now = instant('2026-12-01T12:00:00Z')
  const one = await agreed(t, engagement, textOf(engagement))
  const told = HISTORY.toSorted((a, b) => String(a.time).localeCompare(String(b.time)))
  for (const [look, at] of [...looks, [async () => {}, '2027-01-20T00:00:00Z'] as const]) {
    const body = told.splice(0, told.findLastIndex(({ time }) => String(time) <= at) + 1)
    t.clock.now = instant(String(body.at(-1)?.time ?? at))
    if (body.length > 0) await t.ask('POST', `${one.e}/events`, { key: one.keys.vendor, body })
    await look(one, engagement, at)
  }
  return openedIn(engagement)
}

const often = (look: Look, hours: number) =>
  Array.from(
    { length: Math.floor((20 * 24) / hours) },
    (_, n) => [look, formatInstant(instant('2026-12-02T13:07:11Z') + n * hours * HOUR)] as const,
  )
const END = [ticks, '2027-01-05T12:00:00Z'] as const

describe('a breach opens at the instant at which what happened made it one, with the figure of that instant, whoever looks first', () => {
  let first: Awaited<ReturnType<typeof openedIn>>
  test('by the tick, every few days', async () => {
    first = await lives('acme-ticks', [...often(ticks, 60), END])
    expect(
      first.ledger.map(({ objective, display }: { objective: string; display: string }) => [objective, display]),
    ).toEqual([
      ['respond', '1 h 1 s'],
      ['recovery', '2 h 1 s'],
      ['resolve', '2 h 1 s'],
      ['change-fail-rate', '28.6 %'],
      ['respond', '1 h 1 s'],
      ['resolve', '2 h 1 s'],
      ['respond', '1 h 1 s'],
      ['resolve', '2 h 1 s'],
    ])
  })
  test.each<[string, readonly (readonly [Look, string])[]]>([
    ['a gate before the tick', [[gates, '2026-12-14T18:00:00Z'], [ticks, '2026-12-14T18:05:00Z'], END]],
    ['the tick before a gate', [[ticks, '2026-12-16T18:00:00Z'], [gates, '2026-12-16T18:05:00Z'], END]],
    ['gates, every few days', [...often(gates, 84), END]],
    ['the tick, when the month is over', [END]],
    ['a gate, before the tick that ends the month', [[gates, '2026-12-31T20:00:00Z'], END]],
    [
      'both parties, by acknowledging the month',
      [
        [acknowledge, '2027-01-05T12:00:00Z'],
        [ticks, '2027-01-05T12:05:00Z'],
      ],
    ],
  ])('by %s', async (name, looks) => {
    expect(await lives(`acme-${name.replaceAll(/[^a-z]+/g, '-')}`, looks)).toEqual(first)
  })
})
