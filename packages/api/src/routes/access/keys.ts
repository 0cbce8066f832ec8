import type { KeyReader } from '../../auth/key-reader.ts'
import { actorOf } from '../../auth/principal.ts'
import { makeKey } from '../../auth/token.ts'
import type { Deps } from '../../deps.ts'
import type { Family } from '../../http/route.ts'
import { isPartyKey, type PartyKey } from './entries.ts'
import { addKey, endKey, keyView, readExpiry } from './key-ring.ts'

/** Keys of the caller's own party; the other party's are none of its business. */
export const keyRoutes = (
  { randomBytes }: Deps,
  cached: KeyReader,
): Family<'createKey' | 'listKeys' | 'revokeKey'> => ({
  createKey: async ({ at, body, principal, store }) => {
    const { token, id, secretHash } = makeKey(principal.party, principal.engagement, randomBytes)
    const key: PartyKey = {
      id,
      party: principal.party,
      name: body.name,
      kind: 'key',
      role: null,
      scopes: [...new Set(body.scopes)],
      secretHash,
      createdAt: at,
      createdBy: principal.keyId,
      expiresAt: readExpiry(body.expires_at, at),
      revokedAt: null,
    }
    await addKey(store, key, actorOf(principal))
    return { json: { ...keyView(key), key: token }, remember: { ...keyView(key), key: null } }
  },

  listKeys: async ({ principal, store }) => {
    const keys = (await store.keys()).filter(isPartyKey).filter((key) => key.party === principal.party)
    return { json: { data: keys.sort((a, b) => b.createdAt - a.createdAt).map(keyView), next_cursor: null } }
  },

  revokeKey: async ({ at, params, principal, store }) => {
    await endKey(store, params.id, actorOf(principal), at)
    cached.forget(principal.engagement, params.id)
    return { empty: true }
  },
})
