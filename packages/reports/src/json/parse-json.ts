import type { JsonFormat, JsonObject } from '../formats/format.ts'
import { istanbulFinal } from '../formats/istanbul-final.ts'
import { istanbulSummary } from '../formats/istanbul-summary.ts'
import type { RecognisedFormat } from '../formats.ts'
import type { Limits } from '../limits.ts'
import { malformed, unknownFormat, unsupportedFormat } from '../problem.ts'
import type { Report } from '../report.ts'
import { whereAt } from '../text/where.ts'
import { locateJsonError } from './locate-error.ts'
import { checkShape } from './scan-json.ts'
import { isObject } from './values.ts'

const decoder = new TextDecoder('utf-8')

/** Reads a JSON report. Its keys say which format it is. */
export const parseJson = (bytes: Uint8Array, limits: Limits): Report => {
  const stream = lineFormat(bytes)
  if (stream) return unsupportedFormat(stream)
  checkShape(bytes, limits)
  const value = parse(decoder.decode(bytes))
  if (!isObject(value)) return unknownFormat('the JSON is a list')
  const format = formatOf(value)
  if (!format)
    return unknownFormat(
      Object.keys(value).length === 0 ? 'the JSON object is empty' : 'the JSON has none of the keys of a report',
    )
  return typeof format === 'string' ? unsupportedFormat(format) : format.read(value, limits)
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // The engine's message quotes the file; ours says where it stops being JSON.
    const at = locateJsonError(text)
    const before = new TextEncoder().encode(text.slice(0, at))
    return malformed('not JSON: something that may not stand here', whereAt(before, before.length))
  }
}

/** One JSON value a line: go test -json and dart test. The first line that is an object decides. */
const lineFormat = (bytes: Uint8Array): RecognisedFormat | undefined => {
  const newline = bytes.indexOf(10)
  if (newline < 0 || newline > 64 * 1024) return undefined
  try {
    const first: unknown = JSON.parse(decoder.decode(bytes.subarray(0, newline)))
    if (!isObject(first)) return undefined
    if ('protocolVersion' in first && first.type === 'start') return 'dart-json'
    return 'Action' in first && ('Package' in first || 'ImportPath' in first) ? 'golang-json' : undefined
  } catch {
    return undefined
  }
}

const SIGNS: { format: JsonFormat | RecognisedFormat; signs: (value: JsonObject, first: unknown) => boolean }[] = [
  { format: 'sarif', signs: (value) => Array.isArray(value.runs) },
  { format: 'llvm-cov-json', signs: (value) => Array.isArray(value.data) && typeof value.type === 'string' },
  { format: 'coveragepy-json', signs: (value) => isObject(value.meta) && isObject(value.files) },
  { format: 'mocha-json', signs: (value) => isObject(value.stats) && Array.isArray(value.tests) },
  { format: 'rspec-json', signs: (value) => Array.isArray(value.examples) },
  { format: istanbulSummary, signs: (value, first) => looksSummarised(value.total) || looksSummarised(first) },
  { format: istanbulFinal, signs: (_, first) => isObject(first) && isObject(first.statementMap) && isObject(first.s) },
  {
    format: 'simplecov-resultset',
    signs: (_, first) => isObject(first) && isObject(first.coverage) && 'timestamp' in first,
  },
]

const looksSummarised = (value: unknown): boolean =>
  isObject(value) && isObject(value.lines) && isObject(value.statements) && 'total' in value.lines

const formatOf = (value: JsonObject): JsonFormat | RecognisedFormat | undefined => {
  const first = Object.values(value)[0]
  return SIGNS.find(({ signs }) => signs(value, first))?.format
}
