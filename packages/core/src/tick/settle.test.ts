import { describe, expect, test } from 'vitest'
import type { AcceptedVersion } from '../agreement/versions.ts'
import { subjectRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { NOTHING_MATTERS } from '../periods/final.ts'
import type { Period } from '../periods/period.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { nothingWritten, tickPeriods, type Written } from '../testing/periods.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'

const VERSIONS = agreed(RATE)
const after = (written: Written, now: string, facts: readonly WindowFact[], more = {}): Written =>
  tickPeriods(written, { versions: VERSIONS, facts, now: at(now), ...more })
const from = (versions: AcceptedVersion[], now: string, facts: readonly WindowFact[], more = {}): Written =>
  tickPeriods(
    { ...nothingWritten(), seen: { through: at('2026-11-01'), version: 1 } },
    { versions, facts, now: at(now), ...more },
  )
const first = (now: string, facts: readonly WindowFact[], more = {}) => from(VERSIONS, now, facts, more)
const nothing = (): Written => ({ ...nothingWritten(), seen: { through: at('2026-11-01'), version: 1 } })
const november = ({ records }: Written): Period => {
  const found = [...records.values()].find(({ window }) => window.period === '2026-11-01')
  if (!found) throw new Error('no November')
  return found
}
const steps = (period: Period) => period.timeline.map(({ kind, at: when }) => `${kind} ${when.slice(0, 16)}`)
const entries = ({ ledger }: Written) =>
  ledger.map(({ body, at: when }) => `${body.type} ${new Date(when).toISOString().slice(0, 16)}`)

const BAD = month('2026-11', 20, 4)
const GOOD = month('2026-11', 20, 2)
/** Told late: two of November had failed. */
const LATE = [20, 21].map((n) => deployment(`late-${n}`, `2026-11-${n + 1}T18:00:00Z`, { status: 'failure' }))

describe('rule 12: a window that is over', () => {
  test('is judged as of its end, whenever that is noticed, by what had happened by then', () => {
    for (const now of ['2026-12-01T00:00:00Z', '2026-12-01T00:00:41Z', '2026-12-08']) {
      const written = first(now, [...BAD, ...month('2026-12', 5, 5)])
      expect(november(written)).toMatchObject({
        state: 'provisional',
        final_from: '2026-12-11T00:00:00.000Z',
        at: '2026-11-01T00:00:00.000Z',
        result: { status: 'breached', value: 20, samples: 20, exact: { value: '400/20' }, agreement_version: 1 },
      })
      expect(entries(written)).toEqual(['verdict 2026-12-01T00:00'])
    }
  })

  test('is judged again while it is provisional: what came late counts, and the ledger hears of a turn', () => {
    const met = first('2026-12-01T00:01:00Z', GOOD)
    expect(november(met).result.status).toBe('met')
    const turned = after(met, '2026-12-03', [...GOOD, ...LATE])
    expect(november(turned)).toMatchObject({ state: 'provisional', result: { status: 'breached', samples: 22 } })
    expect(steps(november(turned))).toEqual(['judged 2026-12-01T00:00', 'rejudged 2026-12-03T00:00'])
    expect(entries(turned)).toEqual(['verdict 2026-12-01T00:00', 'verdict 2026-12-03T00:00'])
    expect(turned.ledger.at(-1)?.body).toMatchObject({ was: 'met', status: 'breached' })
  })

  test('a thousand late events are not a thousand verdicts: of figures that turn nothing the last are kept', () => {
    let written = first('2026-12-01T00:01:00Z', GOOD)
    for (let n = 1; n <= 5; n++) {
      const more = Array.from({ length: n }, (_, i) => deployment(`m${i}`, `2026-11-25T0${i}:00:00Z`))
      written = after(written, `2026-12-0${n + 1}`, [...GOOD, ...more])
    }
    expect(november(written).timeline).toHaveLength(2)
    expect(november(written).result.samples).toBe(25)
    expect(entries(written)).toEqual(['verdict 2026-12-01T00:00'])
  })

  test('rule 11: an incident within the link window after its end still blames its deployment, since it happened', () => {
    const failed = (n: number) =>
      incident(`i${n}`, `2026-12-01T0${n}:00:00Z`, { cause: subjectRef(`2026-11-${18 + n}`) })
    const facts = [...GOOD, failed(0), failed(1)]
    const late = november(first('2026-12-05', facts))
    expect(late.result.status).toBe('breached')
    expect(steps(late)).toEqual(['judged 2026-12-01T00:00', 'rejudged 2026-12-01T01:00'])
  })

  test('its last verdict is final, and nothing that comes later edits it', () => {
    const final = after(first('2026-12-01T00:01:00Z', GOOD), '2026-12-11T00:00:00Z', GOOD)
    const kept = november(final)
    expect(kept).toMatchObject({ state: 'final', final_at: '2026-12-11T00:00:00.000Z' })
    expect(entries(final)).toEqual(['verdict 2026-12-01T00:00', 'period_final 2026-12-11T00:00'])
    const later = november(after(final, '2026-12-20', [...GOOD, ...LATE], { finalToo: true }))
    expect({ ...later, revision: kept.revision, adjustments: [] }).toEqual(kept)
  })

  test('not while a dispute about it is open; then with the ruling', () => {
    const provisional = first('2026-12-01T00:01:00Z', BAD)
    const { id } = november(provisional)
    const disputed = new Map([[id, { ...NOTHING_MATTERS, disputed: true }]])
    const held = after(provisional, '2027-01-05', BAD, { matters: disputed })
    expect(november(held).state).toBe('provisional')
    const ruled = new Map([[id, { ...NOTHING_MATTERS, ruledAt: at('2027-01-07') }]])
    const settled = november(after(held, '2027-01-09', BAD, { matters: ruled }))
    expect(settled).toMatchObject({ state: 'final', final_at: '2027-01-07T00:00:00.000Z' })
    expect(settled.timeline.at(-1)).toMatchObject({ how: 'ruling' })
  })

  test('at once when both parties took note: what is told afterwards is an adjustment', () => {
    const provisional = first('2026-12-01T00:01:00Z', GOOD)
    const matters = new Map([[november(provisional).id, { ...NOTHING_MATTERS, acknowledgedAt: at('2026-12-02') }]])
    const more = incident('i', '2026-12-02T06:00:00Z', { cause: subjectRef('2026-11-19') })
    const ended = november(after(provisional, '2026-12-05', [...GOOD, more], { matters, finalToo: true }))
    expect(ended).toMatchObject({ state: 'final', final_at: '2026-12-02T00:00:00.000Z', result: { value: 10 } })
    expect(ended.adjustments).toMatchObject([{ noticed_at: '2026-12-02T06:00:00.000Z', would_be: { value: 15 } }])
  })
})

describe('rule 11: a deployment that is only presumed to have failed', () => {
  // The last one of November and an incident within the link window after it: rebuttable for ten days.
  const LAST = deployment('last', '2026-11-30T23:00:00Z')
  const LINKED = incident('i', '2026-12-01T20:00:00Z')
  const FACTS = [...month('2026-11', 20, 3), LAST, LINKED]
  const firm = '2026-12-11T20:00:00.000Z'
  const rebuttal = (when: string) => incident('i', when, { action: 'acknowledged', cause: 'none' })

  test('holds its window open until the presumption is firm', () => {
    const started = first('2026-12-01T00:01:00Z', FACTS)
    expect(november(started)).toMatchObject({ final_from: '2026-12-11T00:00:00.000Z', result: { status: 'met' } })
    for (const written of [started, nothing()]) {
      const open = november(after(written, '2026-12-11T19:59:59Z', FACTS))
      expect(open).toMatchObject({ state: 'provisional', final_from: firm, result: { status: 'breached' } })
      expect(november(after(written, '2026-12-20', FACTS))).toMatchObject({ state: 'final', final_at: firm })
    }
  })

  test('counts what rebuts it until then, however late that is noticed', () => {
    const facts = [...FACTS, rebuttal('2026-12-11T10:00:00Z')]
    const ended = november(after(nothing(), '2026-12-20', facts, { finalToo: true }))
    expect(ended).toMatchObject({ state: 'final', result: { status: 'met' }, adjustments: [] })
  })

  test('nor does the word of both end it before, who took note of what did not count yet', () => {
    const started = first('2026-12-01T00:01:00Z', FACTS)
    const matters = new Map([[november(started).id, { ...NOTHING_MATTERS, acknowledgedAt: at('2026-12-03') }]])
    const held = after(started, '2026-12-05', FACTS, { matters })
    expect(november(held).state).toBe('provisional')
    expect(november(after(held, '2026-12-12', FACTS, { matters }))).toMatchObject({ state: 'final', final_at: firm })
    const facts = [...FACTS, rebuttal('2026-12-06T10:00:00Z')]
    for (const written of [held, started]) {
      const { state, final_at, timeline } = november(after(written, '2026-12-07', facts, { matters }))
      expect([state, final_at, timeline.at(-1)]).toMatchObject([
        'final',
        '2026-12-06T10:00:00.000Z',
        { how: 'acknowledged' },
      ])
    }
  })
})

describe('rule 12: an adjustment', () => {
  const final = first('2026-12-12', GOOD)

  test('is recorded once, says what was and what would be, and in which window it is counted', () => {
    let written = after(final, '2026-12-20', [...GOOD, ...LATE], { finalToo: true })
    const [adjustment, ...more] = november(written).adjustments
    expect(more).toEqual([])
    expect(adjustment).toMatchObject({
      was: { status: 'met', value: 10, samples: 20 },
      would_be: { status: 'breached', samples: 22 },
      noticed_at: '2026-12-20T00:00:00.000Z',
      counted_in: { period: '2026-12-01' },
    })
    expect(entries(written).at(-1)).toBe('adjustment 2026-12-20T00:00')
    for (const now of ['2026-12-20T00:01:00Z', '2026-12-21'])
      written = after(written, now, [...GOOD, ...LATE], { finalToo: true })
    expect(november(written).adjustments).toHaveLength(1)
    expect(entries(written).filter((entry) => entry.startsWith('adjustment'))).toHaveLength(1)
  })

  test('the window that was open then carries it when it ends', () => {
    const facts = [...GOOD, ...LATE, ...month('2026-12', 10, 0)]
    const noticed = after(final, '2026-12-20', facts, { finalToo: true })
    const [december] = [...after(noticed, '2027-01-02', facts).records.values()].filter(
      ({ window }) => window.period === '2026-12-01',
    )
    expect(december).toMatchObject({
      state: 'provisional',
      result: { status: 'met', value: 0, samples: 10 },
      carries: [{ of: { period: '2026-11-01', label: 'November 2026' }, would_be: { status: 'breached' } }],
    })
  })

  test('noticed a season late, it is counted in the window that was open when it came about', () => {
    const blamed = incident('i', '2026-12-20T06:00:00Z', { cause: subjectRef('2026-11-19') })
    const late = first('2027-03-20', [...GOOD, blamed], { finalToo: true })
    expect(november(late).adjustments).toMatchObject([
      { noticed_at: '2026-12-20T06:00:00.000Z', counted_in: { period: '2026-12-01' } },
    ])
    const december = [...late.records.values()].find(({ window }) => window.period === '2026-12-01')
    expect(december).toMatchObject({ state: 'final', revision: 1, carries: [{ of: { period: '2026-11-01' } }] })
  })

  test('a second one is the difference to the first', () => {
    const [one, two] = LATE
    if (!one || !two) throw new Error('two came late')
    const once = after(final, '2026-12-20', [...GOOD, one], { finalToo: true })
    const twice = november(after(once, '2026-12-22', [...GOOD, one, two], { finalToo: true }))
    expect(twice.adjustments.map(({ was, would_be }) => [was.samples, would_be.samples])).toEqual([
      [20, 21],
      [21, 22],
    ])
  })

  test('a new version makes none: it never rewrites history', () => {
    const stricter = version(2, '2026-11-01', { objectives: [{ ...RATE, target: target('<=', '5', '%') }] })
    const later = after(final, '2026-12-20', GOOD, { versions: [...VERSIONS, stricter], finalToo: true })
    expect(november(later)).toEqual(november(final))
  })

  test('where the objective has ended, it is counted nowhere, and told all the same', () => {
    const ended = version(2, '2026-12-01T00:00:00Z', { objectives: [] })
    const versions = [...VERSIONS, ended]
    const later = after(final, '2026-12-20', [...GOOD, ...LATE], { versions, finalToo: true })
    expect(november(later).adjustments).toMatchObject([{ counted_in: null }])
  })
})

test('rule 4: nothing observed is not success: the window has a verdict, and it is no_data with its reason', () => {
  const silent = november(from(agreed({ ...RATE, minSamples: null }), '2026-12-01', []))
  expect(silent.result).toMatchObject({ status: 'no_data', no_data_reason: 'no_events', value: null, exact: null })
})

test('rule 4: a sample too small is pooled with windows before, of the closed window as of an open one', () => {
  const facts = [...month('2026-10', 4, 0), ...month('2026-11', 3, 3)]
  expect(november(first('2026-12-02', facts)).result).toMatchObject({ status: 'breached', samples: 7 })
})

test('rule 8: a changed target judges from its first whole window on, each window cites its version', () => {
  const stricter = version(2, '2026-11-10', { objectives: [{ ...RATE, target: target('<=', '5', '%') }] })
  const facts = [...GOOD, ...month('2026-12', 20, 2)]
  const written = from([...VERSIONS, stricter], '2027-01-02', facts)
  expect(
    [...written.records.values()].map(({ window, result }) => [window.period, result.agreement_version, result.status]),
  ).toEqual([
    ['2026-11-01', 1, 'met'],
    ['2026-12-01', 2, 'breached'],
  ])
})

test('rule 8: a version accepted for the past judges again what is provisional', () => {
  const provisional = first('2026-12-02', GOOD)
  const stricter = version(2, '2026-11-01', { objectives: [{ ...RATE, target: target('<=', '5', '%') }] })
  const again = november(after(provisional, '2026-12-05', GOOD, { versions: [...VERSIONS, stricter] }))
  expect(again).toMatchObject({ newest_version: 2, result: { status: 'breached', agreement_version: 2 } })
})

test('a frequency is judged over the whole window, its last millisecond included', () => {
  const frequency = objective({ indicator: 'deployment-frequency', target: target('>=', '1', '/day'), window: MONTH })
  const facts = Array.from({ length: 30 }, (_, i) =>
    deployment(`f${i}`, `2026-11-${String(i + 1).padStart(2, '0')}T23:59:59.999Z`),
  )
  expect(november(from(agreed(frequency), '2026-12-01', facts)).result).toMatchObject({
    status: 'met',
    value: 1,
    numerator: 30,
    denominator: 30,
  })
})

test('each window counts the environments that were production when it ended', () => {
  const eu = version(2, '2026-12-01T00:00:00Z', {
    objectives: [RATE],
    services: new Map([['checkout-api', { repositories: [], production: ['production', 'eu'] }]]),
  })
  const abroad = Array.from({ length: 10 }, (_, n) =>
    deployment(`eu-${n}`, '2026-11-09', { environment: 'eu', status: 'failure' }),
  )
  const closed = november(from([...VERSIONS, eu], '2026-12-02', [...GOOD, ...abroad]))
  expect(closed.result).toMatchObject({ status: 'met', samples: 20 })
})
