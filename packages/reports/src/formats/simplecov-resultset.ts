import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { createOccurrences, identity, identityOfText } from '../coverage/identity.ts'
import { asObject, isObject } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { quoted } from '../problem.ts'
import type { Measure } from '../report.ts'
import type { JsonFormat, JsonObject } from './format.ts'
import { readHit, readLineHits } from './simplecov.ts'

/**
 * SimpleCov's `.resultset.json`: what each suite (RSpec, Minitest, each of several processes) ran, united by lines. A
 * file is a list of counts, or since SimpleCov 0.18 an object with `lines`, and `branches` and `methods` where they
 * were asked for. Branches are the same if Ruby names the same place; its running numbers may differ.
 */
export const simplecovResultset: JsonFormat = {
  name: 'simplecov-resultset',
  read: (value: JsonObject, limits: Limits) => {
    const coverage = createCoverage('simplecov-resultset', limits)
    coverage.carries('lines')
    for (const [suite, result] of Object.entries(value)) {
      const files = asObject(asObject(result, `the suite ${quoted(suite)}`).coverage, `coverage of ${quoted(suite)}`)
      for (const [path, entry] of Object.entries(files)) {
        const file = coverage.file(path)
        if (!isObject(entry)) {
          readLineHits(file, entry, path)
          continue
        }
        // Without line coverage there is no `lines`.
        if (entry.lines !== undefined && entry.lines !== null) readLineHits(file, entry.lines, path)
        if (entry.branches !== undefined) {
          coverage.carries('branches')
          readBranches(file, asObject(entry.branches, `branches of ${quoted(path)}`), path)
        }
        if (entry.methods !== undefined) {
          coverage.carries('functions')
          readPoints(file, 'functions', 0, asObject(entry.methods, `methods of ${quoted(path)}`), path)
        }
      }
    }
    return coverage.finish()
  },
}

/** `{"[:if, 0, 6, 6, 10, 9]": {"[:then, 1, 7, 8, 7, 12]": 0, ...}}`: a condition and its arms. */
const readBranches = (file: FileBuilder, conditions: JsonObject, path: string): void => {
  for (const [condition, arms] of Object.entries(conditions)) {
    const place = identityOfText(withoutNumbering(condition))
    readPoints(file, 'branches', place, asObject(arms, `a branch of ${quoted(path)}`), path)
  }
}

const readPoints = (file: FileBuilder, measure: Measure, outer: number, points: JsonObject, path: string): void => {
  const seen = createOccurrences()
  for (const [key, hits] of Object.entries(points)) {
    const ran = readHit(hits, `${measure} ${quoted(key)}`, path)
    if (ran === undefined) continue
    file.point(measure, 'simplecov', seen.next(identity(outer, identityOfText(withoutNumbering(key)))), ran, 1)
  }
}

/** The second thing in a key numbers branches in the order Ruby met them; addresses of nameless classes change. */
const withoutNumbering = (key: string): string =>
  key.replace(/^(\[:\w{1,40}), \d{1,9},/, '$1,').replace(/0x[0-9a-f]{1,16}/g, '')
