import { readEvents } from '../json/lines.ts'
import { textOr } from '../json/values.ts'
import { quoted, refuse } from '../problem.ts'
import { createResults, type Outcome } from '../tests/results.ts'
import { addSeconds, readDuration } from '../tests/seconds.ts'
import type { JsonObject, TextFormat } from './format.ts'

const ENDS = new Map<unknown, Outcome>([
  ['pass', 'passed'],
  ['fail', 'failure'],
  ['skip', 'skipped'],
])

/** What Go before 1.24 prints between its events where a package can't be built. */
const NOT_BUILT = /^FAIL\s+(\S+) \[(?:build|setup) failed\]/

/** `running`: tests that began and have not ended. */
type Package = { running: Set<string>; failed: boolean; ended: boolean }

/**
 * `go test -json`. Each test and subtest is one test, as often as it ran. A test that never ended in a package that
 * failed (another one panicked or exited) is an error, and so is a package that failed although none of its tests did
 * (it can't be built). A stream that ends before one of its packages was cut short.
 */
export const golangJson: TextFormat = {
  name: 'golang-json',
  read: (bytes, limits) => {
    const results = createResults('golang-json', limits)
    const packages = new Map<string, Package>()
    let seconds: number | undefined

    const packageOf = (name: string, begins: boolean): Package => {
      const known = packages.get(name)
      if (known && !(known.ended && begins)) return known
      const opened = { running: new Set<string>(), failed: false, ended: false }
      packages.set(name, opened)
      return opened
    }

    const endOfTest = (name: string, test: string, outcome: Outcome) => {
      const owner = packageOf(name, true)
      owner.running.delete(test)
      if (outcome === 'failure') owner.failed = true
      results.add(outcome, test, name)
    }

    const endOfPackage = (name: string, outcome: Outcome) => {
      const owner = packageOf(name, false)
      if (outcome === 'failure') {
        // Benchmarks say nothing when they are done.
        const lost = [...owner.running].filter((test) => !test.startsWith('Benchmark'))
        for (const test of lost) results.add('error', test, name)
        if (!owner.failed && lost.length === 0) results.add('error', name)
      }
      owner.running.clear()
      owner.ended = true
    }

    const event = ({ Action: action, Package: owner, Test: test, ImportPath, Elapsed }: JsonObject) => {
      // Output of the compiler belongs to an import path; the package's own end follows.
      if (owner === undefined && ImportPath !== undefined) return
      const name = textOr(owner, '')
      const outcome = ENDS.get(action)
      if (typeof test === 'string' && test !== '') {
        if (outcome) endOfTest(name, test, outcome)
        else if (action === 'run') packageOf(name, true).running.add(test)
      } else if (outcome) {
        endOfPackage(name, outcome)
        seconds = addSeconds(seconds, readDuration(Elapsed))
      } else packageOf(name, action === 'start')
    }

    const { lines } = readEvents(bytes, limits, {
      event,
      other: (text) => {
        const failed = NOT_BUILT.exec(text)
        if (failed) results.add('error', failed[1])
      },
    })
    for (const [name, { ended }] of packages) {
      if (ended) continue
      const message = `the file ends before the package ${quoted(name)} does: it was cut short`
      return refuse({ code: 'truncated', message, line: lines })
    }
    return results.finish(seconds === undefined ? undefined : seconds * 1000)
  },
}
