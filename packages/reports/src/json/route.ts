import { coveragepyJson } from '../formats/coveragepy-json.ts'
import type { JsonFormat, JsonObject } from '../formats/format.ts'
import { istanbulFinal } from '../formats/istanbul-final.ts'
import { istanbulSummary } from '../formats/istanbul-summary.ts'
import { jestJson } from '../formats/jest-json.ts'
import { llvmCovJson } from '../formats/llvm-cov-json.ts'
import { mochaJson } from '../formats/mocha-json.ts'
import { rspecJson } from '../formats/rspec-json.ts'
import { sarif } from '../formats/sarif.ts'
import { simplecovJson } from '../formats/simplecov-json.ts'
import { simplecovResultset } from '../formats/simplecov-resultset.ts'
import type { RecognisedFormat } from '../formats.ts'
import { isObject } from './values.ts'

type Sign = { format: JsonFormat | RecognisedFormat; signs: (value: JsonObject, first: unknown) => boolean }

/** The keys that a format always has, in the order in which they are looked for. */
const SIGNS: Sign[] = [
  { format: sarif, signs: (value) => Array.isArray(value.runs) },
  { format: jestJson, signs: (value) => Array.isArray(value.testResults) && 'numTotalTests' in value },
  {
    format: llvmCovJson,
    signs: ({ type, data }) =>
      type === 'llvm.coverage.json.export' ||
      (Array.isArray(data) && isObject(data[0]) && Array.isArray(data[0].files)),
  },
  {
    format: simplecovJson,
    signs: ({ meta, coverage }) => isObject(meta) && 'simplecov_version' in meta && isObject(coverage),
  },
  { format: coveragepyJson, signs: (value) => isObject(value.meta) && isObject(value.files) },
  { format: mochaJson, signs: (value) => isObject(value.stats) && Array.isArray(value.failures) },
  { format: 'mochawesome-json', signs: (value) => isObject(value.stats) && Array.isArray(value.results) },
  { format: rspecJson, signs: (value) => Array.isArray(value.examples) },
  { format: 'simplecov-last-run', signs: ({ result }) => isObject(result) && Object.keys(result).some(isPercentage) },
  { format: istanbulSummary, signs: (value, first) => looksSummarised(value.total) || looksSummarised(first) },
  { format: istanbulFinal, signs: (_, first) => isObject(first) && isObject(first.statementMap) && isObject(first.s) },
  {
    format: simplecovResultset,
    signs: (_, first) => isObject(first) && isObject(first.coverage) && 'timestamp' in first,
  },
]

const isPercentage = (key: string): boolean => ['line', 'branch', 'method', 'covered_percent'].includes(key)

const looksSummarised = (value: unknown): boolean =>
  isObject(value) && isObject(value.lines) && isObject(value.statements) && 'total' in value.lines

/** What the keys of a JSON report say it is. */
export const formatOf = (value: JsonObject): JsonFormat | RecognisedFormat | undefined => {
  const first = Object.values(value)[0]
  return SIGNS.find(({ signs }) => signs(value, first))?.format
}
