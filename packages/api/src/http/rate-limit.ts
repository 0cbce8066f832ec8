import { MINUTE, SECOND } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem/problem.ts'

const WINDOW_MS = MINUTE
const MAX_COUNTS = 50_000

type Count = { used: number; endsAt: number }

/** Who is counted: a key, or an address that has shown none we know. */
export type Counted = 'key' | 'address'

export type Taken = {
  /** For the answer. */
  headers: Record<string, string>
  /** It turned out not to be what is counted. */
  giveBack: () => void
}

export type RateLimiter = {
  /**
   * Counts one request.
   * @throws Refusal `rate_limited`
   */
  take(whose: Counted, name: string): Taken
}

const WORDS: Record<Counted, string> = {
  key: 'A key may ask',
  address: 'One address may ask without a key that we know',
}

/** A minute's requests, counted in this process and nowhere else. */
export const rateLimiter = ({ now, config }: Pick<Deps, 'now' | 'config'>): RateLimiter => {
  const counts = new Map<string, Count>()
  const quota = config.requestsPerMinute
  /** Counts stand in the order in which they end. Whoever can be so many should not fill the memory too. */
  const makeRoom = () => {
    for (const [name, { endsAt }] of counts) {
      if (endsAt > now() && counts.size < MAX_COUNTS) return
      counts.delete(name)
    }
  }
  const current = (name: string): Count => {
    const known = counts.get(name)
    if (known && now() < known.endsAt) return known
    counts.delete(name)
    makeRoom()
    const fresh = { used: 0, endsAt: now() + WINDOW_MS }
    counts.set(name, fresh)
    return fresh
  }
  return {
    take: (whose, name) => {
      const count = current(`${whose} ${name}`)
      const seconds = Math.ceil((count.endsAt - now()) / SECOND)
      count.used += 1
      const headers = {
        'RateLimit-Policy': `"${whose}";q=${quota};w=${WINDOW_MS / SECOND}`,
        RateLimit: `"${whose}";r=${Math.max(0, quota - count.used)};t=${seconds}`,
      }
      if (count.used <= quota)
        return {
          headers,
          giveBack: () => {
            count.used -= 1
          },
        }
      throw new Refusal('rate_limited', `${WORDS[whose]} ${quota} times a minute.`, {
        headers: { ...headers, 'Retry-After': String(seconds) },
      })
    },
  }
}
