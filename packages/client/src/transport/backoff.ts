const BASE_MS = 200
const CAP_MS = 5_000

/** Statuses that say "later" and not "no". */
export const RETRIED_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Full jitter: anything between nothing and the exponential step, so that many runners that failed together
 * don't come back together.
 * @param random in [0, 1)
 */
export const backoffMs = (failures: number, random: number): number =>
  Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** (failures - 1)))

/** What `Retry-After` asks for in milliseconds, from seconds or an HTTP date; null where it is missing or no such thing. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | null => {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs)
}
