import { expect, test } from 'vitest'
import { subjectRef } from '../events/identity.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { deployment, heartbeat, incident } from '../testing/facts.ts'
import { BASE_SHA, coverage, found, gate, testRun } from '../testing/gate.ts'
import { MONTH } from '../testing/window.ts'

const NOW = '2026-11-22T12:00:00Z'
/** As many as a key may send within a minute, each with a name that nothing compresses. */
const MANY = 2_000
const names = Array.from({ length: MANY }, (_, i) => `${i}`.padStart(64, `${(i * 7_919) % 10_007}`))

const change = (indicator: string, op: '>=' | '<=', value: string, unit: Parameters<typeof target>[2]) =>
  objective({ id: indicator, indicator, target: target(op, value, unit) })

const AGREED = [
  version(1, '2026-01-01', {
    objectives: [
      change('coverage', '>=', '80', '%'),
      change('coverage-change', '>=', '0', 'pp'),
      change('uncovered-lines', '<=', '10', 'lines'),
      change('patch-coverage', '>=', '80', '%'),
      change('test-failures', '<=', '0', 'count'),
      change('test-pass-rate', '>=', '90', '%'),
      change('skipped-tests', '<=', '0', 'count'),
      change('findings', '<=', '0', 'count'),
      objective({ id: 'cfr', indicator: 'change-fail-rate', target: target('<=', '15', '%'), window: MONTH }),
    ],
  }),
]

test('however many uploads, tools, carried flags and incidents there are, an evaluation fits an item of the store', () => {
  const uploads = names.map((flag) => coverage(1, 10, { flag, patch: { covered: 1, total: 2 } }))
  const evaluation = gate({
    versions: AGREED,
    now: NOW,
    request: { expect: 64, carry_forward: true },
    head: [
      ...uploads,
      ...names.map((flag) => coverage(1, 10, { flag: `c${flag}`, carriedForward: true, carriedFrom: BASE_SHA })),
      ...names.map((flag) => testRun(2, { flag, skipped: 1 })),
      ...names.map((tool) => found({ high: 1 }, { tool })),
    ],
    base: { facts: uploads, baseline: { kind: 'base', commit_sha: BASE_SHA } },
    facts: [
      heartbeat('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
      deployment('d-1', '2026-11-10T12:00:00Z'),
      ...names.map((name) => incident(name, '2026-11-11T12:00:00Z', { cause: subjectRef('d-1') })),
    ],
  })
  // Every one of them told something of what came.
  expect(evaluation.objectives.filter(({ evidence }) => evidence.events === undefined)).toEqual([])
  for (const { id, evidence } of evaluation.objectives)
    expect([id, JSON.stringify(evidence).length < 33_000]).toEqual([id, true])
  expect(JSON.stringify(evaluation).length).toBeLessThan(150_000)
})
