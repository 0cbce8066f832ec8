import type { TestFormat } from '../formats.ts'
import type { Outcome } from '../tests/results.ts'
import { createRandom } from './generate.ts'

/** What a run of tests came to. Names are plain words, so that no format has to escape them. */
export type RanTest = { name: string; outcome: Outcome }
type Writer = (tests: readonly RanTest[]) => Iterable<string>

const only = (tests: readonly RanTest[], ...outcomes: Outcome[]) =>
  tests.filter(({ outcome }) => outcomes.includes(outcome))
const NOT_ERRORS = ['passed', 'skipped', 'failure'] as const

function* around(head: string, parts: Iterable<string>, tail: string): Generator<string> {
  yield head
  yield* parts
  yield tail
}

const list = (values: readonly unknown[]): string => JSON.stringify(values)
const events = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')

const JUNIT: Record<Outcome, string> = {
  passed: '',
  skipped: '<skipped/>',
  failure: '<failure message="m">at a.js</failure>',
  error: '<error message="m">at a.js</error>',
}
const TRX: Record<Outcome, string> = { passed: 'Passed', skipped: 'NotExecuted', failure: 'Failed', error: 'Timeout' }
const NUNIT: Record<Outcome, string> = {
  passed: 'Passed',
  skipped: 'Skipped',
  failure: 'Failed',
  error: 'Failed" label="Error',
}
const XUNIT: Record<Outcome, string> = { passed: 'Pass', skipped: 'Skip', failure: 'Fail', error: '' }
const JEST: Record<Outcome, string> = { passed: 'passed', skipped: 'pending', failure: 'failed', error: '' }
const RSPEC: Record<Outcome, string> = { passed: 'passed', skipped: 'pending', failure: 'failed', error: '' }
const DART: Record<Outcome, string> = { passed: 'success', skipped: 'success', failure: 'failure', error: 'error' }
const GO: Record<Outcome, string> = { passed: 'pass', skipped: 'skip', failure: 'fail', error: '' }

/** One writer for each format. An error is whatever the format has for one: a hook, a file, a test that never ended. */
export const TEST_WRITERS: Record<TestFormat, Writer> = {
  junit: (tests) =>
    around(
      '<testsuites><testsuite name="s">',
      tests.map(
        ({ name, outcome }) => `<testcase name="${name}" classname="c" time="0.01">${JUNIT[outcome]}</testcase>\n`,
      ),
      '</testsuite></testsuites>',
    ),
  trx: (tests) =>
    around(
      '<TestRun><Results>',
      tests.map(
        ({ name, outcome }) =>
          `<UnitTestResult testId="1" testName="${name}" outcome="${TRX[outcome]}" duration="00:00:00.01"><Output/></UnitTestResult>\n`,
      ),
      '</Results></TestRun>',
    ),
  'dotnet-nunit': (tests) =>
    around(
      '<test-run><test-suite name="s">',
      tests.map(
        ({ name, outcome }) => `<test-case id="1" name="${name}" result="${NUNIT[outcome]}" duration="0.01"/>\n`,
      ),
      '</test-suite></test-run>',
    ),
  'dotnet-xunit': (tests) =>
    around(
      `<assemblies><assembly><errors>${only(tests, 'error')
        .map(({ name }) => `<error type="e" name="${name}"/>`)
        .join('')}</errors><collection>`,
      only(tests, ...NOT_ERRORS).map(
        ({ name, outcome }) => `<test name="${name}" type="c" time="0.01" result="${XUNIT[outcome]}"/>\n`,
      ),
      '</collection></assembly></assemblies>',
    ),
  'jest-json': (tests) => [
    '{"numTotalTests":1,"testResults":',
    list([
      ...only(tests, 'error').map(({ name }) => ({ name, status: 'failed', assertionResults: [] })),
      {
        name: 'a.test.js',
        status: 'passed',
        assertionResults: only(tests, ...NOT_ERRORS).map(({ name, outcome }) => ({
          ancestorTitles: [],
          fullName: name,
          status: JEST[outcome],
          failureMessages: [],
        })),
      },
    ]),
    '}',
  ],
  'mocha-json': (tests) => {
    const named = (...outcomes: Outcome[]) =>
      only(tests, ...outcomes).map(({ name, outcome }) => ({
        title: outcome === 'error' ? '"before each" hook' : name,
        fullTitle: name,
        err: {},
      }))
    const all = named(...NOT_ERRORS)
    const parts = { stats: {}, tests: all, passes: named('passed'), pending: named('skipped') }
    return [JSON.stringify({ ...parts, failures: named('failure', 'error') })]
  },
  'rspec-json': (tests) => [
    '{"examples":',
    list(
      only(tests, ...NOT_ERRORS).map(({ name, outcome }) => ({
        full_description: name,
        status: RSPEC[outcome],
        run_time: 0.01,
      })),
    ),
    `,"summary":{"errors_outside_of_examples_count":${only(tests, 'error').length}}}`,
  ],
  'dart-json': (tests) =>
    around(
      events([{ protocolVersion: '0.1.1', type: 'start', time: 0 }]),
      tests.map(({ name, outcome }, id) =>
        events([
          { test: { id, name, suiteID: 0, groupIDs: [2], line: 1, column: 1, url: null }, type: 'testStart', time: 1 },
          {
            testID: id,
            result: DART[outcome],
            skipped: outcome === 'skipped',
            hidden: false,
            type: 'testDone',
            time: 2,
          },
        ]),
      ),
      events([{ success: true, type: 'done', time: 3 }]),
    ),
  'golang-json': (tests) =>
    around(
      events([{ Action: 'start', Package: 'p' }]),
      tests.map(({ name, outcome }) =>
        events([
          { Action: 'run', Package: 'p', Test: name },
          { Action: 'output', Package: 'p', Test: name, Output: `=== RUN   ${name}\n` },
          ...(outcome === 'error' ? [] : [{ Action: GO[outcome], Package: 'p', Test: name, Elapsed: 0.01 }]),
        ]),
      ),
      events([
        { Action: tests.some(({ outcome }) => outcome === 'error') ? 'fail' : 'pass', Package: 'p', Elapsed: 1 },
      ]),
    ),
}

/** Many tests, one in twenty failing; the same for the same seed. */
export const manyTests = (count: number, seed = 1): RanTest[] => {
  const random = createRandom(seed)
  const outcomes: Outcome[] = ['failure', 'error', 'skipped']
  return Array.from({ length: count }, (_, i) => ({
    name: `Module${i % 97} does what it should ${i}`,
    outcome: outcomes[random(60)] ?? 'passed',
  }))
}
