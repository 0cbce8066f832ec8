import type { ChangeFact, TestRunFact } from '../facts/facts.ts'
import { countText } from '../number/count-text.ts'
import { type ChangeIndicator, eventsNamed, type IndicatorInfo, type Measurement, noData, share } from './indicator.ts'

type Totals = { tests: number; failed: number; skipped: number; events: string[] }

const totals = (head: ChangeFact[]): Totals | null => {
  const runs = head.filter((fact): fact is TestRunFact => fact.kind === 'test_run')
  if (runs.length === 0) return null
  return {
    tests: runs.reduce((sum, run) => sum + run.tests, 0),
    failed: runs.reduce((sum, run) => sum + run.failures + run.errors, 0),
    skipped: runs.reduce((sum, run) => sum + run.skipped, 0),
    events: runs.map((run) => run.event),
  }
}

const measured = (head: ChangeFact[], measure: (totals: Totals) => Measurement): Measurement => {
  const all = totals(head)
  if (!all) return noData('no_report', 'no test report for this commit')
  // A run of no tests has not failed, and it has shown nothing either.
  return all.tests === 0 ? noData('no_tests', 'the test report lists no test') : measure(all)
}

type Own = Pick<IndicatorInfo, 'unit' | 'direction' | 'formula' | 'counter' | 'example'>

const info = (key: string, title: string, own: Own): IndicatorInfo & { scope: 'change' } => ({
  key,
  title,
  ...own,
  scope: 'change',
  describes: 'state',
  events: ['test_run'],
  statistics: [],
  default_statistic: null,
  source: 'Test reports of the commit, summed over its flags; errors count as failures',
})

export const testFailures: ChangeIndicator = {
  info: info('test-failures', 'Failing tests', {
    unit: 'count',
    direction: 'lower',
    formula: 'failures + errors',
    counter: ['skipped-tests'],
    example: '2 failures and 1 error of 412 tests: 3',
  }),
  measure: ({ head }) =>
    measured(head, (all) => ({
      kind: 'measured',
      value: { num: BigInt(all.failed), den: 1n },
      fraction: { numerator: all.failed, denominator: all.tests },
      samples: all.tests,
      evidence: { formula: `${all.failed} of ${countText(all.tests, 'test')} failed`, ...eventsNamed(all.events) },
    })),
}

export const testPassRate: ChangeIndicator = {
  info: info('test-pass-rate', 'Tests passed', {
    unit: '%',
    direction: 'higher',
    formula: 'passed / (tests − skipped)',
    counter: ['skipped-tests'],
    example: '396 passed of 400 that ran, 12 skipped: 99.0 %',
  }),
  measure: ({ head }) =>
    measured(head, (all) => {
      const ran = all.tests - all.skipped
      if (ran === 0)
        return noData('no_tests', all.tests === 1 ? 'the only test was skipped' : `all ${all.tests} tests were skipped`)
      return {
        kind: 'measured',
        value: share(ran - all.failed, ran),
        fraction: { numerator: ran - all.failed, denominator: ran },
        samples: ran,
        evidence: {
          formula: `${ran - all.failed} of ${countText(ran, 'test')} that ran passed, ${all.skipped} skipped`,
          ...eventsNamed(all.events),
        },
      }
    }),
}

export const skippedTests: ChangeIndicator = {
  info: info('skipped-tests', 'Skipped tests', {
    unit: 'count',
    direction: 'lower',
    formula: 'tests that were skipped or disabled',
    counter: ['test-pass-rate'],
    example: '12 of 412 tests skipped: 12',
  }),
  measure: ({ head }) =>
    measured(head, (all) => ({
      kind: 'measured',
      value: { num: BigInt(all.skipped), den: 1n },
      fraction: { numerator: all.skipped, denominator: all.tests },
      samples: all.tests,
      evidence: { formula: `${all.skipped} of ${countText(all.tests, 'test')} skipped`, ...eventsNamed(all.events) },
    })),
}
