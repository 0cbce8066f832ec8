import type { TestFormat } from '../formats.ts'
import type { Sample } from './samples.ts'
import { ISTANBUL } from './samples-coverage.ts'

const json = (value: unknown): string => JSON.stringify(value)
const lines = (...events: unknown[]): string => events.map((event) => `${json(event)}\n`).join('')

export const TEST_SAMPLES: Record<TestFormat, Sample> = {
  junit: {
    text: '<?xml version="1.0"?><testsuites><testsuite name="s" tests="4"><testcase name="a" classname="c"/><testcase name="b"><failure message="m">x</failure></testcase><testcase name="c"><error/></testcase><testcase name="d"><skipped/></testcase></testsuite></testsuites>',
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  trx: {
    text: '<?xml version="1.0" encoding="utf-8"?><TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult testName="a" outcome="Passed" duration="00:00:00.25"/><UnitTestResult testName="b" outcome="Failed"/><UnitTestResult testName="c" outcome="Timeout"/><UnitTestResult testName="d" outcome="NotExecuted"/></Results><ResultSummary outcome="Failed"><Counters total="4"/></ResultSummary></TestRun>',
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  'dotnet-nunit': {
    text: '<test-run id="0" testcasecount="4" result="Failed" duration="0.5"><test-suite type="Assembly" name="a.dll" result="Failed" site="Child"><failure><message>One or more child tests had errors</message></failure><test-case name="a" fullname="A.a" result="Passed"/><test-case name="b" fullname="A.b" result="Failed"><failure/></test-case><test-case name="c" fullname="A.c" result="Failed" label="Error"/><test-case name="d" fullname="A.d" result="Skipped" label="Ignored"/></test-suite></test-run>',
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  'dotnet-xunit': {
    text: '<assemblies timestamp="11/22/2026 11:00:00"><assembly name="a.dll" total="3" passed="1" failed="1" skipped="1" time="0.5" errors="1"><errors><error type="assembly-cleanup" name="a.dll"><failure exception-type="E"/></error></errors><collection name="c"><test name="A.a" type="A" method="a" time="0.1" result="Pass"/><test name="A.b" type="A" result="Fail"><failure exception-type="Xunit.Sdk.EqualException"/></test><test name="A.d" type="A" result="Skip"/></collection></assembly></assemblies>',
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  'jest-json': {
    text: json({
      numTotalTests: 3,
      success: false,
      startTime: 1000,
      testResults: [
        {
          name: '/ci/acme/a.test.js',
          status: 'failed',
          startTime: 1000,
          endTime: 1500,
          assertionResults: [
            { fullName: 'a', status: 'passed' },
            { fullName: 'b', status: 'failed' },
            { fullName: 'd', status: 'pending' },
          ],
        },
        { name: '/ci/acme/b.test.js', status: 'failed', message: 'Test suite failed to run', assertionResults: [] },
      ],
      coverageMap: { [ISTANBUL.path]: ISTANBUL },
    }),
    says: {
      tests: 4,
      failures: 1,
      errors: 1,
      skipped: 1,
      lines: { covered: 1, total: 2 },
      statements: { covered: 1, total: 2 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 1 },
    },
  },
  'mocha-json': {
    text: json({
      stats: { suites: 1, tests: 3, passes: 1, pending: 1, failures: 2, duration: 5 },
      tests: [{ title: 'a' }, { title: 'b' }, { title: 'd' }],
      pending: [{ title: 'd', fullTitle: 'd' }],
      failures: [
        { title: 'b', fullTitle: 'b', err: { message: 'm' } },
        { title: '"before all" hook for "c"', fullTitle: 'x "before all" hook for "c"' },
      ],
      passes: [{ title: 'a', fullTitle: 'a' }],
    }),
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  'rspec-json': {
    text: json({
      version: '3.13.0',
      examples: [
        { full_description: 'a', status: 'passed', file_path: './spec/a_spec.rb' },
        { full_description: 'b', status: 'failed' },
        { full_description: 'd', status: 'pending' },
      ],
      summary: { duration: 0.25, example_count: 3, errors_outside_of_examples_count: 1 },
    }),
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  'dart-json': {
    text: lines(
      { protocolVersion: '0.1.1', runnerVersion: '1.25.0', pid: 1, type: 'start', time: 0 },
      { suite: { id: 0, platform: 'vm', path: 'test/a_test.dart' }, type: 'suite', time: 0 },
      ...[1, 2, 3, 4].map((id) => ({ test: { id, name: `t${id}`, suiteID: 0 }, type: 'testStart', time: id })),
      { testID: 1, result: 'success', skipped: false, hidden: false, type: 'testDone', time: 10 },
      { testID: 2, error: 'm', isFailure: true, type: 'error', time: 11 },
      { testID: 2, result: 'failure', skipped: false, hidden: false, type: 'testDone', time: 12 },
      { testID: 3, result: 'error', skipped: false, hidden: false, type: 'testDone', time: 13 },
      { testID: 4, result: 'success', skipped: true, hidden: false, type: 'testDone', time: 14 },
      { success: false, type: 'done', time: 15 },
    ),
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
  'golang-json': {
    text: lines(
      { Time: '2026-11-22T11:00:00Z', Action: 'start', Package: 'acme.example/shop' },
      ...['TestA', 'TestB', 'TestC', 'TestD'].map((Test) => ({ Action: 'run', Package: 'acme.example/shop', Test })),
      { Action: 'output', Package: 'acme.example/shop', Test: 'TestA', Output: '--- PASS: TestA (0.00s)\n' },
      { Action: 'pass', Package: 'acme.example/shop', Test: 'TestA', Elapsed: 0 },
      { Action: 'skip', Package: 'acme.example/shop', Test: 'TestD', Elapsed: 0 },
      { Action: 'fail', Package: 'acme.example/shop', Test: 'TestB', Elapsed: 0.1 },
      { Action: 'fail', Package: 'acme.example/shop', Elapsed: 0.25 },
    ),
    says: { tests: 4, failures: 1, errors: 1, skipped: 1 },
  },
}
