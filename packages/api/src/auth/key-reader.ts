import { formatInstant } from '@plumbline/core'
import type { KeyRecord } from '@plumbline/store'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem/problem.ts'

const MAX_CACHED = 10_000

export type KeyReader = {
  /** Null where the engagement has no such key. */
  read(engagement: string, keyId: string): Promise<KeyRecord | null>
  /** What this process itself made or revoked is known here at once. */
  forget(engagement: string, keyId: string): void
}

/** Keys as the store has them, believed for a while; that there is none is never believed. */
export const keyReader = ({ store, now, config }: Pick<Deps, 'store' | 'now' | 'config'>): KeyReader => {
  const cached = new Map<string, { key: KeyRecord; until: number }>()
  const nameOf = (engagement: string, keyId: string) => `${engagement}#${keyId}`
  return {
    read: async (engagement, keyId) => {
      const name = nameOf(engagement, keyId)
      const known = cached.get(name)
      if (known && now() < known.until) return known.key
      const key = await store.forEngagement(engagement).key(keyId)
      cached.delete(name)
      if (!key) return null
      // The oldest entry makes room; entries move to the end as they are read anew.
      const [oldest] = cached.keys()
      if (oldest !== undefined && cached.size >= MAX_CACHED) cached.delete(oldest)
      cached.set(name, { key, until: now() + config.keyCacheMs })
      return key
    },
    forget: (engagement, keyId) => void cached.delete(nameOf(engagement, keyId)),
  }
}

/** @throws Refusal `key_revoked` or `key_expired` */
export const requireLive = (key: KeyRecord, now: number): void => {
  if (key.revokedAt !== null && key.revokedAt <= now)
    throw new Refusal('key_revoked', `The key ${key.id} was revoked at ${formatInstant(key.revokedAt)}.`)
  if (key.expiresAt !== null && key.expiresAt <= now)
    throw new Refusal('key_expired', `The key ${key.id} expired at ${formatInstant(key.expiresAt)}.`)
}
