import { DAY, formatInstant, type LedgerEntry, type Period, parseInstant } from '@plumbline/core'
import type { EngagementStore, Store } from '@plumbline/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Agreed, agreed } from '../../testing/agreed.ts'
import { agreementText } from '../../testing/agreement.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { deployment, incident } from '../../testing/events.ts'
import { agreementReader } from '../agreed.ts'
import { type Ticked, tick } from '../tick.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const instant = (text: string) => parseInstant(text) ?? 0
const agreements = agreementReader()
const at = (engagement: string, now: string, store: Store = t.deps.store): Promise<Ticked> =>
  tick({ store, log: t.deps.log, agreements }, engagement, instant(now))

/** Agreed on the first of December; looked at much later. */
const agreedAs = async (engagement: string, text?: string): Promise<Agreed> => {
  t.clock.now = instant('2026-12-01T12:00:00Z')
  const made = await agreed(t, engagement, text)
  t.clock.now = instant('2027-03-01T12:00:00Z')
  return made
}

const send = async ({ e, keys }: Agreed, body: object[]) => {
  const { json } = await t.ask('POST', `${e}/events`, { key: keys.vendor, body })
  expect(json.results.every(({ status }: { status: string }) => status === 'recorded')).toBe(true)
}
/** Without what differs because two engagements have two names. */
const unhashed = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…'))

const recordsOf = async (store: EngagementStore): Promise<Period[]> =>
  (await store.keptRecords('period', { limit: 100, after: null, descending: false })).items
const december = async (store: EngagementStore, service = 'checkout-api') =>
  (await recordsOf(store)).find((one) => one.window.period === '2026-12-01' && one.service === service)
const ledgerOf = async (store: EngagementStore): Promise<LedgerEntry[]> =>
  (await store.ledger({ limit: 100, after: null, descending: false })).items
const breachesOf = async (store: EngagementStore) =>
  (await store.breaches({ limit: 100, after: null, descending: false })).items

/** Ten deployments in December; the second and the fifth are blamed an hour after them. */
const HISTORY = [
  ...Array.from({ length: 10 }, (_, day) => deployment(`d-${day}`, day)),
  incident('i-1', 1, 'd-1'),
  incident('i-2', 4, 'd-4'),
]

describe('rule 12: run twice, or late, the tick comes to the same as once and on time', () => {
  test('the same periods, breaches and entries', async () => {
    const late = await agreedAs('acme-late')
    const often = await agreedAs('acme-often')
    for (const one of [late, often]) await send(one, HISTORY)
    for (let day = instant('2026-12-05T12:00:00Z'); day < instant('2027-02-20'); day += 8 * DAY + 7_654_321)
      await at('acme-often', formatInstant(day))
    for (const engagement of ['acme-often', 'acme-often', 'acme-late'])
      expect(await at(engagement, '2027-02-20T12:00:00Z')).toMatchObject({ failed: 0 })

    const stores = ['acme-late', 'acme-often'].map((name) => t.deps.store.forEngagement(name))
    const [onceRecords, oftenRecords] = await Promise.all(stores.map(recordsOf))
    const told = (records: Period[] = []) => records.map(({ revision: _, ...rest }) => unhashed(rest))
    expect(told(oftenRecords)).toEqual(told(onceRecords))
    expect(onceRecords).toHaveLength(4)

    const [onceBreaches, oftenBreaches] = await Promise.all(stores.map(breachesOf))
    expect(unhashed(oftenBreaches)).toEqual(unhashed(onceBreaches))
    expect(onceBreaches).toMatchObject([
      // Seven deployments are needed to judge: then two of them had failed.
      { opened_at: '2026-12-08T12:00:00.000Z', status: 'open', window: { period: '2026-12-01' } },
    ])
    // Nothing was deployed in January and February: December's failures alone open nothing there.
    expect(onceBreaches).toHaveLength(1)

    const bodies = async (store: EngagementStore) =>
      (await ledgerOf(store))
        .filter(({ body: { type } }) => /^(verdict|period|breach|adjust)/.test(type))
        .map(({ at: when, body }) => JSON.stringify(unhashed([when, body])))
        .sort()
    const [onceLedger = [], oftenLedger] = await Promise.all(stores.map(bodies))
    expect(oftenLedger).toEqual(onceLedger)
    expect(onceLedger.map((line) => JSON.parse(line)[1].type).sort()).toEqual(
      ['breach_opened', ...Array(4).fill('period_final'), ...Array(4).fill('verdict')].sort(),
    )
  })

  let both: Agreed
  test('two at the same time write everything once', async () => {
    both = await agreedAs('acme-both')
    await send(both, HISTORY)
    const now = '2027-01-03T12:00:00Z'
    const ticked = await Promise.all([at('acme-both', now), at('acme-both', now), at('acme-both', now)])
    expect(ticked.map(({ failed }) => failed)).toEqual([0, 0, 0])
    const types = (await ledgerOf(t.deps.store.forEngagement('acme-both'))).map(({ body: { type } }) => type)
    expect(types.filter((type) => type === 'verdict')).toHaveLength(2)
    expect(types.filter((type) => type === 'breach_opened')).toHaveLength(1)
  })

  test('GET /status tells how the window before the open one ended, and that it may still change', async () => {
    t.clock.now = instant('2027-01-03T12:00:00Z')
    const { client } = both.keys
    const { json } = await t.ask('GET', `${both.e}/status`, { key: client })
    const previous = json.services.flatMap((one: { previous: object[] }) => one.previous)
    expect(previous).toMatchObject([
      { period: '2026-12-01', label: 'December 2026', state: 'provisional', status: 'breached', value: 20 },
      { period: '2026-12-01', state: 'provisional', status: 'no_data', value: null },
    ])
    expect(previous[0].breach_id).toMatch(/^br_/)
  })

  test('nothing is due: nothing is written', async () => {
    await at('acme-both', '2027-01-03T12:05:00Z')
    const own = t.deps.store.forEngagement('acme-both')
    const before = await own.state()
    await at('acme-both', '2027-01-03T12:10:00Z')
    expect(await own.state()).toEqual(before)
  })
})

