import type { FailedTest } from '../report.ts'
import type { Attributes, XmlFormat } from './format.ts'
import { caseOutcome, createSuites, type Outcome } from './junit-suites.ts'

/** Characters of a name that are kept; a parametrised test can have a page of JSON in it. */
const MAX_NAME = 300

/**
 * The most detailed account wins. A `<testcase>` is one test, and its worst result is its result: error before
 * failure before skipped before passed. Where a suite has no case below it, the suite's own attributes count;
 * where nothing below the root speaks, the root's. So no test counts twice, whatever sums a tool writes above it.
 */
export const junit: XmlFormat = {
  name: 'junit',
  start: (limits, position) => {
    const suites = createSuites(position)
    const failed: FailedTest[] = []
    let test: { attributes: Attributes; worst: Outcome } | undefined

    const closeCase = () => {
      if (!test) return
      const { attributes } = test
      const outcome = caseOutcome(test.worst, attributes)
      suites.add(outcome, attributes.time)
      if ((outcome === 'failure' || outcome === 'error') && failed.length < limits.maxFailedNames) {
        const classname = attributes.classname
        failed.push({
          name: cut(attributes.name ?? 'a test without a name'),
          ...(classname ? { classname: cut(classname) } : {}),
          outcome,
        })
      }
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
        return { kind: 'tests', format: 'junit', ...counts, ...durationMs, failed }
      },
    }
  },
}

const RANK: Record<Outcome, number> = { passed: 0, skipped: 1, failure: 2, error: 3 }
const worse = (a: Outcome, b: Outcome): Outcome => (RANK[b] > RANK[a] ? b : a)

/** Cut between characters, not inside one. */
const cut = (text: string): string => {
  if (text.length <= MAX_NAME) return text
  const end = text.slice(0, MAX_NAME - 3)
  return `${end.isWellFormed() ? end : end.slice(0, -1)}...`
}
