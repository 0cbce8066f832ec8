import { MINUTE, SECOND } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem/problem.ts'

const WINDOW_MS = MINUTE
const MAX_KEYS = 50_000

type Count = { used: number; endsAt: number }

export type RateLimiter = {
  /**
   * Counts one request of a key and tells the headers of its answer.
   * @throws Refusal `rate_limited`
   */
  take(keyId: string): Record<string, string>
}

/** A minute's requests by key, counted in this process and nowhere else. */
export const rateLimiter = ({ now, config }: Pick<Deps, 'now' | 'config'>): RateLimiter => {
  const counts = new Map<string, Count>()
  const quota = config.requestsPerMinute
  const drop = () => {
    for (const [key, count] of counts) if (count.endsAt <= now()) counts.delete(key)
  }
  const current = (keyId: string): Count => {
    const known = counts.get(keyId)
    if (known && now() < known.endsAt) return known
    if (counts.size >= MAX_KEYS) drop()
    const fresh = { used: 0, endsAt: now() + WINDOW_MS }
    counts.set(keyId, fresh)
    return fresh
  }
  return {
    take: (keyId) => {
      const count = current(keyId)
      const seconds = Math.ceil((count.endsAt - now()) / SECOND)
      count.used += 1
      const headers = {
        'RateLimit-Policy': `"key";q=${quota};w=${WINDOW_MS / SECOND}`,
        RateLimit: `"key";r=${Math.max(0, quota - count.used)};t=${seconds}`,
      }
      if (count.used <= quota) return headers
      throw new Refusal('rate_limited', `A key may ask ${quota} times a minute.`, {
        headers: { ...headers, 'Retry-After': String(seconds) },
      })
    },
  }
}
