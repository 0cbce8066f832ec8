import type { ObjectiveResult } from '@plumbline/core'
import { expect, test } from 'vitest'
import {
  coverageChange,
  evaluation,
  failRateMissed,
  frequency,
  gatesMissed,
  leadTime,
  objective,
  patchMissed,
  restoreMissed,
  testsMissed,
  unmeasured,
  uptimeUnreported,
} from '../testing/index.ts'
import { toPlain } from '../text/phrase.ts'
import { nextStep } from './next.ts'

const next = (result: ObjectiveResult, changes = {}) => {
  const step = nextStep(evaluation({ objectives: [result], verdict: 'fail', ...changes }))
  return step === null ? null : `${step.owner}: ${toPlain(step.action)}`
}

const missed = { status: 'breached', blocking: true } as const
const blockedDeployment = { ...failRateMissed, blocking: true }

test.each([
  [patchMissed, 'Northwind: cover 14 more lines in src/tax/rates.ts and src/cart/total.ts, then push'],
  [testsMissed, 'Northwind: mend 3 failing tests, then push'],
  [{ ...testsMissed, target_bounds: { op: '<=', value: 2 } }, 'Northwind: mend 1 of the 3 failing tests, then push'],
  [
    objective({
      ...missed,
      indicator: 'test-pass-rate',
      numerator: 97,
      denominator: 100,
      target_bounds: { op: '>=', value: 98 },
    }),
    'Northwind: mend 1 failing test, then push',
  ],
  [
    objective({
      ...missed,
      indicator: 'skipped-tests',
      unit: 'count',
      value: 4,
      target_bounds: { op: '<=', value: 1 },
    }),
    'Northwind: run or remove 3 of the 4 skipped tests, then push',
  ],
  [
    objective({ ...missed, indicator: 'coverage-branches', numerator: 1, denominator: 2 }),
    'Northwind: cover 1 more branch, then push',
  ],
  [
    objective({
      ...missed,
      indicator: 'uncovered-lines',
      unit: 'lines',
      value: 120,
      target_bounds: { op: '<=', value: 100 },
    }),
    'Northwind: cover 20 more lines, then push',
  ],
  [{ ...coverageChange, ...missed }, 'Northwind: cover the lines that this change leaves uncovered, then push'],
  [failRateMissed, 'Northwind: 3 more deployments without a failure would bring it back to the target'],
  [{ ...frequency, status: 'breached' }, 'Northwind: deploy what is ready, in smaller steps'],
  [
    unmeasured({ no_data_reason: 'no_report' }),
    'Northwind: upload a coverage report: the Action’s input `coverage`, or `plumbline gate --coverage FILE`',
  ],
  [
    unmeasured({ indicator: 'test-failures', no_data_reason: 'no_report' }),
    'Northwind: upload a test report: the Action’s input `tests`, or `plumbline gate --tests FILE`',
  ],
  [
    unmeasured({ no_data_reason: 'not_in_report' }),
    'Northwind: send the added lines too: check out with `fetch-depth: 0`',
  ],
  [unmeasured({ no_data_reason: 'too_few_samples' }), null],
  [unmeasured({ no_data_reason: 'nothing_to_cover' }), null],
  [restoreMissed, 'Northwind: resolve the incident that goes on'],
  [
    { ...restoreMissed, evidence: { formula: '' } },
    'Northwind: restore the service first, and find the cause after that',
  ],
  [
    {
      ...restoreMissed,
      indicator: 'code-review-turnaround',
      owed_by: 'client',
      evidence: { formula: '', open: [restoreMissed, restoreMissed].flatMap(({ evidence }) => evidence.open ?? []) },
    },
    'Acme: review the 2 pull requests that wait',
  ],
  [
    { ...restoreMissed, indicator: 'failed-deployment-recovery-time', evidence: { formula: '' } },
    'Northwind: make rolling back faster, and do it first',
  ],
  [{ ...leadTime, status: 'breached' }, 'Northwind: ship what is merged sooner, in smaller steps'],
  [
    { ...failRateMissed, indicator: 'deployment-rework-rate' },
    'Northwind: 3 more deployments that mend nothing would bring it back to the target',
  ],
  [
    { ...failRateMissed, indicator: 'deployment-rework-rate', target_bounds: { op: '<=', value: 0 } },
    'Northwind: find what makes deployments need mending before the next one',
  ],
  [{ ...gatesMissed, indicator: 'availability' }, 'Northwind: bring it back up, and prevent what took it down'],
  [gatesMissed, 'Northwind: let every change be gated on its pull request before it is merged'],
  [
    { ...gatesMissed, indicator: 'bypassed-gates' },
    'Northwind: merge only what passes, and require the check on the default branch',
  ],
  [
    objective({
      ...missed,
      indicator: 'change-size',
      unit: 'lines',
      value: 501,
      target_bounds: { op: '<=', value: 400 },
    }),
    'Northwind: split the change: 101 lines too many',
  ],
  [
    objective({ ...missed, indicator: 'findings', unit: 'count', value: 3, target_bounds: { op: '==', value: 0 } }),
    'Northwind: mend 3 findings, then push',
  ],
  [
    unmeasured({ indicator: 'findings', no_data_reason: 'no_report' }),
    'Northwind: upload a findings report: the Action’s input `findings`, or `plumbline gate --findings FILE`',
  ],
  [
    unmeasured({ indicator: 'change-size', no_data_reason: 'no_report' }),
    'Northwind: send a pull request’s size: a `pull_request` event with its `additions` and `deletions`',
  ],
  [uptimeUnreported, 'Northwind: report what is owed for this window'],
  [
    { ...uptimeUnreported, no_data_reason: 'not_watched' },
    'Northwind: let whoever watches it say so: send `heartbeat` events, so that silence means that nothing happened',
  ],
  [
    { ...uptimeUnreported, no_data_reason: 'partly_observed' },
    'Northwind: observe all of the time: what nobody watched counts on neither side',
  ],
  [{ ...uptimeUnreported, no_data_reason: 'unit_mismatch' }, 'Northwind: report it in the unit of ≥ 99.9 %'],
  [objective(), null],
] satisfies [ObjectiveResult, string | null][])('%#: one action and its owner', (result, words) => {
  expect(next(result)).toBe(words)
})

