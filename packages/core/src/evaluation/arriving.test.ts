import { describe, expect, test } from 'vitest'
import type { Objective, Terms } from '../agreement/terms.ts'
import { breachMoves } from '../breach/moves.ts'
import type { WindowFact } from '../facts/facts.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { deployment } from '../testing/facts.ts'
import { gate, only } from '../testing/gate.ts'

const MONTH = { kind: 'calendar', unit: 'month' } as const
const RATE = objective({ indicator: 'change-fail-rate', target: target('<=', '15', '%'), window: MONTH, minSamples: 1 })
const STRICTER: Objective = { ...RATE, target: target('<=', '5', '%') }
const SERVICE = { repositories: [], production: ['production'] }
const services = (...names: string[]): Terms['services'] => new Map(names.map((name) => [name, SERVICE]))

/** One failed deployment on the 5th, then one good one each day from the 16th to the 20th. */
const facts: WindowFact[] = [
  deployment('bad', '2026-11-05T12:00:00Z', { status: 'failure' }),
  ...[16, 17, 18, 19, 20].map((day) => deployment(`good-${day}`, `2026-11-${day}T12:00:00Z`)),
]

describe('rule 8: a service that joins is judged by nothing it was not bound by', () => {
  test.each([
    {
      why: 'the agreement names it',
      versions: [
        version(1, '2026-01-01', { objectives: [RATE], services: services('billing') }),
        version(2, '2026-11-15', { objectives: [RATE], services: services('billing', 'checkout-api') }),
      ],
    },
    {
      why: 'the objective names it',
      versions: [
        version(1, '2026-01-01', {
          objectives: [{ ...RATE, services: ['billing'] }],
          services: services('billing', 'checkout-api'),
        }),
        version(2, '2026-11-15', { objectives: [STRICTER], services: services('billing', 'checkout-api') }),
      ],
    },
  ])('from the version on in which $why, in a partial first window', ({ versions }) => {
    expect(only(gate({ versions, now: '2026-11-22', facts }))).toMatchObject({
      agreement_version: 2,
      status: 'met',
      samples: 5,
      window: { partial: true, from: '2026-11-15T00:00:00.000Z' },
    })
  })
  test('while its predecessor goes on judging the services it bound', () => {
    const versions = [
      version(1, '2026-01-01', { objectives: [RATE], services: services('checkout-api') }),
      version(2, '2026-11-15', { objectives: [STRICTER], services: services('checkout-api', 'billing') }),
    ]
    expect(only(gate({ versions, now: '2026-11-22', facts }))).toMatchObject({ agreement_version: 1, samples: 6 })
  })
})

describe('rule 8: a stage that begins brings its objectives into force', () => {
  const live = { ...RATE, stage: 'live' }
  const versions = [
    version(1, '2026-01-01', { objectives: [live], stage: 'build' }),
    version(2, '2026-11-15', { objectives: [live], stage: 'live' }),
  ]
  test('with the next window: nothing that happened before is judged, nor pooled', () => {
    expect(only(gate({ versions, now: '2026-11-22', facts })).status).toBe('not_in_force')
    const december = [...facts, deployment('first', '2026-12-02T12:00:00Z')]
    const strict = versions.map((one) => ({
      ...one,
      terms: { ...one.terms, objectives: [{ ...live, minSamples: 2 }] },
    }))
    expect(only(gate({ versions: strict, now: '2026-12-22', facts: december }))).toMatchObject({
      status: 'no_data',
      no_data_reason: 'too_few_samples',
      samples: 1,
    })
  })
})

test('a breach cites the text of the version that judged, not of the one in force by then', () => {
  const versions = [
    version(1, '2026-01-01', { objectives: [RATE] }),
    version(2, '2026-11-15', { objectives: [STRICTER] }),
  ]
  const evaluation = gate({ versions, now: '2026-11-22', facts })
  expect([evaluation.agreement?.version, only(evaluation).agreement_version]).toEqual([2, 1])
  expect(breachMoves(evaluation, [])).toMatchObject([
    { breach: { agreement_version: 1, agreement_hash: versions[0]?.hash } },
  ])
  expect(only(gate({ versions, now: '2026-12-22', facts })).agreement_hash).toBeUndefined()
})
