import { formatInstant, HOUR, type Instant, MINUTE, SECOND } from '@plumbline/core'
import type { createLocalJWKSet } from 'jose/jwks/local'
import type { Deps } from '../../deps.ts'
import { describeError } from '../../http/log.ts'
import { Refusal } from '../../problem/problem.ts'
import { fetchIssuerKeys } from './issuer-keys.ts'

/** After this long what is known is asked for again, so that a key that was taken back stops counting. */
const FRESH_MS = 10 * MINUTE
/** While the issuer can't be reached, its keys count as long as this. */
const STALE_MS = 24 * HOUR
/** However many tokens name keys that nobody knows, the issuer is asked no more often. */
const PAUSE_MS = MINUTE
/** Where nothing is known yet a failure should not shut everybody out for long. */
const FIRST_PAUSE_MS = 5 * SECOND

export type KeySet = ReturnType<typeof createLocalJWKSet>

export type KeyCache = {
  /**
   * The issuer's keys, asked for again where this one is not among them.
   * @throws Refusal `unavailable` where there are none
   */
  keysFor(kid: string): Promise<KeySet>
}

type Known = { find: KeySet; kids: ReadonlySet<string>; at: Instant }

/** One issuer's keys in this process. Those who need them at the same moment wait for one answer. */
export const keyCache = (issuer: string, { now, log }: Pick<Deps, 'now' | 'log'>): KeyCache => {
  let known: Known | null = null
  let askedAt = Number.NEGATIVE_INFINITY
  let underWay: Promise<void> | null = null

  const ask = async (): Promise<void> => {
    askedAt = now()
    try {
      const [keys, jose] = await Promise.all([fetchIssuerKeys(issuer), import('jose/jwks/local')])
      known = { find: jose.createLocalJWKSet({ keys }), kids: new Set(keys.map(({ kid }) => kid)), at: now() }
    } catch (error) {
      log({ level: 'error', time: formatInstant(now()), message: 'issuer', error: describeError(error) })
    }
  }
  const refresh = async (): Promise<void> => {
    if (!underWay && now() - askedAt < (known ? PAUSE_MS : FIRST_PAUSE_MS)) return
    underWay ??= ask().finally(() => {
      underWay = null
    })
    await underWay
  }
  const current = (): Known | null => (known && now() - known.at < STALE_MS ? known : null)

  return {
    keysFor: async (kid) => {
      const before = current()
      if (!before?.kids.has(kid) || now() - before.at >= FRESH_MS) await refresh()
      const keys = current()
      if (keys) return keys.find
      throw new Refusal('unavailable', 'The keys of the token’s issuer can’t be had just now. Ask again.', {
        headers: { 'Retry-After': String(FIRST_PAUSE_MS / SECOND) },
      })
    },
  }
}
