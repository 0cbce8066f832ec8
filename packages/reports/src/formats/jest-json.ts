import { asList, asObject, isObject, textOr } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { malformed, quoted } from '../problem.ts'
import { createResults, isFailing, type Outcome, type Results } from '../tests/results.ts'
import { readDuration } from '../tests/seconds.ts'
import type { JsonFormat, JsonObject } from './format.ts'
import { istanbulFinal } from './istanbul-final.ts'

const STATUSES = new Map<unknown, Outcome>([
  ['passed', 'passed'],
  ['focused', 'passed'],
  ['failed', 'failure'],
  ['pending', 'skipped'],
  ['skipped', 'skipped'],
  ['todo', 'skipped'],
  ['disabled', 'skipped'],
])

/**
 * `jest --json`, which Vitest's JSON reporter writes as well. Each assertion result is one test. A file that failed
 * although none of its tests did (it doesn't load, a hook threw) is one error. With `--coverage` the file carries
 * Istanbul's coverage map, which is read as coverage-final.json is.
 */
export const jestJson: JsonFormat = {
  name: 'jest-json',
  read: (value: JsonObject, limits: Limits) => {
    const results = createResults('jest-json', limits)
    let ended: number | undefined
    for (const [i, file] of asList(value.testResults, 'testResults').entries()) {
      const entry = asObject(file, `testResults[${i}]`)
      readFile(entry, results, `testResults[${i}]`)
      if (typeof entry.endTime === 'number') ended = Math.max(ended ?? entry.endTime, entry.endTime)
    }
    const { failures, errors } = results.counts
    if (value.success === false && failures + errors === 0) results.add('error', 'the test run')

    const began = value.startTime
    const report = results.finish(
      ended !== undefined && typeof began === 'number' ? readDuration(ended - began) : undefined,
    )
    const map = value.coverageMap
    if (!isObject(map) || Object.keys(map).length === 0) return report
    return { ...report, coverage: istanbulFinal.read(map, limits) }
  },
}

const readFile = (file: JsonObject, results: Results, place: string): void => {
  const path = textOr(file.name, undefined)
  let failing = false
  for (const [i, found] of asList(file.assertionResults ?? [], `${place}.assertionResults`).entries()) {
    const result = asObject(found, () => `${place}.assertionResults[${i}]`)
    const outcome =
      STATUSES.get(result.status) ??
      malformed(
        `status of ${place}.assertionResults[${i}] is ${quoted(String(result.status))}; ${[...STATUSES.keys()].join(', ')} are known`,
      )
    failing ||= isFailing(outcome)
    results.add(outcome, textOr(result.fullName, textOr(result.title, undefined)), path)
  }
  if (file.status === 'failed' && !failing) results.add('error', path)
}
