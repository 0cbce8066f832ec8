import { formatInstant, parseInstant } from '@plumbline/core'
import type { KeyRecord } from '@plumbline/store'
import type { KeyReader } from '../../auth/key-reader.ts'
import { makeKey } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { notFound, Refusal } from '../../problem/problem.ts'

const orNull = (at: number | null) => (at === null ? null : formatInstant(at))

const view = (key: KeyRecord) => ({
  id: key.id,
  party: key.party,
  name: key.name,
  scopes: key.scopes,
  created_at: formatInstant(key.createdAt),
  created_by: key.createdBy,
  expires_at: orNull(key.expiresAt),
  revoked_at: orNull(key.revokedAt),
})

/** RFC 3339 has four digits for the year; an offset may carry a time past them. */
const END_OF_TIME = Date.UTC(10_000, 0)

const readExpiry = (text: string | null | undefined, now: number): number | null => {
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

const isLastingAdmin = ({ scopes, revokedAt, expiresAt }: KeyRecord): boolean =>
  scopes.includes('admin') && revokedAt === null && expiresAt === null

/** A party that locked itself out could not be let in again by anyone; a key that expires only puts that off. */
const requireAnotherAdmin = (keys: readonly KeyRecord[], key: KeyRecord): void => {
  const isOther = ({ id, party }: KeyRecord) => id !== key.id && party === key.party
  if (!isLastingAdmin(key) || keys.some((other) => isOther(other) && isLastingAdmin(other))) return
  throw new Refusal(
    'wrong_state',
    'It is the last admin key of your party that never expires; make another such key first.',
  )
}

/** Keys of the caller's own party; the other party's are none of its business. */
export const keyRoutes = (
  { randomBytes }: Deps,
  cached: KeyReader,
): Family<'createKey' | 'listKeys' | 'revokeKey'> => ({
  createKey: async ({ at, body, principal, store }) => {
    const { token, id, secretHash } = makeKey(principal.party, principal.engagement, randomBytes)
    const key: KeyRecord = {
      id,
      party: principal.party,
      name: body.name,
      scopes: [...new Set(body.scopes)],
      secretHash,
      createdAt: at,
      createdBy: principal.keyId,
      expiresAt: readExpiry(body.expires_at, at),
      revokedAt: null,
    }
    if ((await store.putKey(key)) === 'exists')
      throw new Refusal('unavailable', 'Ask again.', { headers: { 'Retry-After': '1' } })
    return { json: { ...view(key), key: token }, remember: { ...view(key), key: null } }
  },

  listKeys: async ({ principal, store }) => {
    const keys = (await store.keys()).filter((key) => key.party === principal.party)
    return { json: { data: keys.sort((a, b) => b.createdAt - a.createdAt).map(view), next_cursor: null } }
  },

  revokeKey: async ({ at, params, principal, store }) => {
    const keys = await store.keys()
    const key = keys.find(({ id }) => id === params.id)
    if (!key || key.party !== principal.party) throw notFound()
    if (key.revokedAt === null) {
      requireAnotherAdmin(keys, key)
      await store.revokeKey(key.id, at)
    }
    cached.forget(principal.engagement, key.id)
    return { empty: true }
  },
})
