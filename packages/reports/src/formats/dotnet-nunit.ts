import { createResults, type Outcome } from '../tests/results.ts'
import { addSeconds, readSeconds } from '../tests/seconds.ts'
import { createTree } from '../tests/tree.ts'
import { createWords } from '../xml/words.ts'
import type { Attributes, XmlFormat } from './format.ts'

/** NUnit 3's words and then NUnit 2's. Inconclusive is neither passed nor failed: nothing was shown. */
const RESULTS: Record<string, Outcome> = {
  Passed: 'passed',
  Warning: 'passed',
  Failed: 'failure',
  Skipped: 'skipped',
  Inconclusive: 'skipped',
  Success: 'passed',
  Failure: 'failure',
  Error: 'error',
  Cancelled: 'error',
  NotRunnable: 'error',
  Ignored: 'skipped',
  Explicit: 'skipped',
}

/** What NUnit 3 says besides `Failed` where it was no assertion that failed. */
const ERROR_LABELS = new Set(['Error', 'Invalid', 'Cancelled'])

/**
 * NUnit 3's `<test-run>` and NUnit 2's `<test-results>`. Each `<test-case>` is one test; a suite counts only where it
 * failed and nothing in it did (a teardown, an assembly that can't be loaded).
 */
export const dotnetNunit: XmlFormat = {
  name: 'dotnet-nunit',
  start: (limits, position) => {
    const results = createResults('dotnet-nunit', limits)
    const tree = createTree(results)
    const caseResult = createWords(position, 'test-case', 'result', RESULTS)
    const suiteResult = createWords(position, 'test-suite', 'result', RESULTS)
    let stated: number | undefined
    let seconds: number | undefined
    let suites = 0

    const outcomeOf = (attributes: Attributes): Outcome => {
      const outcome = caseResult(attributes)
      if (outcome === 'failure') return ERROR_LABELS.has(attributes.label ?? '') ? 'error' : 'failure'
      if (outcome) return outcome
      // NUnit up to 2.4 has no result: only whether it ran, and well.
      if (attributes.executed?.toLowerCase() === 'false') return 'skipped'
      return attributes.success?.toLowerCase() === 'true' ? 'passed' : 'failure'
    }

    return {
      open: (name, attributes) => {
        if (name === 'test-case')
          results.add(outcomeOf(attributes), attributes.fullname ?? attributes.name, attributes.classname)
        else if (name === 'test-suite') {
          tree.open(false, suiteResult(attributes) ?? 'passed', attributes.fullname ?? attributes.name)
          if (suites++ === 0) seconds = addSeconds(seconds, readSeconds(attributes.duration ?? attributes.time))
        } else if (name === 'test-run') stated = readSeconds(attributes.duration)
      },
      close: (name) => {
        if (name !== 'test-suite') return
        suites--
        tree.close()
      },
      finish: () => {
        const time = stated ?? seconds
        return results.finish(time === undefined ? undefined : time * 1000)
      },
    }
  },
}
