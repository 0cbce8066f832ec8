import type { Answer } from '@plumbline/client'

export type Outcome =
  | { kind: 'answer' }
  /** It may pass: wait at least so long; null where nobody said. */
  | { kind: 'again'; waitMs: number | null; why: 'rate_limited' | 'unavailable' }

const PASSING = new Set([502, 503, 504])

const seconds = (header: string | string[] | undefined): number | null =>
  typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null

/**
 * What an answer asks for. A secondary rate limit is a 403 or 429 that says so, with `retry-after` or without;
 * a used-up primary one has `x-ratelimit-remaining: 0`. "Resource not accessible by integration" is a 403 too,
 * and asking again changes nothing.
 */
export const outcomeOf = ({ status, headers, body }: Answer, wallMs: number): Outcome => {
  if (PASSING.has(status)) return { kind: 'again', waitMs: retryAfter(headers['retry-after']), why: 'unavailable' }
  if (status !== 403 && status !== 429) return { kind: 'answer' }
  if (headers['x-ratelimit-remaining'] === '0') {
    const reset = seconds(headers['x-ratelimit-reset'])
    return { kind: 'again', waitMs: reset === null ? null : Math.max(0, reset * 1_000 - wallMs), why: 'rate_limited' }
  }
  if (status === 429 || /secondary rate limit|abuse detection/i.test(body))
    return { kind: 'again', waitMs: retryAfter(headers['retry-after']), why: 'rate_limited' }
  return { kind: 'answer' }
}

const retryAfter = (header: string | undefined): number | null => {
  const asked = seconds(header)
  return asked === null ? null : asked * 1_000
}
