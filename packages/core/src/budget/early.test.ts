import { describe, expect, test } from 'vitest'
import { evaluate } from '../evaluation/evaluate.ts'
import { nameRef } from '../events/identity.ts'
import type { WindowFact } from '../facts/facts.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, gated, observed } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'
import { formatInstant, HOUR, MINUTE } from '../time/instant.ts'

const NOW = '2026-11-22T12:00:00Z'
const UPTIME = objective({ id: 'uptime', indicator: 'availability', target: target('>=', '99.9', '%'), window: MONTH })

/** Up since before the month, and down for so many minutes that end so long before now. */
const uptime = (...down: [minutes: number, endedAgo: number][]): WindowFact[] => [
  observed('up', '2026-10-31T00:00:00Z', NOW),
  ...down.map(([minutes, ago]) => {
    const to = at(NOW) - ago * MINUTE
    return observed('down', formatInstant(to - minutes * MINUTE), formatInstant(to))
  }),
]

const judged = (facts: WindowFact[], own = UPTIME, now = NOW) =>
  gate({ versions: agreed(own), now, facts, request: { event: 'deployment' } })

describe('rule 6: a pair of burn rates makes an objective at_risk that is still met, and never fails', () => {
  test.each([
    ['14.4x over 1 h and 5 min', uptime([3, 0]), 'PT1H', 'at_risk'],
    ['over by now: the shorter time is clean', uptime([3, 400]), undefined, 'met'],
    ['6x over 6 h and 30 min', uptime([2.5, 10]), 'PT6H', 'at_risk'],
    ['slow: 1x over 3 days, still going on after an hour', uptime([3, 70], [2, 1_500]), 'P3D', 'at_risk'],
    ['nothing was down', uptime(), undefined, 'met'],
  ])('%s', (_, facts, long, status) => {
    const evaluation = judged(facts)
    const result = only(evaluation)
    expect([result.status, result.budget?.burning?.long]).toEqual([status, long])
    expect(evaluation.verdict).toBe(status === 'met' ? 'pass' : 'warn')
  })

  test('a missed target stays missed: nothing warns of what has happened', () => {
    const result = only(judged(uptime([60, 0])))
    expect([result.status, result.budget?.burning]).toEqual(['breached', undefined])
    expect(result.budget?.in_words).toBe('1 h of 43 min 12 s allowed downtime used')
  })

  test('a time that has not passed since the agreement began is no pace', () => {
    // 6 h hold 3 min from before, and 12 s of the last half hour: too fast, were it agreed for as long.
    const facts = uptime([0.2, 10], [3, 300])
    const since = (hours: number) => [version(1, formatInstant(at(NOW) - hours * HOUR), { objectives: [UPTIME] })]
    const judgedSince = (hours: number) => only(gate({ versions: since(hours), now: NOW, facts }))
    expect(judgedSince(4)).toMatchObject({ status: 'met' })
    expect(judgedSince(100)).toMatchObject({ status: 'at_risk', budget: { burning: { long: 'PT6H' } } })
  })

  test('rule 4: one failed deployment alone never fires, two among enough do', () => {
    const strict = { ...RATE, target: target('<=', '5', '%'), minSamples: 20 }
    const facts = (bad: number, day: string) => [
      ...month('2026-11', 21, 0),
      ...[0, 1].map((i) => deployment(`late-${i}`, `2026-11-22T11:0${i}:00Z`, i < bad ? { status: 'failure' } : {})),
      ...Array.from({ length: 20 }, (_, i) =>
        deployment(`more-${i}`, `2026-11-${day}T1${i % 10}:3${Math.floor(i / 10)}:00Z`),
      ),
    ]
    // One of the five of three days is 20 %, where 5 % are allowed.
    expect(only(judged(facts(1, '10'), strict)).status).toBe('met')
    expect(only(judged(facts(2, '21'), strict))).toMatchObject({
      status: 'at_risk',
      budget: { in_words: '2 of 2 allowed failures used', burning: { long: 'P3D' } },
    })
  })

  test('a window that is over is what it came to: no pace makes it at_risk', () => {
    const facts = [
      observed('up', '2026-10-31T00:00:00Z', '2026-12-01T00:00:00Z'),
      observed('down', '2026-11-30T23:57:00Z', '2026-12-01T00:00:00Z'),
    ]
    const input = {
      id: 'ev',
      at: at('2026-12-01') - 1,
      request: { service: 'checkout-api', event: 'manual', commit_sha: 'a'.repeat(40) } as const,
      versions: agreed(UPTIME),
      window: { facts, corrections: [], openBreaches: [], deployedBefore: false },
      head: [],
      base: null,
    }
    const status = (until: number) => only(evaluate({ ...input, until })).status
    expect([status(at('2026-12-01') - 1), status(at('2026-12-01'))]).toEqual(['at_risk', 'met'])
  })
})

