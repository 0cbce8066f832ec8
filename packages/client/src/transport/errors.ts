/** One mistake in what was sent, as the problem document tells it. */
export type ProblemMistake = {
  pointer: string
  code: string
  detail: string
  allowed?: string[]
  line?: number
  column?: number
}

export type ProblemFields = {
  status: number
  code: string
  title: string
  detail: string
  requestId: string | null
  errors: ProblemMistake[]
}

/** The server understood and said no (RFC 9457). Sending the same again changes nothing. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  /** Stable snake_case; what a program should look at. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly requestId: string | null
  readonly errors: ProblemMistake[]

  constructor(fields: ProblemFields) {
    super(fields.detail || fields.title)
    this.status = fields.status
    this.code = fields.code
    this.title = fields.title
    this.detail = fields.detail
    this.requestId = fields.requestId
    this.errors = fields.errors
  }
}

export type UnavailableReason =
  /** No connection: refused, reset, name unknown, bad certificate. */
  | 'network'
  | 'timeout'
  /** 429 until the budget was used up. */
  | 'rate_limited'
  /** 502, 503 or 504 until the budget was used up. */
  | 'server'

/** No answer within the budget, retries included. Whether the request took effect is unknown; it may be sent again. */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable'
  readonly reason: UnavailableReason
  readonly attempts: number
  /** Origin that was asked; never with a key or a path. */
  readonly origin: string

  constructor(fields: {
    reason: UnavailableReason
    detail: string
    attempts: number
    origin: string
    cause?: unknown
  }) {
    super(fields.detail, fields.cause === undefined ? undefined : { cause: fields.cause })
    this.reason = fields.reason
    this.attempts = fields.attempts
    this.origin = fields.origin
  }
}

/** Thrown for an address that is none; the caller's mistake, so neither problem nor unavailable. */
export class BadBaseUrl extends Error {
  override readonly name = 'BadBaseUrl'
}
