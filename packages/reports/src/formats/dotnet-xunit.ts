import { malformed } from '../problem.ts'
import { createResults, type Outcome } from '../tests/results.ts'
import { addSeconds, readSeconds } from '../tests/seconds.ts'
import { createWords } from '../xml/words.ts'
import type { XmlFormat } from './format.ts'

const RESULTS: Record<string, Outcome> = { Pass: 'passed', Fail: 'failure', Skip: 'skipped', NotRun: 'skipped' }

/**
 * xUnit.net's own XML: `<assemblies>` of version 2 and later, a lone `<assembly>` of version 1. Each `<test>` is one
 * test. An `<error>` of an assembly, and in version 1 a `<failure>` of a class, is a cleanup or fixture that failed: it
 * belongs to no test, and is one error.
 */
export const dotnetXunit: XmlFormat = {
  name: 'dotnet-xunit',
  start: (limits, position) => {
    const results = createResults('dotnet-xunit', limits)
    const resultOf = createWords(position, 'test', 'result', RESULTS)
    const open: string[] = []
    let seconds: number | undefined
    let className: string | undefined

    return {
      open: (name, attributes) => {
        const inside = open.at(-1)
        open.push(name)
        if (name === 'test') {
          const outcome = resultOf(attributes) ?? malformed('<test> has no result', position())
          results.add(outcome, attributes.name, attributes.type)
        } else if (name === 'error' && inside === 'errors') results.add('error', attributes.name ?? attributes.type)
        else if (name === 'failure' && inside === 'class') results.add('error', className)
        else if (name === 'class') className = attributes.name
        else if (name === 'assembly') seconds = addSeconds(seconds, readSeconds(attributes.time))
      },
      close: () => {
        open.pop()
      },
      finish: () => results.finish(seconds === undefined ? undefined : seconds * 1000),
    }
  },
}
