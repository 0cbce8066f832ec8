import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { Event } from '../events/schema.ts'
import { indicatorCatalogue } from '../indicators/catalogue.ts'
import { seriesOf } from '../series/request.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { gated, ref } from '../testing/facts.ts'
import { histories, type Kept, kept, type Posted } from '../testing/histories.ts'
import { MONTH } from '../testing/window.ts'
import { DAY } from '../time/instant.ts'
import { evaluate } from './evaluate.ts'
import { factsNeeded } from './facts-needed.ts'

const unitOf = ({ unit }: (typeof indicatorCatalogue)[number]) =>
  unit === 's' ? 'h' : unit === 'any' || unit === 'money' ? '%' : unit

/** Presets differ in nothing but their names. */
const isPreset = (key: string) => key.startsWith('reported:') && key !== 'reported:csat' && key !== 'reported:<name>'

/** One objective for every indicator there is: of what is better low, little is met, so that much is told. */
const objectives: Objective[] = indicatorCatalogue
  .filter(({ key }) => !isPreset(key))
  .map((info) =>
    objective({
      id: info.key.replace(/\W/g, '-'),
      indicator: info.key === 'reported:<name>' ? 'reported:happiness' : info.key,
      target: target(info.direction === 'lower' ? '<=' : '>=', '5', unitOf(info)),
      window: info.scope === 'change' ? null : MONTH,
      statistic: info.statistics.length > 0 ? 'p75' : null,
      owedBy: 'both',
    }),
  )
const versions = [
  version(1, '2026-01-01', {
    objectives,
    services: new Map([['checkout-api', { repositories: [], production: ['production', 'prod-eu'] }]]),
  }),
]
const SHA = 'a'.repeat(40)
const GATES = [gated('one', '2026-11-02T10:00:00Z'), gated('two', '2026-11-03T10:00:00Z', { on: 'push', merged: true })]

const evaluation = ({ window, corrections, commits, pullRequests }: Kept, deployedBefore = false) =>
  evaluate({
    id: 'ev',
    at: at('2026-11-22'),
    request: { service: 'checkout-api', event: 'push', commit_sha: SHA },
    versions,
    window: { facts: [...window, ...GATES], corrections, openBreaches: [], deployedBefore },
    head: [...(commits.get(SHA) ?? []), ...(pullRequests.get(1) ?? [])],
    base: { facts: commits.get('b'.repeat(40)) ?? [], baseline: { kind: 'base', commit_sha: 'b'.repeat(40) } },
  })

const series = ({ window, corrections }: Kept, indicator: string) =>
  seriesOf(
    {
      indicator,
      window: { from: at('2026-10-25'), to: at('2026-11-22') },
      bucket: 'week',
      zone: 'UTC',
      now: at('2026-11-22'),
      versions,
      statistic: undefined,
    },
    [{ facts: [...window, ...GATES], corrections, deployedBefore: false, merges: [] }],
  )

const WINDOWED = objectives.filter(({ window }) => window).map(({ indicator }) => indicator)

/** The same events in another order, some of them more than once. */
const arrivals = histories.chain((events) =>
  fc.tuple(
    fc.constant(events),
    fc.shuffledSubarray(events, { minLength: events.length }),
    fc.array(fc.constantFrom(...events), { maxLength: 10 }),
    fc.constantFrom(...WINDOWED),
  ),
)

/** Thousands of evaluations, on a machine that may be busy. */
const A_MINUTE = 60_000

test(
  'rule 12: any order and any repetition of events of any type gives the same bytes',
  () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(arrivals, ([events, shuffled, repeated, key]) => {
        const once = kept(events)
        const again = kept([...shuffled, ...repeated])
        const first = evaluation(once)
        for (const { indicator, status } of first.objectives) seen.add(`${indicator} ${status}`)
        expect(JSON.stringify(evaluation(again))).toBe(JSON.stringify(first))
        expect(JSON.stringify(series(again, key))).toBe(JSON.stringify(series(once, key)))
      }),
      // Told from the start: one run in some hundreds would tell nothing about one of the indicators.
      { numRuns: 1_000, seed: 1 },
    )
    // The histories tell something about every indicator, or the sameness would be that of nothing.
    const judged = [...seen].filter((text) => !text.endsWith('no_data')).map((text) => text.split(' ')[0])
    expect([...new Set(judged)].sort()).toEqual(
      objectives
        .map(({ indicator }) => indicator)
        .filter((key) => !UNTOLD.includes(key))
        .sort(),
    )
  },
  A_MINUTE,
)

const A_YEAR = 366 * DAY

test('what happened before all that a gate reads changes nothing, but that it happened', () => {
  const needed = factsNeeded(versions, 'checkout-api', at('2026-11-22'))
  const from = needed?.window.from ?? expect.fail()
  fc.assert(
    fc.property(histories, histories, (events, before) => {
      const { window, ...rest } = kept(events)
      const old = kept(before).window.map((fact) => ({
        ...fact,
        event: ref(`old ${fact.event}`),
        at: fact.at - A_YEAR,
      }))
      const read = window.filter((fact) => fact.at >= from)
      const deployedBefore = old.some((fact) => fact.kind === 'deployment' && !fact.reconstructed)
      expect(JSON.stringify(evaluation({ ...rest, window: [...old, ...window] }))).toBe(
        JSON.stringify(evaluation({ ...rest, window: read }, deployedBefore)),
      )
    }),
    { numRuns: 100 },
  )
})

/** Nobody here reports branches or functions. */
const UNTOLD = ['coverage-branches', 'coverage-functions']

test('what these histories are made of are events', () => {
  const sample: Posted[] = fc.sample(histories, { numRuns: 40, seed: 7 }).flat()
  const wrong = sample.flatMap(({ event }) => Event.safeParse(event).error?.issues ?? [])
  expect(wrong).toEqual([])
})