describe('a forecast: when it breaches, if what happened lately goes on', () => {
  const bypass = objective({ indicator: 'bypassed-gates', target: target('<=', '9', 'count'), window: MONTH })
  const bypassed = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      gated(`c${i}`, `2026-11-${String(i + 2).padStart(2, '0')}T10:00:00Z`, {
        on: 'push',
        merged: true,
        verdict: 'fail',
        blockedBy: [nameRef('coverage')],
      }),
    )

  test('a count goes on as it did since the window began', () => {
    // 8 in 21.5 days: the tenth comes 2 / 8 of them later.
    expect(only(judged(bypassed(8), bypass)).forecast).toEqual({
      breaches_at: '2026-11-27T21:00:00.000Z',
      in_words: 'at this pace it breaches in about 5 days',
    })
  })
  test('none of too few to be a pace', () => {
    const few = objective({ indicator: 'bypassed-gates', target: target('<=', '2', 'count'), window: MONTH })
    const asked = (count: number) => only(judged(bypassed(count), few, '2026-11-10T12:00:00Z')).forecast
    expect(asked(2)).toBeUndefined()
    const three = { ...few, target: target('<=', '3', 'count') }
    expect(only(judged(bypassed(3), three, '2026-11-10T12:00:00Z')).forecast).toBeDefined()
  })
  const bad = (...days: number[]) =>
    days.map((day) => deployment(`bad${day}`, `2026-11-${day}T09:00:00Z`, { status: 'failure' }))
  const going = (minSamples: number, more: WindowFact[]) =>
    only(judged([...month('2026-11', 18, 0), ...more], { ...RATE, minSamples })).forecast

  test('one failure lately is no pace, two are', () => {
    expect([going(7, bad(21)), going(7, bad(21, 22)) === undefined]).toEqual([undefined, false])
  })
  test('rule 4: none of windows that were pooled', () =>
    expect(going(30, [...bad(21, 22), ...month('2026-10', 20, 0)])).toBeUndefined())
  test('from a rolling window the old leaves as fast as it came', () => {
    const rolling = { ...UPTIME, window: { kind: 'rolling', days: 30 } as const }
    const facts = [observed('up', '2026-10-20T00:00:00Z', NOW), ...uptime([5.2, 100], [29.4, 14_400]).slice(1)]
    // 34.6 min of 42.5 are used; 1.7 min a day come and 1.2 leave.
    expect(only(judged(facts, rolling)).forecast?.in_words).toBe('at this pace it breaches in about 14 days')
  })
  test.each([
    ['not before the window ends', 5],
    ['missed already', 11],
  ])('none: %s', (_, count) => expect(only(judged(bypassed(count), bypass)).forecast).toBeUndefined())

  test('a share of time goes on as in the last tenth of the window', () => {
    // 20 min of the last 3 days, where 0.1 % is 4 min 19 s: what is left of 21.5 days' budget lasts 2.1 days more.
    const result = only(judged(uptime([20, 1_000])))
    expect(result).toMatchObject({ status: 'met', forecast: { breaches_at: '2026-11-24T14:19:35.511Z' } })
  })
  test('what goes no faster than allowed never gets there', () => {
    expect(only(judged(uptime([3, 1_000], [20, 10_000]))).forecast).toBeUndefined()
  })
  test('a percentile has none: nothing honest can be said about the next case', () => {
    const restore = objective({ indicator: 'time-to-restore', target: target('<=', '10', 'h'), window: MONTH })
    expect(only(judged(uptime(), restore)).forecast).toBeUndefined()
  })
})

describe('budgets as objectives of their own are those of availability', () => {
  const left = objective({ indicator: 'error-budget-remaining', target: target('>=', '50', '%'), window: MONTH })
  const burn = objective({ indicator: 'burn-rate', target: target('<=', '2', 'x'), window: MONTH })

  test('what is left of the strictest objective, and how fast it goes', () => {
    const loose = { ...UPTIME, id: 'loose', target: target('>=', '99', '%') }
    const found = gate({ versions: agreed(UPTIME, loose, left, burn), now: NOW, facts: uptime([30, 5_000]) })
    const of = (indicator: string) => found.objectives.find((one) => one.indicator === indicator)
    expect(of('error-budget-remaining')).toMatchObject({ status: 'breached', display: '30.5 %' })
    expect(of('burn-rate')).toMatchObject({ status: 'met', display: '1.0 x' })
  })
  test('without one there is no budget to be left', () => {
    expect(only(judged(uptime([30, 5_000]), left))).toMatchObject({ status: 'no_data', no_data_reason: 'no_target' })
  })
})

test('the interval beside a rate is Wilson’s, and a share of time has none', () => {
  const rate = only(judged(month('2026-11', 20, 3)))
  expect(rate.interval).toBeUndefined()
  const failed = only(judged(month('2026-11', 20, 3), RATE))
  expect([failed.interval?.low.toFixed(2), failed.interval?.high.toFixed(2)]).toEqual(['5.24', '36.04'])
})
