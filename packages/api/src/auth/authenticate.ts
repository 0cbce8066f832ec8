import { Slug } from '@plumbline/core'
import type { Deps } from '../deps.ts'
import { notFound, Refusal } from '../problem/problem.ts'
import { type KeyReader, requireLive } from './key-reader.ts'
import { type Principal, principalOf } from './principal.ts'
import { readSession, type Session } from './session.ts'
import { mayBelongTo, parseKey, sameSecret, sha256 } from './token.ts'

const bearerOf = (header: string | undefined): string => {
  const [, token] = /^Bearer +([\x21-\x7e]{1,300})$/i.exec(header ?? '') ?? []
  if (!token) throw new Refusal('unauthenticated', 'Send a key: `Authorization: Bearer plb_…`.')
  return token
}

/** What of a request says who asks. */
export type Credentials = { authorization: string | undefined; cookie: string | undefined; isRead: boolean }

/** @throws Refusal `unauthenticated`, `operator_only` */
export const requireOperator = ({ config }: Deps, { authorization }: Credentials): void => {
  const token = bearerOf(authorization)
  if (sameSecret(token, config.operatorKey)) return
  if (parseKey(token)) throw new Refusal('operator_only', 'This takes the key of the installation’s operator.')
  throw new Refusal('unauthenticated', 'This is not the operator’s key.')
}

/**
 * The party that asks about an engagement. A well-formed key that is not the engagement's is answered as if the
 * engagement did not exist, nearly always without touching the store.
 * @throws Refusal `unauthenticated`, `key_expired`, `key_revoked`, `operator_refused`, `not_found`
 */
export const authenticate = async (
  deps: Deps,
  keys: KeyReader,
  engagement: string,
  sent: Credentials,
): Promise<Principal> => {
  // A page's links to JSON and CSV carry the session of the page; nothing that writes listens to it.
  if (!sent.authorization && sent.isRead) {
    const session = readSession(deps, sent.cookie)
    if (session?.engagement === engagement) return bySession(deps, keys, session)
    if (deps.openDashboard === engagement) return anyone(engagement)
    if (session) throw notFound()
  }
  const token = bearerOf(sent.authorization)
  const isOperator = sameSecret(token, deps.config.operatorKey)
  const parsed = parseKey(token)
  if (isOperator || parsed?.holder === 'operator')
    throw new Refusal('operator_refused', 'The operator runs the installation and sees nothing of an engagement.')
  if (!parsed) throw new Refusal('unauthenticated', 'This is no key, or it was mistyped.')
  if (!mayBelongTo(parsed.id, engagement) || !Slug.safeParse(engagement).success) throw notFound()
  const key = await keys.read(engagement, parsed.id)
  if (!key || key.party !== parsed.holder || !sameSecret(key.secretHash, sha256(parsed.secret))) throw notFound()
  requireLive(key, deps.now())
  return principalOf(engagement, key)
}

const bySession = async (deps: Deps, keys: KeyReader, { engagement, keyId }: Session): Promise<Principal> => {
  const key = await keys.read(engagement, keyId)
  if (!key) throw new Refusal('unauthenticated', 'Sign in again.')
  requireLive(key, deps.now())
  return principalOf(engagement, key)
}

/** What an open page shows may be read as data too. */
const anyone = (engagement: string): Principal => ({
  engagement,
  party: 'client',
  keyId: 'anyone',
  name: 'Anyone',
  scopes: new Set(['read']),
})
