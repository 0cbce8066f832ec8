import { createCoverage, type FileBuilder } from '../coverage/builder.ts'
import { createOccurrences, identity, identityOfText } from '../coverage/identity.ts'
import { MAX_LINE } from '../coverage/lines.ts'
import { countAt, isObject, objectAt, ownOf } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { absurd, malformed, quoted } from '../problem.ts'
import { type CoverageReport, MEASURES, type Measure } from '../report.ts'
import type { JsonFormat, JsonObject } from './format.ts'

/**
 * `coverage-final.json`, counted as istanbul-lib-coverage does: a line is executable if a statement starts on it and
 * ran if any of them did; each arm of a branch is one branch; `s`, `f` and `b` say what exists, the maps where.
 * Points are the same in two reports if their place in the source is; ids are the instrumenter's and may shift.
 */
export const istanbulFinal: JsonFormat<CoverageReport> = {
  name: 'istanbul-coverage-final',
  read: (value: JsonObject, limits: Limits) => {
    const coverage = createCoverage('istanbul-coverage-final', limits)
    for (const measure of MEASURES) coverage.carries(measure)
    for (const [key, entry] of Object.entries(value)) {
      if (!isObject(entry)) return malformed(`the entry of ${quoted(key)} should be an object`)
      const path = typeof entry.path === 'string' ? entry.path : key
      readFile(coverage.file(path), entry, path)
    }
    return coverage.finish()
  },
}

const readFile = (file: FileBuilder, entry: JsonObject, path: string): void => {
  const seen = createOccurrences()
  const point = (measure: Measure, place: number, hits: number) => {
    file.point(measure, 'istanbul', seen.next(place), hits > 0 ? 1 : 0, 1)
  }

  const statements = objectAt(entry, 'statementMap', path)
  for (const [id, hits] of Object.entries(objectAt(entry, 's', path))) {
    const count = countAt(hits, `s.${id}`, path)
    const place = placeOf(ownOf(statements, id))
    point('statements', identity(1, place?.id ?? identityOfText(id)), count)
    if (place) file.line(lineNumber(place.line, path), count > 0 ? 1 : 0)
  }

  const functions = optional(entry, 'fnMap', path)
  for (const [id, hits] of Object.entries(optional(entry, 'f', path))) {
    const declared = ownOf(functions, id)
    const place = isObject(declared) ? (placeOf(declared.decl) ?? placeOf(declared.loc)) : undefined
    point('functions', identity(2, place?.id ?? identityOfText(id)), countAt(hits, `f.${id}`, path))
  }

  const branches = optional(entry, 'branchMap', path)
  for (const [id, arms] of Object.entries(optional(entry, 'b', path))) {
    const list: unknown[] = Array.isArray(arms) ? arms : malformed(`b.${id} of ${quoted(path)} should be a list`)
    const declared = ownOf(branches, id)
    const place = isObject(declared) ? placeOf(declared.loc) : undefined
    // Occurrences are told apart by the whole branch, so that two branches of one place keep all their arms.
    const branch = seen.next(identity(3, place?.id ?? identityOfText(id)))
    for (const [arm, hits] of list.entries()) point('branches', identity(branch, arm), countAt(hits, `b.${id}`, path))
  }
}

const optional = (entry: JsonObject, key: string, path: string): JsonObject =>
  Object.hasOwn(entry, key) ? objectAt(entry, key, path) : {}

/** Columns may be null (to the end of the line), which is a place like any other. */
const placeOf = (location: unknown): { id: number; line: number } | undefined => {
  if (!isObject(location) || !isObject(location.start) || !isObject(location.end)) return undefined
  const { start, end } = location
  if (typeof start.line !== 'number') return undefined
  return { line: start.line, id: identity(whole(start.line), whole(start.column), whole(end.line), whole(end.column)) }
}

const whole = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value + 1 : 0

const lineNumber = (line: number, path: string): number => {
  if (!Number.isInteger(line)) return malformed(`line ${line} of ${quoted(path)} is not a whole number`)
  return line >= 0 && line <= MAX_LINE ? line : absurd(`line ${line} of ${quoted(path)} can't be`)
}
