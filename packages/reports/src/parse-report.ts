import { detect } from './detect.ts'
import { lcov } from './formats/lcov.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { Refusal, type ReportProblem, refuse } from './problem.ts'
import type { Report } from './report.ts'
import { toUtf8 } from './text/encoding.ts'

export type ParseResult = { ok: true; report: Report } | { ok: false; problem: ReportProblem }

/**
 * Reads one report file. The format is found in the content; the file's name is never asked for. Whatever is wrong
 * with the bytes is answered, not thrown.
 *
 * Each family of formats is imported when a file of it comes, so that a bundle split by imports loads the XML parser
 * only for XML. That is the one reason for the promise: nothing here waits for anything else.
 */
export const parseReport = async (bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<ParseResult> => {
  const bounds = { ...DEFAULT_LIMITS, ...limits }
  try {
    return { ok: true, report: await read(bytes, bounds) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem }
    throw error
  }
}

const read = async (raw: Uint8Array, limits: Limits): Promise<Report> => {
  if (raw.length > limits.maxBytes) {
    const message = `the file has ${raw.length} bytes, more than ${limits.maxBytes} (maxBytes)`
    refuse({ code: 'too_large', limitBytes: limits.maxBytes, message })
  }
  // A plain view of what is mostly a Buffer, whose own indexOf and subarray are several times slower.
  const bytes = toUtf8(new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength))
  const family = detect(bytes)
  switch (family) {
    case 'xml':
      return (await import('./xml/parse-xml.ts')).parseXml(bytes, limits)
    case 'json':
      return (await import('./json/parse-json.ts')).parseJson(bytes, limits)
    case 'lcov':
      return lcov.read(bytes, limits)
    case 'gocoverprofile':
      return (await import('./formats/gocoverprofile.ts')).gocoverprofile.read(bytes, limits)
    case 'istanbul-text':
      return (await import('./formats/istanbul-text.ts')).istanbulText.read(bytes, limits)
    case 'dart-json':
      return (await import('./formats/dart-json.ts')).dartJson.read(bytes, limits)
    case 'golang-json':
      return (await import('./formats/golang-json.ts')).golangJson.read(bytes, limits)
    default:
      return family satisfies never
  }
}
