import fc from 'fast-check'
import { expect, test } from 'vitest'
import { subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { nothingWritten, tickPeriods, type Written } from '../testing/periods.ts'
import { RATE } from '../testing/window.ts'
import { DAY, formatInstant, type Instant } from '../time/instant.ts'
import { knownAt } from './as-of.ts'

const START = at('2026-10-01')
const END = at('2026-12-20')

const VERSIONS = [
  version(1, '2026-10-01', {
    timeZone: 'America/New_York',
    objectives: [
      RATE,
      objective({
        indicator: 'deployment-frequency',
        target: target('>=', '0.2', '/day'),
        window: { kind: 'calendar', unit: 'week' },
      }),
      { ...RATE, id: 'by-quarter', window: { kind: 'calendar', unit: 'quarter' } },
    ],
  }),
  version(2, '2026-10-20', {
    timeZone: 'America/New_York',
    objectives: [
      { ...RATE, target: target('<=', '10', '%') },
      { ...RATE, id: 'by-quarter', window: { kind: 'calendar', unit: 'quarter' } },
    ],
  }),
]

/** Deployments at any time, and incidents that name one of them, some after its month has ended. */
const historyOf = fc
  .array(
    fc.record({
      at: fc.integer({ min: START, max: END }),
      failed: fc.boolean(),
      blamed: fc.option(fc.integer({ min: 0, max: 20 * DAY })),
    }),
    {
      minLength: 15,
      maxLength: 30,
    },
  )
  .map((all) =>
    all.flatMap(({ at: when, failed, blamed }, n): WindowFact[] => [
      deployment(`d${n}`, formatInstant(when), failed ? { status: 'failure' } : {}),
      ...(blamed === null ? [] : [incident(`i${n}`, formatInstant(when + blamed), { cause: subjectRef(`d${n}`) })]),
    ]),
  )

const tickAt = (written: Written, history: readonly WindowFact[], now: Instant): Written =>
  tickPeriods(written, {
    versions: VERSIONS,
    facts: history.filter((fact) => fact.at <= now),
    now,
    finalToo: now === END,
  })

/** What is told once the same however often it is looked at: everything but what was between two looks. */
const told = ({ records, ledger }: Written) => ({
  records: [...records.values()]
    .map(({ revision, timeline, adjustments, carries, ...rest }) => ({
      ...rest,
      timeline: timeline.filter(({ kind }) => kind !== 'rejudged'),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  ledger: ledger
    .filter(({ body }) => body.type === 'period_final' || (body.type === 'verdict' && body.was === undefined))
    .map(({ at: when, body }) => ({ at: when, body }))
    .sort((a, b) => a.at - b.at || (JSON.stringify(a.body) < JSON.stringify(b.body) ? -1 : 1)),
})

test('rule 12: ticks at any times come to the same verdicts and the same entries as one, for what is told when it happens', () => {
  fc.assert(
    fc.property(
      historyOf,
      fc.array(fc.integer({ min: START, max: END }), { minLength: 1, maxLength: 3 }),
      (history, times) => {
        const once = tickAt(nothingWritten(), history, END)
        const often = [...times.sort((a, b) => a - b), END, END].reduce(
          (written, now) => tickAt(written, history, now),
          nothingWritten(),
        )
        expect(told(often)).toEqual(told(once))
        const twice = tickAt(once, history, END)
        expect([twice.records, twice.ledger]).toEqual([once.records, once.ledger])
      },
    ),
    { numRuns: 5 },
  )
})

/** The figure that a record has come to, with everything that was noticed since. */
const cameTo = ({ records }: Written) =>
  [...records.values()]
    .map(({ id, state, result, adjustments }) => {
      const { value, status, samples } = adjustments.at(-1)?.would_be ?? result
      return { id, state, value, status, samples }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))

test('rule 12: what is told late counts once either way: in the verdict of a late tick, or as the adjustment of one on time', () => {
  const arriving = fc.tuple(
    historyOf,
    fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 45 * DAY })), { minLength: 60, maxLength: 60 }),
  )
  fc.assert(
    fc.property(arriving, (arrival) => {
      const [history, delays] = arrival
      const arrivedBy = (now: Instant) => history.filter((fact, i) => fact.at + (delays[i] ?? 0) <= now)
      const look = (written: Written, now: Instant): Written =>
        tickPeriods(written, { versions: VERSIONS, facts: arrivedBy(now), now, finalToo: true })
      const last = END + 60 * DAY
      const onTime = Array.from({ length: 8 }, (_, n) => START + (n + 1) * 15 * DAY)
      const often = [...onTime, last].reduce(look, nothingWritten())
      expect(cameTo(often)).toEqual(cameTo(look(nothingWritten(), last)))
    }),
    { numRuns: 3 },
  )
})

test('a tick counts in the verdict whatever it is given: one that is late is given what was known when it was due', () => {
  const ok = Array.from({ length: 7 }, (_, n) => deployment(`ok${n}`, `2026-10-0${n + 1}T12:00:00Z`))
  const failed = Array.from({ length: 4 }, (_, n) =>
    deployment(`bad${n}`, `2026-10-2${n}T12:00:00Z`, { status: 'failure' }),
  )
  const versions = [version(1, '2026-10-01', { objectives: [RATE] })]
  const look = (written: Written, now: string, facts: WindowFact[]) =>
    tickPeriods(written, { versions, facts, now: at(now), finalToo: true })
  const october = ({ records }: Written) => [...records.values()].find(({ window }) => window.period === '2026-10-01')
  const all = [...ok, ...failed]
  const onTime = look(look(nothingWritten(), '2026-11-28', ok), '2026-11-29', all)
  const late = look(nothingWritten(), '2026-11-29', all)
  expect(october(onTime)).toMatchObject({
    state: 'final',
    result: { status: 'met' },
    adjustments: [{ would_be: { status: 'breached' }, counted_in: { period: '2026-11-01' } }],
  })
  expect(october(late)).toMatchObject({ state: 'final', result: { status: 'breached' }, adjustments: [] })
  const receipts = new Map(failed.map(({ event }) => [event, at('2026-11-29')]))
  const missed = knownAt({ facts: all, corrections: [] }, receipts, at('2026-11-28')).facts
  expect(look(look(nothingWritten(), '2026-11-28', missed), '2026-11-29', all)).toEqual(onTime)
})
