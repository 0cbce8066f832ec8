import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnavailable } from '../port.ts'

export type RetryPolicy = {
  /** No attempt starts later than this after the first, in milliseconds; 0 means one attempt. */
  budgetMs: number
  /** Longest wait for one answer, in milliseconds. */
  attemptMs: number
  /** The n-th wait is anything from 0 to `baseMs * 2^(n-1)`, at most `capMs`. */
  baseMs: number
  capMs: number
}

export const DEFAULT_POLICY: RetryPolicy = { budgetMs: 6_000, attemptMs: 3_000, baseMs: 20, capMs: 800 }

/** Errors after which the same request may succeed. Names as DynamoDB and Node give them. */
const TRANSIENT = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'Throttling',
  'LimitExceededException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'AbortError',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** The store is there but not ours to use: no retry helps, and it is not the caller's mistake either. */
const UNUSABLE = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'ResourceNotFoundException',
  'UnrecognizedClientException',
])

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null && name in error ? (error as Record<string, unknown>)[name] : undefined

const names = (error: unknown) => [field(error, 'name'), field(error, 'code')]
const isNamedIn = (error: unknown, set: Set<string>) =>
  names(error).some((name) => typeof name === 'string' && set.has(name))

const isTransient = (error: unknown): boolean => {
  if (isNamedIn(error, TRANSIENT)) return true
  // Every reason a transaction was cancelled for is another one's hurry, none is a condition of ours.
  const reasons = field(error, 'CancellationReasons')
  if (Array.isArray(reasons))
    return reasons.every((reason) =>
      ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'].includes(
        String(field(reason, 'Code')),
      ),
    )
  const status = field(field(error, '$metadata'), 'httpStatusCode')
  if (typeof status === 'number' && status >= 500) return true
  // An answer was cut short: the SDK hangs it on the parser's error.
  return field(error, '$response') !== undefined && field(error, '$fault') === undefined
}

/**
 * Calls until it succeeds, waiting a random time between attempts, so that callers who failed together do not come
 * back together.
 * @throws StoreUnavailable when the budget is used up; other errors as they are.
 */
export const retrying = async <T>(
  policy: RetryPolicy,
  attempt: (number: number, signal: AbortSignal) => Promise<T>,
  random: () => number = Math.random,
): Promise<T> => {
  const startedAt = performance.now()
  for (let number = 1; ; number++) {
    try {
      return await attempt(number, AbortSignal.timeout(policy.attemptMs))
    } catch (error) {
      if (isNamedIn(error, UNUSABLE)) throw new StoreUnavailable('the store refuses us', { cause: error })
      if (!isTransient(error)) throw error
      const wait = random() * Math.min(policy.capMs, policy.baseMs * 2 ** (number - 1))
      if (performance.now() - startedAt + wait >= policy.budgetMs)
        throw new StoreUnavailable('the store does not answer', { cause: error })
      await sleep(wait)
    }
  }
}
