import { type FrozenBaseline, parseInstant } from '@plumbline/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreed } from '../testing/agreed.ts'
import { agreementText } from '../testing/agreement.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { deployment, incident } from '../testing/events.ts'
import { agreementReader } from './agreed.ts'
import { tick } from './tick.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.stop())

const instant = (text: string) => parseInstant(text) ?? 0
const agreements = agreementReader()

/** The rate of failures is to be half of what it was in the first nine days. */
const text = (engagement: string) =>
  agreementText(engagement)
    .replace('"<= 15%"', '"improve 50% from baseline"')
    .replace(
      'objectives:',
      'phases:\n  - { name: baseline, days: 9, enforce: observe }\n  - { name: formalise, enforce: as-agreed }\nobjectives:',
    )

/** Nine deployments, of which two failed; the first came before the agreement was in force. */
const HISTORY = [
  ...Array.from({ length: 9 }, (_, day) => deployment(`d-${day}`, day)),
  incident('i-1', 1, 'd-1'),
  incident('i-2', 4, 'd-4'),
]

test('the tick freezes what a phase came to once, however often and late it runs, and relative targets are judged by it', async () => {
  const frozenOf = async (engagement: string, ticks: string[]) => {
    t.clock.now = instant('2026-12-01T12:00:00Z')
    const { e, keys } = await agreed(t, engagement, text(engagement))
    t.clock.now = instant('2027-03-01T12:00:00Z')
    await t.ask('POST', `${e}/events`, { key: keys.vendor, body: HISTORY })
    const store = t.deps.store.forEngagement(engagement)
    const steps = []
    for (const now of ticks) {
      const ticked = await tick({ store: t.deps.store, log: t.deps.log, agreements }, engagement, instant(now))
      steps.push([ticked.steps.baselines, ticked.failed])
    }
    const page = { limit: 100, after: null, descending: false }
    const records = (await store.keptRecords('baseline', page)).items.map(
      ({ agreement_hash: _, ...rest }: FrozenBaseline) => rest,
    )
    const entries = (await store.ledger(page)).items.filter(({ body }) => body.type === 'baseline')
    return { e, keys, steps, records, entries }
  }
  const early = await frozenOf('acme-early', ['2026-12-11T04:59:00Z', '2026-12-11T05:00:00Z', '2026-12-12T00:00:00Z'])
  const late = await frozenOf('acme-overdue', ['2027-01-20T00:00:00Z'])

  // Two services, a link window after the end of the phase.
  expect([early.steps, late.steps]).toEqual([
    [
      [0, 0],
      [2, 0],
      [0, 0],
    ],
    [[2, 0]],
  ])
  expect(late.records).toEqual(early.records)
  expect(early.entries.map(({ at }) => at)).toEqual(Array(2).fill('2026-12-11T05:00:00.000Z'))
  const [search, checkout] = early.records.toSorted((a, b) => (a.service > b.service ? -1 : 1))
  expect(search?.figures).toMatchObject({ samples: 0, needed: 7, value: null })
  expect(checkout).toMatchObject({ figures: { samples: 8, numerator: 2 }, suggestion: { target: '<= 60%' } })

  t.clock.now = instant('2026-12-20T12:00:00Z')
  const { json } = await t.ask('GET', `${early.e}/status?service=checkout-api`, { key: early.keys.client })
  const rate = json.services[0].objectives.find(({ id }: { id: string }) => id === 'change-fail-rate')
  expect(rate).toMatchObject({
    target: '≤ 12.5 % (improve 50 % from baseline 25.0 %)',
    baseline: { phase: 'baseline', samples: 8 },
    window: { from: '2026-12-10T05:00:00.000Z', partial: true },
  })
})
