import { createFailed, isFailing, type Outcome, worse } from '../tests/results.ts'
import type { Attributes, XmlFormat } from './format.ts'
import { caseOutcome, createSuites } from './junit-suites.ts'

/**
 * The most detailed account wins. A `<testcase>` is one test, and its worst result is its result: error before
 * failure before skipped before passed. Where a suite has no case below it, the suite's own attributes count;
 * where nothing below the root speaks, the root's. So no test counts twice, whatever sums a tool writes above it.
 */
export const junit: XmlFormat = {
  name: 'junit',
  start: (limits, position) => {
    const suites = createSuites(position)
    const failed = createFailed(limits)
    let test: { attributes: Attributes; worst: Outcome } | undefined

    const closeCase = () => {
      if (!test) return
      const { attributes } = test
      const outcome = caseOutcome(test.worst, attributes)
      suites.add(outcome, attributes.time)
      if (isFailing(outcome)) failed.note(outcome, attributes.name, attributes.classname)
      test = undefined
    }

    /** A suite's own failure (a hook, a file that doesn't load) belongs to no case and must not be lost. */
    const result = (outcome: Outcome) => {
      if (test) test.worst = worse(test.worst, outcome)
      else if (outcome !== 'skipped') suites.add(outcome, undefined)
    }

    return {
      open: (name, attributes) => {
        if (name === 'testsuite' || name === 'testsuites') suites.open(attributes)
        else if (name === 'testcase') {
          // Cases don't nest; should one do so, the outer one ends here.
          closeCase()
          test = { attributes, worst: 'passed' }
        } else if (name === 'failure' || name === 'error' || name === 'skipped') result(name)
      },
      close: (name) => {
        if (name === 'testcase') closeCase()
        else if (name === 'testsuite' || name === 'testsuites') suites.close()
      },
      finish: () => {
        const { time, ...counts } = suites.finish()
        const durationMs = time === undefined ? {} : { durationMs: Math.round(time * 1000) }
        return { kind: 'tests', format: 'junit', ...counts, ...durationMs, failed: failed.list }
      },
    }
  },
}
