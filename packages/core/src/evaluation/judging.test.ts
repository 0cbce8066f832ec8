import { describe, expect, test } from 'vitest'
import type { Objective } from '../agreement/terms.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment, incident } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'
import { agreed, MONTH, month, RATE } from '../testing/window.ts'
import { DAY } from '../time/instant.ts'
import { factsNeeded } from './facts-needed.ts'

describe('rule 8: the version in force when the thing happened judges it', () => {
  const stricter = { ...RATE, target: target('<=', '5', '%') }
  const facts = [...month('2026-11', 20, 2), ...month('2026-12', 20, 2)]
  const versions = [
    version(1, '2026-01-01', { objectives: [RATE] }),
    version(2, '2026-11-15', { objectives: [stricter] }),
  ]

  test('a changed window objective starts with its next window; until then its predecessor judges', () => {
    const november = only(gate({ versions, now: '2026-11-22', facts }))
    const december = only(gate({ versions, now: '2026-12-22', facts }))
    expect([november.agreement_version, november.status, november.window?.partial]).toEqual([1, 'met', false])
    expect([december.agreement_version, december.status, december.window?.partial]).toEqual([2, 'breached', false])
  })
  test('from the first moment of that window on', () => {
    const judgedBy = (now: string) => only(gate({ versions, now, facts })).agreement_version
    expect(['2026-11-30T23:59:59.999Z', '2026-12-01'].map(judgedBy)).toEqual([1, 2])
  })
  test('one that starts exactly with a window judges that window', () => {
    const exact = [
      version(1, '2026-01-01', { objectives: [RATE] }),
      version(2, '2026-11-01', { objectives: [stricter] }),
    ]
    expect(only(gate({ versions: exact, now: '2026-11-22', facts })).agreement_version).toBe(2)
  })
  test('changed twice inside a window, the form that the window began with judges it', () => {
    const twice = [
      version(1, '2026-01-01', { objectives: [RATE] }),
      version(2, '2026-11-05', { objectives: [{ ...RATE, target: target('<=', '10', '%') }] }),
      version(3, '2026-11-15', { objectives: [stricter] }),
    ]
    const judgedBy = (now: string) => only(gate({ versions: twice, now, facts })).agreement_version
    expect(['2026-11-22', '2026-12-22'].map(judgedBy)).toEqual([1, 3])
  })
  test('an unchanged objective goes on, under the new version', () => {
    const reworded = [
      version(1, '2026-01-01', { objectives: [RATE] }),
      version(2, '2026-11-15', { objectives: [{ ...RATE, title: 'New words', clause: '9' }] }),
    ]
    expect(only(gate({ versions: reworded, now: '2026-11-22', facts }))).toMatchObject({
      agreement_version: 2,
      status: 'met',
      samples: 20,
      window: { partial: false },
    })
  })
  test('a new objective judges nothing from before it: its first window is partial', () => {
    const added = [
      version(1, '2026-01-01', { objectives: [] }),
      version(2, '2026-11-15', { objectives: [{ ...RATE, minSamples: 1 }] }),
    ]
    expect(only(gate({ versions: added, now: '2026-11-22', facts }))).toMatchObject({
      samples: 6,
      numerator: 0,
      window: { partial: true },
    })
  })
  test('an objective that the new version dropped judges no more', () => {
    const dropped = [version(1, '2026-01-01', { objectives: [RATE] }), version(2, '2026-11-15', { objectives: [] })]
    expect(gate({ versions: dropped, now: '2026-11-22', facts }).objectives).toEqual([])
  })
  test('a deployment is linked by the rules in force when it finished', () => {
    const strict = { ...version(1, '2026-01-01', {}).terms.incidents, linkWindowMs: 3_600_000 }
    const objectives = [{ ...RATE, minSamples: 1, target: target('<=', '0', '%') }]
    const changing = [
      version(1, '2026-01-01', { objectives, incidents: strict }),
      version(2, '2026-11-10', { objectives }),
    ]
    const early = [deployment('1', '2026-11-05T10:00:00Z'), incident('x', '2026-11-05T15:00:00Z')]
    const late = [deployment('2', '2026-11-15T10:00:00Z'), incident('y', '2026-11-15T15:00:00Z')]
    expect(only(gate({ versions: changing, now: '2026-11-22', facts: [...early, ...late] }))).toMatchObject({
      numerator: 1,
    })
  })
  test('a change is judged by the version in force at its gate', () => {
    const coverage = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
    const raised = [
      version(1, '2026-01-01', { objectives: [coverage] }),
      version(2, '2026-11-15', { objectives: [{ ...coverage, target: target('>=', '90', '%') }] }),
    ]
    expect(['2026-11-14', '2026-11-15'].map((now) => only(gate({ versions: raised, now })).target)).toEqual([
      '≥ 80 %',
      '≥ 90 %',
    ])
  })
})

