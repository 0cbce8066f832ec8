import { type Answer, retryAfterMs } from '@plumbline/client'

export type Outcome =
  | { kind: 'answer' }
  /** It may pass: wait at least so long; null where nobody said. */
  | { kind: 'again'; waitMs: number | null; why: 'rate_limited' | 'unavailable' }

const PASSING = new Set([502, 503, 504])

/** Seconds since 1970, of ten digits, as milliseconds from now; null where the header says no such thing. */
const untilMs = (header: string | string[] | undefined, wallMs: number): number | null =>
  typeof header === 'string' && /^\d{1,12}$/.test(header) ? Math.max(0, Number(header) * 1_000 - wallMs) : null

/** Shortest wait for a secondary limit that names none, doubled each time: asking on at once prolongs it. */
const LIMITED_MS = 1_000

/**
 * What an answer asks for. A secondary rate limit is a 403 or 429 that says so, with `retry-after` or without;
 * a used-up primary one has `x-ratelimit-remaining: 0`. "Resource not accessible by integration" is a 403 too,
 * and asking again changes nothing.
 * @param failures how often it was asked in vain, with this one
 */
export const outcomeOf = ({ status, headers, body }: Answer, wallMs: number, failures: number): Outcome => {
  const asked = retryAfterMs(headers['retry-after'], wallMs)
  if (PASSING.has(status)) return { kind: 'again', waitMs: asked, why: 'unavailable' }
  if ((status !== 403 && status !== 429) || /not accessible by/i.test(body)) return { kind: 'answer' }
  const limited = (waitMs: number | null): Outcome => ({
    kind: 'again',
    waitMs: waitMs ?? LIMITED_MS * 2 ** (failures - 1),
    why: 'rate_limited',
  })
  if (headers['x-ratelimit-remaining'] === '0') return limited(asked ?? untilMs(headers['x-ratelimit-reset'], wallMs))
  if (status === 429 || /secondary rate limit|abuse detection/i.test(body)) return limited(asked)
  return { kind: 'answer' }
}
