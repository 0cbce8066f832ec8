import { formatInstant } from '@plumbline/core'
import type { KeyRecord } from '@plumbline/store'
import type { Deps } from '../deps.ts'
import { Refusal } from '../problem/problem.ts'
import { type Believed, believed } from './believed.ts'

export type KeyReader = Believed<KeyRecord>

export const keyReader = (deps: Pick<Deps, 'store' | 'now' | 'config'>): KeyReader =>
  believed(deps, (engagement, keyId) => deps.store.forEngagement(engagement).key(keyId))

/** @throws Refusal `key_revoked` or `key_expired` */
export const requireLive = (key: KeyRecord, now: number): void => {
  if (key.revokedAt !== null && key.revokedAt <= now)
    throw new Refusal('key_revoked', `The key ${key.id} was revoked at ${formatInstant(key.revokedAt)}.`)
  if (key.expiresAt !== null && key.expiresAt <= now)
    throw new Refusal('key_expired', `The key ${key.id} expired at ${formatInstant(key.expiresAt)}.`)
}
