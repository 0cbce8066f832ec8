import { asList, asObject, isObject, textOr, wholeAt } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { absurd, malformed, quoted } from '../problem.ts'
import { createResults, type Outcome } from '../tests/results.ts'
import { readDuration } from '../tests/seconds.ts'
import type { JsonFormat, JsonObject } from './format.ts'

const STATUSES = new Map<unknown, Outcome>([
  ['passed', 'passed'],
  ['failed', 'failure'],
  ['pending', 'skipped'],
])

const MAX_ERRORS = 1_000_000

/**
 * `rspec --format json`. Each example is one test; RSpec has one word, failed, for a failure and for an error. What
 * failed outside of the examples (a file that doesn't load) is counted in the summary, and each is one error.
 */
export const rspecJson: JsonFormat = {
  name: 'rspec-json',
  read: (value: JsonObject, limits: Limits) => {
    const results = createResults('rspec-json', limits)
    for (const [i, found] of asList(value.examples, 'examples').entries()) {
      const example = asObject(found, () => `examples[${i}]`)
      const outcome =
        STATUSES.get(example.status) ??
        malformed(
          `status of examples[${i}] is ${quoted(String(example.status))}; ${[...STATUSES.keys()].join(', ')} are known`,
        )
      const name = textOr(example.full_description, textOr(example.description, undefined))
      results.add(outcome, name, textOr(example.file_path, undefined))
    }
    const summary = isObject(value.summary) ? value.summary : {}
    const outside = wholeAt(
      summary.errors_outside_of_examples_count ?? 0,
      'errors_outside_of_examples_count',
      'summary',
    )
    if (outside > MAX_ERRORS) absurd(`errors_outside_of_examples_count is ${outside}`)
    for (let i = 0; i < outside; i++) results.add('error', 'an error outside of the examples')
    const seconds = readDuration(summary.duration)
    return results.finish(seconds === undefined ? undefined : seconds * 1000)
  },
}
