import { expect, it } from 'vitest'
import { problemOf, testsOf } from '../testing/read.ts'

it('counts what failed outside of the examples', async () => {
  // What rspec 3.12 writes for a spec file that raises while it is loaded.
  const report = await testsOf(
    '{"version":"3.12.0","messages":["An error occurred while loading ./spec/bad_spec.rb."],"examples":[],"summary":{"duration":0.000268319,"example_count":0,"failure_count":0,"pending_count":0,"errors_outside_of_examples_count":1},"summary_line":"0 examples, 0 failures, 1 error occurred outside of examples"}',
  )
  expect(report).toMatchObject({ tests: 1, errors: 1, failures: 0, durationMs: 0 })
})

it('names what failed by its whole description and its file', async () => {
  const example = { full_description: 'Foo c', description: 'c', status: 'failed', file_path: './spec/foo_spec.rb' }
  expect((await testsOf(JSON.stringify({ examples: [example] }))).failed).toEqual([
    { name: 'Foo c', classname: './spec/foo_spec.rb', outcome: 'failure' },
  ])
})

it('refuses a status nobody knows, and an absurd number of errors', async () => {
  expect((await problemOf('{"examples": [{"status": "maybe"}]}')).message).toContain('examples[0] is "maybe"; passed,')
  const absurd = '{"examples": [], "summary": {"errors_outside_of_examples_count": 2000000000}}'
  expect((await problemOf(absurd)).code).toBe('absurd_count')
})