describe('a breach of a window', () => {
  test('rule 8: ends with the reason where its window, judged again while it is provisional, is met', async () => {
    const again = await agreedAs('acme-again')
    await send(again, HISTORY)
    await at('acme-again', '2027-01-02T12:00:00Z')
    const own = t.deps.store.forEngagement('acme-again')
    const [breach] = await breachesOf(own)
    expect(await december(own)).toMatchObject({ result: { status: 'breached' }, breach: breach?.id })
    await send(
      again,
      Array.from({ length: 10 }, (_, n) => deployment(`late-${n}`, n, { version: `l${n}` }, { id: `l${n}` })),
    )
    await at('acme-again', '2027-01-04T12:00:00Z')
    expect(await december(own)).toMatchObject({ state: 'provisional', result: { status: 'met', value: 10 } })
    expect((await breachesOf(own))[0]).toMatchObject({
      status: 'resolved',
      timeline: [{ kind: 'opened' }, { kind: 'resolved', note: expect.stringContaining('judged again') }],
    })
  })

  test('rule 12: of a final window, nothing that is told later ends it, and no party’s word edits the verdict', async () => {
    const final = await agreedAs('acme-final')
    await send(final, HISTORY)
    await at('acme-final', '2027-02-02T12:00:00Z')
    const own = t.deps.store.forEngagement('acme-final')
    const before = await december(own)
    expect(before).toMatchObject({ state: 'final', result: { status: 'breached' } })
    await send(
      final,
      Array.from({ length: 10 }, (_, n) => deployment(`late-${n}`, n, { version: `l${n}` }, { id: `l${n}` })),
    )
    await at('acme-final', '2027-02-03T12:00:00Z')
    const [breach] = await breachesOf(own)
    expect(breach).toMatchObject({ status: 'open', window: { period: '2026-12-01' } })
    const said = await t.ask('POST', `${final.e}/breaches/${breach?.id}/resolve`, { key: final.keys.client, body: {} })
    expect(said.status).toBe(200)
    await at('acme-final', '2027-02-04T12:00:00Z')
    expect(await december(own)).toMatchObject({
      state: 'final',
      result: before?.result,
      adjustments: [{ was: { status: 'breached' }, would_be: { status: 'met' }, counted_in: { period: '2027-02-01' } }],
    })
    expect((await breachesOf(own))[0]?.timeline.map(({ kind }) => kind)).toEqual(['opened', 'resolved'])
  })
})

test('a clock that is late while nobody asks is a breach that cites the text that judged it, in the ledger too', async () => {
  const clock = `  resolve-sev1:
    indicator: time-to-resolve
    severity: [sev1]
    window: calendar month
    target: "<= 2h"
`
  const late = await agreedAs('acme-clock', agreementText('acme-clock') + clock)
  // One result tells 50 of them, and each is a breach.
  const many = Array.from({ length: 51 }, (_, n) => incident(`i-${n}`, 1, 'none-of-ours'))
  await send(late, many)
  await at('acme-clock', '2026-12-04T12:00:00Z')
  const own = t.deps.store.forEngagement('acme-clock')
  const cited = {
    objective: 'resolve-sev1',
    agreement_version: 1,
    agreement_hash: (await own.state())?.versions[0]?.hash,
  }
  expect(await breachesOf(own)).toMatchObject(many.map(() => cited))
  const opened = (await ledgerOf(own)).filter(({ body }) => body.type === 'breach_opened')
  expect(opened.map(({ body }) => body)).toMatchObject(many.map(() => cited))
  t.clock.now = instant('2026-12-04T12:00:00Z')
  const { json } = await t.ask('GET', `${late.e}/status`, { key: late.keys.client })
  const told = json.services.flatMap((one: { objectives: { clocks?: object[] }[] }) => one.objectives)
  expect(told.find(({ clocks = [] }: { clocks?: object[] }) => clocks.length === 50)).toMatchObject({ more_clocks: 1 })
})

test('a step that fails is told to the log, and holds up none of the others', async () => {
  const broken = await agreedAs('acme-broken')
  await at('acme-broken', '2026-12-19T12:00:00Z')
  await send(broken, HISTORY)
  const failing: Store = {
    ...t.deps.store,
    forEngagement: (engagement) => ({
      ...t.deps.store.forEngagement(engagement),
      keptRecords: () => Promise.reject(new Error('no records today')),
    }),
  }
  const ticked = await at('acme-broken', '2026-12-20T12:00:00Z', failing)
  expect(ticked).toMatchObject({ failed: 1, steps: { periods: null, breaches: 1 } })
  expect(t.logs.at(-1)).toMatchObject({ level: 'error', message: 'tick periods', engagement: 'acme-broken' })
})
