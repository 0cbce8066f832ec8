import { RECOGNISED_FORMATS, type RecognisedFormat, SUPPORTED_FORMATS } from './formats.ts'
import type { Limits } from './limits.ts'

/** Lines and columns count from 1; columns are bytes in text and JSON, characters in XML. */
export type Where = { line?: number; column?: number }

/** Why a file is refused. `message` says what was found and what would be right; it never quotes the file at length. */
export type ReportProblem = { message: string } & Where &
  (
    | { code: 'empty' }
    | { code: 'too_large'; limitBytes: number }
    | { code: 'limit_exceeded'; limit: keyof Limits }
    | { code: 'not_text' }
    | { code: 'unknown_format' }
    | { code: 'unsupported_format'; format: RecognisedFormat }
    | { code: 'malformed' }
    | { code: 'truncated' }
    | { code: 'entity_declared' }
    | { code: 'absurd_count' }
  )

/**
 * Carries a problem out of a streaming parser. It stays inside this package: parseReport and parseDiff turn it into
 * a value.
 */
export class Refusal extends Error {
  readonly problem: ReportProblem
  constructor(problem: ReportProblem) {
    super(problem.message)
    this.problem = problem
  }
}

export const refuse = (problem: ReportProblem): never => {
  throw new Refusal(problem)
}

export const malformed = (message: string, where: Where = {}): never => refuse({ code: 'malformed', message, ...where })

export const absurd = (message: string, where: Where = {}): never => refuse({ code: 'absurd_count', message, ...where })

export const pastLimit = (limit: keyof Limits, limits: Limits, what: string, where: Where = {}): never =>
  refuse({ code: 'limit_exceeded', limit, message: `more than ${limits[limit]} ${what} (${limit})`, ...where })

const readable = `Plumbline reads ${SUPPORTED_FORMATS.join(', ')}.`

export const unknownFormat = (found: string, where: Where = {}): never =>
  refuse({
    code: 'unknown_format',
    message: `${found}; this is no coverage, test or findings report we know. ${readable}`,
    ...where,
  })

export const unsupportedFormat = (format: RecognisedFormat): never => {
  const { what, instead } = RECOGNISED_FORMATS[format]
  return refuse({ code: 'unsupported_format', format, message: `this is ${what}; ${instead}` })
}

/** A piece of the file fit to stand in a message: printable, one line, short. */
export const quoted = (text: string): string => {
  const clean = text.replace(/[^\x20-\x7e]/g, '?')
  return clean.length > 60 ? `"${clean.slice(0, 57)}..."` : `"${clean}"`
}
