import { asList, asObject, isObject, textOr } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { createResults, type Outcome } from '../tests/results.ts'
import { readDuration } from '../tests/seconds.ts'
import type { JsonFormat, JsonObject } from './format.ts'

/** How Mocha names a hook that failed; it is in `failures` and in no other list. */
const HOOK = /^"(before|after) (all|each)" hook/

/**
 * `mocha --reporter json`. Each of `failures`, `pending` and `passes` is one test; `stats` leaves failed hooks out of its
 * sum. A hook that failed is an error, since the tests behind it never ran. A test that passed and then failed (it
 * called `done` twice) is in two lists and once in `tests`: it failed.
 */
export const mochaJson: JsonFormat = {
  name: 'mocha-json',
  read: (value: JsonObject, limits: Limits) => {
    const results = createResults('mocha-json', limits)
    const left = value.tests === undefined ? undefined : countByName(asList(value.tests, 'tests'))

    const read = (list: 'passes' | 'pending' | 'failures', outcome: Outcome) => {
      for (const [i, found] of asList(value[list], list).entries()) {
        const test = asObject(found, () => `${list}[${i}]`)
        const hook = list === 'failures' && HOOK.test(textOr(test.title, ''))
        const name = nameOf(test)
        const times = left?.get(name) ?? 0
        if (list === 'passes' && left?.has(name) && times <= 0) continue
        if (!hook) left?.set(name, times - 1)
        results.add(
          hook ? 'error' : outcome,
          textOr(test.fullTitle, textOr(test.title, undefined)),
          textOr(test.file, undefined),
        )
      }
    }
    read('failures', 'failure')
    read('pending', 'skipped')
    read('passes', 'passed')
    return results.finish(isObject(value.stats) ? readDuration(value.stats.duration) : undefined)
  },
}

const nameOf = (test: JsonObject): string =>
  `${textOr(test.file, '')}\0${textOr(test.fullTitle, textOr(test.title, ''))}`

const countByName = (tests: unknown[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const [i, found] of tests.entries()) {
    const name = nameOf(asObject(found, () => `tests[${i}]`))
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
