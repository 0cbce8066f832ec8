import { createResults, type Outcome } from '../tests/results.ts'
import { addSeconds, readTimeSpan } from '../tests/seconds.ts'
import { createTree } from '../tests/tree.ts'
import { createWords } from '../xml/words.ts'
import type { XmlFormat } from './format.ts'

/** Microsoft's outcomes of a test; what ended without a verdict of its own is an error, what never began is skipped. */
const OUTCOMES: Record<string, Outcome> = {
  Passed: 'passed',
  PassedButRunAborted: 'passed',
  Completed: 'passed',
  Warning: 'passed',
  Failed: 'failure',
  Error: 'error',
  Timeout: 'error',
  Aborted: 'error',
  Disconnected: 'error',
  InProgress: 'error',
  NotExecuted: 'skipped',
  NotRunnable: 'skipped',
  Inconclusive: 'skipped',
  Pending: 'skipped',
}

const RESULTS = new Set([
  'UnitTestResult',
  'TestResult',
  'TestResultAggregation',
  'GenericTestResult',
  'ManualTestResult',
  'WebTestResult',
])

/**
 * Visual Studio's and vstest's results. A data-driven or ordered test counts by the results inside it. A run that
 * failed although none of its tests did (its host crashed) counts as one error.
 */
export const trx: XmlFormat = {
  name: 'trx',
  start: (limits, position) => {
    const results = createResults('trx', limits)
    const tree = createTree(results)
    const outcomeOf = createWords(position, 'UnitTestResult', 'outcome', OUTCOMES)
    const summaryOf = createWords(position, 'ResultSummary', 'outcome', OUTCOMES)
    let run: Outcome = 'passed'
    let seconds: number | undefined
    let depth = 0

    return {
      open: (name, attributes) => {
        if (RESULTS.has(name)) {
          // A result that doesn't say it passed has not: the tool leaves out its default, which is no success.
          tree.open(true, outcomeOf(attributes) ?? 'error', attributes.testName)
          if (depth++ === 0) seconds = addSeconds(seconds, readTimeSpan(attributes.duration))
        } else if (name === 'ResultSummary') run = summaryOf(attributes) ?? 'passed'
      },
      close: (name) => {
        if (!RESULTS.has(name)) return
        depth--
        tree.close()
      },
      finish: () => {
        const { failures, errors } = results.counts
        if ((run === 'failure' || run === 'error') && failures + errors === 0) results.add('error', 'the test run')
        return results.finish(seconds === undefined ? undefined : seconds * 1000)
      },
    }
  },
}
