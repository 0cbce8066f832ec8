import { createCoverage } from '../coverage/builder.ts'
import { isObject, objectAt, wholeAt } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { malformed, quoted } from '../problem.ts'
import { MEASURES } from '../report.ts'
import type { JsonFormat, JsonObject } from './format.ts'

/** A summary that names no files is one about something unnamed. */
const UNNAMED = ''

/**
 * `coverage-summary.json`: totals of each file, no lines. The sum over files counts; `total` counts where it is alone.
 * It can't say which lines ran, so it gives no patch coverage, and in a merge the same file counts by its greatest
 * covered and greatest total.
 */
export const istanbulSummary: JsonFormat = {
  name: 'istanbul-json-summary',
  read: (value: JsonObject, limits: Limits) => {
    const coverage = createCoverage('istanbul-json-summary', limits)
    const named = Object.entries(value).filter(([path]) => path !== 'total')
    const entries = named.length > 0 ? named : Object.entries(value).map(([, total]) => [UNNAMED, total] as const)
    for (const [path, entry] of entries) {
      if (!isObject(entry)) return malformed(`the entry of ${quoted(path)} should be an object`)
      const file = coverage.file(path)
      for (const measure of MEASURES) {
        if (!Object.hasOwn(entry, measure)) continue
        const count = objectAt(entry, measure, path)
        const total = wholeAt(count.total, `${measure}.total`, path)
        const covered = wholeAt(count.covered, `${measure}.covered`, path)
        if (covered > total) malformed(`${measure} of ${quoted(path)} covers ${covered} of ${total}`)
        coverage.carries(measure)
        file.point(measure, 'stated', 0, covered, total)
      }
    }
    return coverage.finish()
  },
}
