import { type Actor, formatInstant, type Instant, parseInstant } from '@plumbline/core'
import type { EngagementStore, KeyRecord } from '@plumbline/store'
import { decide } from '../../flow/decide.ts'
import { notFound, Refusal } from '../../problem/problem.ts'
import { isPartyKey, keyEntry, type PartyKey, revokedEntry } from './entries.ts'

/** Of one name, so that a new key can be in place before the old one goes. */
const MAX_LIVE = 2

const orNull = (at: Instant | null) => (at === null ? null : formatInstant(at))

export const keyView = (key: PartyKey) => ({
  id: key.id,
  party: key.party,
  name: key.name,
  role: key.role,
  scopes: key.scopes,
  created_at: formatInstant(key.createdAt),
  created_by: key.createdBy,
  expires_at: orNull(key.expiresAt),
  revoked_at: orNull(key.revokedAt),
})

/** RFC 3339 has four digits for the year; an offset may carry a time past them. */
const END_OF_TIME = Date.UTC(10_000, 0)

/** @throws Refusal `invalid_request` */
export const readExpiry = (text: string | null | undefined, now: Instant): Instant | null => {
  const at = text ? parseInstant(text) : null
  if (at === null || (at > now && at < END_OF_TIME)) return at
  const [problem, detail] =
    at <= now
      ? ['The key would have expired already.', 'must lie in the future']
      : ['The key would never expire.', 'must lie before the year 10000, in UTC; null: never']
  throw new Refusal('invalid_request', problem, {
    errors: [{ pointer: '/expires_at', code: 'out_of_range', detail }],
  })
}

const isLive = ({ revokedAt, expiresAt }: KeyRecord, at: Instant): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt > at)

/** @throws Refusal `too_many_keys` */
const requireRoom = (keys: readonly KeyRecord[], { party, name, createdAt }: KeyRecord): void => {
  const live = keys.filter((key) => key.party === party && key.name === name && isLive(key, createdAt))
  if (live.length < MAX_LIVE) return
  const oldestFirst = live.toSorted((a, b) => a.createdAt - b.createdAt)
  throw new Refusal(
    'too_many_keys',
    `Your party has ${MAX_LIVE} live keys named “${name}”: ${oldestFirst.map(({ id }) => id).join(' and ')}. ` +
      'Revoke one (`plumbline keys revoke ID`), or take another name.',
  )
}

const isLastingAdmin = ({ scopes, revokedAt, expiresAt }: KeyRecord): boolean =>
  scopes.includes('admin') && revokedAt === null && expiresAt === null

/**
 * A party that locked itself out could not be let in again by anyone; a key that expires only puts that off.
 * @throws Refusal `wrong_state`
 */
const requireAnotherAdmin = (keys: readonly KeyRecord[], key: KeyRecord): void => {
  const isOther = ({ id, party }: KeyRecord) => id !== key.id && party === key.party
  if (!isLastingAdmin(key) || keys.some((other) => isOther(other) && isLastingAdmin(other))) return
  throw new Refusal(
    'wrong_state',
    'It is the last admin key of your party that never expires; make another such key first.',
  )
}

/**
 * Adds a key, if there is room for it among the keys that there are at that very moment.
 * @throws Refusal `too_many_keys`, `unavailable`
 */
export const addKey = async (store: EngagementStore, key: PartyKey, by: Actor): Promise<void> => {
  await decide(store, async () => {
    requireRoom(await store.keys(), key)
    return {
      value: null,
      decided: [{ at: key.createdAt, body: { type: 'key_made', ...keyEntry(key), by } }],
      writes: [{ kind: 'add_key', key }],
    }
  })
}

/**
 * Ends a party's key, if another one keeps the door open at that very moment. One that ended before is left as it is.
 * @throws Refusal `not_found`, `wrong_state`, `unavailable`
 */
export const endKey = async (store: EngagementStore, id: string, by: Actor, at: Instant): Promise<void> => {
  await decide(store, async () => {
    const keys = await store.keys()
    const key = keys.find((one) => one.id === id)
    if (!key || !isPartyKey(key) || key.party !== by.party) throw notFound()
    if (key.revokedAt !== null) return { value: null }
    requireAnotherAdmin(keys, key)
    return {
      value: null,
      decided: [{ at, body: revokedEntry(key, by) }],
      writes: [{ kind: 'end_key', id, at }],
    }
  })
}
