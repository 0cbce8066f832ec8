import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { createOccurrences, identity, identityOfText } from '../coverage/identity.ts'
import { asList, asObject, textOr } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { quoted } from '../problem.ts'
import type { Measure } from '../report.ts'
import type { JsonFormat, JsonObject } from './format.ts'
import { readHit, readLineHits } from './simplecov.ts'

/**
 * SimpleCov's `coverage.json` (its JSON formatter): the result of all suites, with what was excluded said so. Totals
 * of files, groups and the whole are left alone; they are sums of what is counted here.
 */
export const simplecovJson: JsonFormat = {
  name: 'simplecov-json',
  read: (value: JsonObject, limits: Limits) => {
    const coverage = createCoverage('simplecov-json', limits)
    coverage.carries('lines')
    for (const [path, found] of Object.entries(asObject(value.coverage, 'coverage'))) {
      const entry = asObject(found, `the entry of ${quoted(path)}`)
      const file = coverage.file(path)
      if (entry.lines !== undefined) readLineHits(file, entry.lines, path)
      for (const [key, measure] of [
        ['branches', 'branches'],
        ['methods', 'functions'],
      ] as const) {
        if (entry[key] === undefined) continue
        coverage.carries(measure)
        readPoints(file, measure, asList(entry[key], `${key} of ${quoted(path)}`), path)
      }
    }
    return coverage.finish()
  },
}

const readPoints = (file: FileBuilder, measure: Measure, points: unknown[], path: string): void => {
  const seen = createOccurrences()
  for (const found of points) {
    const point = asObject(found, () => `each of the ${measure} of ${quoted(path)}`)
    const ran = readHit(point.coverage, `coverage of one of the ${measure}`, path)
    if (ran === undefined) continue
    const name = identityOfText(textOr(point.type, textOr(point.name, '')))
    const id = identity(name, lineOf(point.start_line), lineOf(point.end_line))
    file.point(measure, 'simplecov-json', seen.next(id), ran, 1)
  }
}

/** Lines only tell points apart here. */
const lineOf = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0
