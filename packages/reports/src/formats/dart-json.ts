import { readEvents } from '../json/lines.ts'
import { asObject, textOr } from '../json/values.ts'
import { malformed, quoted, refuse } from '../problem.ts'
import { createResults, type Outcome, worse } from '../tests/results.ts'
import { readDuration } from '../tests/seconds.ts'
import type { JsonObject, TextFormat } from './format.ts'

type Test = { name: string | undefined; suite: unknown; outcome: Outcome | undefined; hidden: boolean }

const RESULTS = new Map<unknown, Outcome>([
  ['success', 'passed'],
  ['failure', 'failure'],
  ['error', 'error'],
])

/**
 * `dart test --reporter json`, and `flutter test --machine`. Hidden tests (loading a file, setUpAll) count only where
 * they fail. An error after a test's end makes it a failed one. A test that began and never ended is an error where the
 * runner came to its own end. A file without that end is whole only if all the tests that it announced are in it.
 */
export const dartJson: TextFormat = {
  name: 'dart-json',
  read: (bytes, limits) => {
    const tests = new Map<unknown, Test>()
    const suites = new Map<unknown, string | undefined>()
    const announced = createAnnounced()
    let end: { success: unknown } | undefined
    let time: number | undefined

    const testOf = (event: JsonObject, line: number): Test =>
      tests.get(event.testID) ??
      malformed(`an event of test ${quoted(String(event.testID))}, which has not started`, { line })

    const { lines } = readEvents(bytes, limits, {
      event: (event, line) => {
        time = readDuration(event.time) ?? time
        if (event.type === 'testStart') {
          const test = asObject(event.test, `test of line ${line}`)
          const name = textOr(test.name, undefined)
          tests.set(test.id, { name, suite: test.suiteID, outcome: undefined, hidden: false })
        } else if (event.type === 'testDone') {
          const test = testOf(event, line)
          test.outcome = worse(test.outcome ?? 'passed', doneOutcome(event, line))
          test.hidden = event.hidden === true
        } else if (event.type === 'error') {
          const test = testOf(event, line)
          // Of a test that is not over, testDone will tell.
          if (test.outcome) test.outcome = worse(test.outcome, event.isFailure === true ? 'failure' : 'error')
        } else if (event.type === 'suite') {
          const suite = asObject(event.suite, `suite of line ${line}`)
          suites.set(suite.id, textOr(suite.path, undefined))
        } else if (event.type === 'done') end = { success: event.success }
        else announced.event(event)
      },
    })

    const results = createResults('dart-json', limits)
    let ended = 0
    for (const { name, suite, outcome, hidden } of tests.values()) {
      if (outcome && !hidden) ended++
      if (hidden && (outcome === 'passed' || outcome === 'skipped')) continue
      results.add(outcome ?? 'error', name, suites.get(suite))
    }
    if (!end && !announced.areAll(ended)) {
      const message = `the file ends before its tests do, with ${ended} of them: it was cut short`
      return refuse({ code: 'truncated', message, line: lines })
    }
    const { failures, errors } = results.counts
    // No success, and null where the runner was closed early: whatever the tests that ended say.
    if (end && end.success !== true && failures + errors === 0) results.add('error', 'the test run')
    return results.finish(time)
  },
}

const doneOutcome = (event: JsonObject, line: number): Outcome => {
  const outcome =
    RESULTS.get(event.result) ??
    malformed(`result is ${quoted(String(event.result))}; ${[...RESULTS.keys()].join(', ')} are known`, { line })
  return outcome === 'passed' && event.skipped === true ? 'skipped' : outcome
}

/** How many files the runner loads, and how many tests the outermost group of each holds. */
const createAnnounced = () => {
  let files: unknown
  let groups = 0
  let tests = 0
  return {
    event: ({ type, count, group }: JsonObject) => {
      if (type === 'allSuites') files = count
      if (type !== 'group') return
      const { parentID, testCount } = asObject(group, 'group')
      if (parentID !== null && parentID !== undefined) return
      groups++
      if (typeof testCount === 'number') tests += testCount
    },
    areAll: (ended: number): boolean => files === groups && ended >= tests,
  }
}