test('events that name no environment are production, whatever that is called', () => {
  const services = new Map([['checkout-api', { repositories: [], production: ['live'] }]])
  const versions = [version(1, '2026-01-01', { services, objectives: [RATE] })]
  expect(factsNeeded(versions, 'checkout-api', at('2026-11-22'))?.environments).toEqual(['live', 'production'])
})

describe('what a gate reads', () => {
  test('only what window objectives need, never from before they came into force', () => {
    const needed = (versions: ReturnType<typeof agreed>) => factsNeeded(versions, 'checkout-api', at('2026-11-22'))
    expect(
      needed([
        version(1, '2026-01-01', {
          objectives: [objective({ indicator: 'coverage', target: target('>=', '1', '%') })],
        }),
      ]),
    ).toBeNull()
    expect(needed(agreed(RATE))?.window.from).toBe(at('2026-08-01'))
    expect(needed([version(1, '2026-11-10', { objectives: [RATE] })])?.window.from).toBe(at('2026-10-10'))
  })
  const span = (indicator: string, own: Partial<Objective> = {}) =>
    objective({ indicator, target: target('<=', '24', 'h'), window: MONTH, ...own })
  const share = (indicator: string, own: Partial<Objective> = {}) =>
    objective({ indicator, target: target('>=', '99', '%'), window: MONTH, ...own })
  test.each([
    { why: 'change fail rate, with frequency beside it', one: RATE, families: ['delivery'], before: 31 },
    {
      why: 'lead time',
      one: span('lead-time-for-changes'),
      families: ['delivery', 'commits'],
      before: 90,
    },
    {
      why: 'availability, as long as one event may last',
      one: share('availability'),
      families: ['uptime'],
      before: 31,
    },
    { why: 'restoring', one: span('time-to-restore'), families: ['delivery', 'watch'], before: 90 },
    {
      why: 'gates, with bypassed ones beside them',
      one: share('gate-coverage'),
      families: ['delivery', 'commits', 'reviews', 'gates'],
      before: 90,
    },
    {
      why: 'reviews, with change fail rate beside them',
      one: span('code-review-turnaround'),
      families: ['delivery', 'reviews', 'watch'],
      before: 90,
    },
    { why: 'what is reported', one: share('reported:csat'), families: ['reported'], before: 0 },
    {
      why: 'what is reported and may hold deployments back: a rollback passes, and good ones end it',
      one: share('reported:csat', { blockOn: ['deployment'], release: { kind: 'acknowledged' } }),
      families: ['delivery', 'reported'],
      before: 31,
    },
  ])('$why: $families, $before days before the first window', ({ one, families, before }) => {
    const needed = factsNeeded(agreed(one), 'checkout-api', at('2026-11-22'))
    expect(needed?.families).toEqual(families)
    expect(needed?.window).toEqual({ from: at('2026-09-01') - before * DAY, to: at('2026-11-23') })
  })
})
