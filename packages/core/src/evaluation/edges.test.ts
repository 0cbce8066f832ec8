import { describe, expect, test } from 'vitest'
import type { Objective, Phase } from '../agreement/terms.ts'
import { versionRef } from '../events/identity.ts'
import { indicator } from '../indicators/catalogue.ts'
import { isChangeIndicator } from '../indicators/indicator.ts'
import { ratio } from '../number/ratio.ts'
import { at, objective, target, version } from '../testing/agreement.ts'
import { deployment } from '../testing/facts.ts'
import { coverage, gate, only, SHA } from '../testing/gate.ts'
import { displayMargin, displayValue } from './display.ts'
import { factsNeeded } from './facts-needed.ts'

const MONTH = { kind: 'calendar', unit: 'month' } as const
const RATE = objective({ indicator: 'change-fail-rate', target: target('<=', '15', '%'), window: MONTH, minSamples: 1 })
const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const agreed = (...objectives: Objective[]) => [version(1, '2026-01-01', { objectives })]
const low = [coverage(1, 100)]

describe('rule 6: what ends a block, to the moment', () => {
  const blocking: Objective = {
    ...RATE,
    blockOn: ['deployment'],
    release: { kind: 'good_deployments', count: 2 },
  }
  const bad = deployment('bad', '2026-11-05', { status: 'failure' })
  const ask = (...good: ReturnType<typeof deployment>[]) =>
    gate({
      versions: agreed(blocking),
      now: '2026-11-22',
      facts: [bad, ...good],
      request: { event: 'deployment' },
      open: [
        {
          id: 'br_1',
          objective: RATE.id,
          identity: `${RATE.id}@2026-11-01`,
          openedAt: at('2026-11-10'),
          status: 'open',
        },
      ],
    }).verdict
  const first = deployment('1', '2026-11-10T00:00:00.001Z')
  test('a deployment counts that finished after the breach opened, not with it', () => {
    expect(ask(first, deployment('2', '2026-11-11'))).toBe('warn')
    expect(ask(deployment('0', '2026-11-10'), deployment('2', '2026-11-11'))).toBe('fail')
  })
  test('a redeploy of what runs already is no good deployment', () => {
    expect(ask(first, deployment('2', '2026-11-10T01:00:00Z', { version: versionRef('1') }))).toBe('fail')
  })
})

describe('rule 6: who may be held up', () => {
  test('only a deployment undoes harm: a push that says so is held up all the same', () => {
    const request = { event: 'push', rolls_back: '7', fixes_incident: 'x' } as const
    expect(gate({ versions: agreed(COVERAGE), now: '2026-11-22', head: low, request }).verdict).toBe('fail')
  })
  test('a change may be held back from any environment, where the agreement names deployments', () => {
    const versions = agreed({ ...COVERAGE, blockOn: ['deployment'] })
    const request = { event: 'deployment', environment: 'staging' } as const
    expect(gate({ versions, now: '2026-11-22', head: low, request }).verdict).toBe('fail')
  })
  test('rule 9: what a phase softens says so', () => {
    const phases: Phase[] = [{ name: 'baseline', days: 400, enforce: 'warn' }]
    const versions = [version(1, '2026-01-01', { phases, objectives: [RATE] })]
    const facts = [deployment('bad', '2026-11-05', { status: 'failure' })]
    expect(only(gate({ versions, now: '2026-11-22', facts })).not_blocking).toBe('phase')
  })
})

test('production is what the agreement says it is, and what names no environment', () => {
  const services = new Map([['checkout-api', { repositories: [], production: ['live-eu', 'live-us'] }]])
  const versions = [version(1, '2026-01-01', { services, objectives: [RATE] })]
  const facts = [deployment('1', '2026-11-05')]
  expect(only(gate({ versions, now: '2026-11-22', facts })).window?.environments).toEqual([
    'live-eu',
    'live-us',
    'production',
  ])
})

test('a gate reads a little ahead of its clock', () => {
  expect(factsNeeded(agreed(RATE), 'checkout-api', at('2026-11-22'))?.window.to).toBeGreaterThanOrEqual(
    at('2026-11-22T00:05:00.001Z'),
  )
})

test('rule 3: inside a band the nearer end is the breach to cut toward', () => {
  const band = { kind: 'band', low: ratio(70), high: ratio(85), unit: '%', text: '' } as const
  expect([displayValue(ratio(7196, 100), band), displayMargin(ratio(7196, 100), band)]).toEqual([
    '71.9 %',
    '1.9 pp left',
  ])
})

test('rule 4: a base without a line is no baseline', () => {
  const versions = agreed(objective({ indicator: 'coverage-change', target: target('>=', '0', 'pp') }))
  const base = { facts: [coverage(0, 0)], baseline: { kind: 'base', commit_sha: SHA } as const }
  expect(only(gate({ versions, now: '2026-11-22', head: [coverage(1, 2)], base })).no_data_reason).toBe('no_baseline')
})

describe('evidence', () => {
  test('names the added lines that nothing covers', () => {
    const uncovered = [{ path: 'src/a.ts', lines: [3, 4] }]
    const input = {
      head: [coverage(1, 9, { patch: { covered: 0, total: 2 } })],
      uncovered,
      base: null,
      minLines: 1,
      severities: null,
      category: null,
    }
    const measurement = indicator('patch-coverage')
    expect(measurement && isChangeIndicator(measurement) && measurement.measure(input).evidence.uncovered).toEqual(
      uncovered,
    )
  })
  test('names at most 200 events and counts the rest', () => {
    const facts = Array.from({ length: 203 }, (_, i) =>
      deployment(`${i}`, new Date(at('2026-11-01') + i * 60_000).toISOString()),
    )
    const { evidence } = only(gate({ versions: agreed(RATE), now: '2026-11-22', facts }))
    expect([evidence.events?.length, evidence.more]).toEqual([200, 3])
  })
  test('tells the median of whole weeks from Monday, empty ones counted', () => {
    const frequency = objective({
      indicator: 'deployment-frequency',
      target: target('>=', '1', '/week'),
      window: MONTH,
    })
    // Sundays 1 and 8: with weeks from Sunday two of three would have one.
    const facts = [deployment('1', '2026-11-01T12:00:00Z'), deployment('2', '2026-11-08T12:00:00Z')]
    const { evidence } = only(gate({ versions: agreed(frequency), now: '2026-11-23', facts }))
    expect(evidence.formula).toContain('median week 0')
  })
})

test('a week that the clocks made an hour short is a whole week, once it is over', () => {
  const objectives = [
    objective({
      indicator: 'deployment-frequency',
      target: target('>=', '1', '/week'),
      window: { kind: 'calendar', unit: 'week' },
    }),
  ]
  const versions = [version(1, '2026-01-01', { objectives, timeZone: 'Europe/Berlin' })]
  const facts = [deployment('a', '2026-03-18'), deployment('b', '2026-03-25')]
  const { trend } = only(gate({ versions, now: '2026-04-01', facts }))
  expect(trend?.map(({ value }) => value)).toEqual([1, 1, null])
})