test.each([
  ['client', 'Acme'],
  ['vendor', 'Northwind'],
  ['both', 'Acme and Northwind'],
] as const)('what the %s owes is asked of %s', (owedBy, name) => {
  expect(next({ ...testsMissed, owed_by: owedBy })).toBe(`${name}: mend 3 failing tests, then push`)
})

test('what blocks comes before what only warns', () => {
  const step = nextStep(evaluation({ verdict: 'fail', objectives: [failRateMissed, testsMissed] }))
  expect(toPlain(step?.action ?? [])).toBe('mend 3 failing tests, then push')
})

test('a blocked deployment is told how it is released', () => {
  const release = (kind: object) => next({ ...blockedDeployment, ...kind }, { event: 'deployment' })
  expect(release({ release: { kind: 'acknowledged' } })).toContain('acknowledge the breach')
  expect(release({ release: { kind: 'next_window' } })).toContain('next window')
  expect(release({ release: { kind: 'good_deployments', count: 3 } })).toContain('3 good deployments in a row')
})

test('an exempted change needs nothing', () => {
  expect(
    next(patchMissed, {
      verdict_without_exemption: 'fail',
      exempted: { status: 'granted', by: 'kim', how: 'label', detail: 'hotfix', used: 1, max: 2 },
    }),
  ).toBeNull()
})

test('without a server no push is remembered: measuring one is no advice, and where the change passes there is none', () => {
  const noBaseline = { ...coverageChange, status: 'no_data', no_data_reason: 'no_baseline' } as const
  expect(next(noBaseline, { verdict: 'warn' })).toContain('let a push to the base branch be measured once')
  expect(next(noBaseline, { verdict: 'warn', local: true })).toContain('ask a server, which keeps')
  expect(next(noBaseline, { verdict: 'pass', local: true })).toBeNull()
  // What this change can mend comes first.
  const shallow = objective({ indicator: 'patch-coverage', status: 'no_data', no_data_reason: 'not_in_report' })
  const both = { verdict: 'warn', local: true, objectives: [noBaseline, shallow] }
  expect(next(noBaseline, both)).toContain('fetch-depth: 0')
})
