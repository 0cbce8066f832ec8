import { type Mistake, PROBLEM_TITLES, type Problem, type ProblemCode } from '@plumbline/contract'
import { StoreUnavailable } from '@plumbline/store'

/** The one place that knows with which HTTP status a refusal travels. */
export const STATUS_OF: Record<ProblemCode, number> = {
  not_json: 400,
  too_deep: 400,
  not_utf8: 400,
  unauthenticated: 401,
  key_expired: 401,
  key_revoked: 401,
  token_refused: 401,
  token_replayed: 401,
  scope_missing: 403,
  service_not_bound: 403,
  event_not_allowed: 403,
  wrong_party: 403,
  operator_only: 403,
  operator_refused: 403,
  foreign_origin: 403,
  not_found: 404,
  id_reused: 409,
  idempotency_key_reused: 409,
  idempotency_key_in_use: 409,
  engagement_exists: 409,
  claim_not_open: 409,
  too_many_keys: 409,
  repository_bound: 409,
  hash_mismatch: 409,
  wrong_state: 409,
  too_large: 413,
  unsupported_media_type: 415,
  unsupported_encoding: 415,
  invalid_request: 422,
  invalid_event: 422,
  invalid_agreement: 422,
  invalid_cursor: 422,
  too_many_events: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
}

/** Page of this installation that explains each code. */
const EXPLAINED = '/docs/problems/'
const RETRY_SECONDS = 5

type More = { errors?: Mistake[]; headers?: Record<string, string>; cause?: unknown }

/** A request that is answered with a problem; thrown in the shell only, and answered in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ProblemCode
  readonly detail: string
  readonly errors: Mistake[]
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, detail: string, { errors = [], headers = {}, cause }: More = {}) {
    super(detail, cause === undefined ? undefined : { cause })
    this.code = code
    this.detail = detail
    this.errors = errors
    this.headers = headers
  }
}

/** Absent, and another tenant's: the same words for both, so that neither tells which it is. */
export const notFound = () => new Refusal('not_found', 'It does not exist, or it is not yours to see.')

/** What went wrong, as it may be told; messages that we did not write are never passed on. */
export const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  if (error instanceof StoreUnavailable)
    return new Refusal('unavailable', 'The store can’t be reached. What was asked may have happened; ask again.', {
      headers: { 'Retry-After': String(RETRY_SECONDS) },
      cause: error,
    })
  return new Refusal('internal', 'It was logged. Tell the operator the request_id.', { cause: error })
}

const headersOf = (refusal: Refusal): Record<string, string> =>
  STATUS_OF[refusal.code] === 401 ? { 'WWW-Authenticate': 'Bearer', ...refusal.headers } : refusal.headers

/** @param publicUrl where this installation is reached; without it `type` is relative to what was asked */
export const problemOf = (refusal: Refusal, requestId: string, publicUrl: string | null = null): Problem => ({
  type: `${publicUrl ?? ''}${EXPLAINED}${refusal.code}`,
  title: PROBLEM_TITLES[refusal.code],
  status: STATUS_OF[refusal.code],
  detail: refusal.detail,
  code: refusal.code,
  request_id: requestId,
  errors: refusal.errors,
})

export const problemResponse = (refusal: Refusal, requestId: string, publicUrl: string | null = null): Response =>
  new Response(JSON.stringify(problemOf(refusal, requestId, publicUrl)), {
    status: STATUS_OF[refusal.code],
    headers: { 'Content-Type': 'application/problem+json', ...headersOf(refusal) },
  })
