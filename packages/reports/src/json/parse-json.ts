import type { Limits } from '../limits.ts'
import { malformed, unknownFormat, unsupportedFormat } from '../problem.ts'
import type { Report } from '../report.ts'
import { whereAt } from '../text/where.ts'
import { locateJsonError } from './locate-error.ts'
import { formatOf } from './route.ts'
import { checkShape } from './scan-json.ts'
import { isObject } from './values.ts'

const decoder = new TextDecoder('utf-8')

/** Reads a JSON report. Its keys say which format it is. */
export const parseJson = (bytes: Uint8Array, limits: Limits): Report => {
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
    const where = whereAt(before, before.length)
    if (isWhole(text.slice(0, at)))
      return malformed(
        'something stands behind the JSON: have the tool write to a file, not to the output it shares',
        where,
      )
    return malformed('not JSON: something that may not stand here', where)
  }
}

const isWhole = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
