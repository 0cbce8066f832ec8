import { Slug } from '@plumbline/core'
import type { KeyRecord } from '@plumbline/store'
import type { Deps } from '../deps.ts'
import type { RateLimiter } from '../http/rate-limit.ts'
import { notFound, Refusal } from '../problem/problem.ts'
import { type KeyReader, requireLive } from './key-reader.ts'
import { type Claims, MAX_TOKEN_CHARACTERS } from './oidc/claims.ts'
import { type MemberReader, memberIdOf } from './oidc/member-reader.ts'
import type { TokenReader } from './oidc/token-reader.ts'
import { type Identity, principalOf, principalOfToken } from './principal.ts'
import { readSession, type Session } from './session.ts'
import { mayBelongTo, type ParsedKey, parseKey, sameSecret, sha256 } from './token.ts'

/** What a process knows of who may ask. */
export type Readers = { keys: KeyReader; members: MemberReader; tokens: TokenReader; rates: RateLimiter }

/** What of a request says who asks. */
export type Credentials = {
  authorization: string | undefined
  cookie: string | undefined
  isRead: boolean
  /** Where it comes from: whoever shows nothing we know is counted by it. */
  address: string
  requestId: string
}

export type Identified = {
  principal: Identity
  /** Uses up what counts once; asked when nothing else stands in the way. @throws Refusal `token_replayed` */
  use: () => Promise<void>
}

const BEARER = /^Bearer +([\x21-\x7e]+)$/i
const MAX_HEADER = MAX_TOKEN_CHARACTERS + 20

const bearerOf = (header = ''): string => {
  const [, bearer] = (header.length <= MAX_HEADER && BEARER.exec(header)) || []
  if (!bearer) throw new Refusal('unauthenticated', 'Send a key: `Authorization: Bearer plb_…`.')
  return bearer
}

/**
 * Counts a request that may turn out to be nobody's, before it costs anything.
 * @throws Refusal `rate_limited`
 */
const countStranger = ({ rates }: Readers, { address }: Credentials) => rates.take('address', address)

/** @throws Refusal `unauthenticated`, `operator_only`, `rate_limited` */
export const requireOperator = ({ config }: Deps, readers: Readers, sent: Credentials): void => {
  const stranger = countStranger(readers, sent)
  const bearer = bearerOf(sent.authorization)
  if (!sameSecret(bearer, config.operatorKey))
    throw parseKey(bearer)
      ? new Refusal('operator_only', 'This takes the key of the installation’s operator.')
      : new Refusal('unauthenticated', 'This is not the operator’s key.')
  stranger.giveBack()
}

const isHeldBy = (key: KeyRecord, { holder, secret }: ParsedKey): boolean =>
  key.party === holder && sameSecret(key.secretHash, sha256(secret))

/**
 * The party a key speaks for. A well-formed key that is not the engagement's is answered as if the engagement did not
 * exist, nearly always without touching the store.
 * @throws Refusal `unauthenticated`, `key_expired`, `key_revoked`, `operator_refused`, `not_found`, `rate_limited`
 */
export const byKey = async (
  deps: Deps,
  readers: Readers,
  engagement: string,
  bearer: string,
  sent: Credentials,
): Promise<Identity> => {
  const parsed = parseKey(bearer)
  // A key in use is let through, whatever else comes from its address.
  const known = parsed ? readers.keys.known(engagement, parsed.id) : undefined
  const stranger = known && parsed && isHeldBy(known, parsed) ? null : countStranger(readers, sent)
  if (sameSecret(bearer, deps.config.operatorKey) || parsed?.holder === 'operator')
    throw new Refusal('operator_refused', 'The operator runs the installation and sees nothing of an engagement.')
  if (!parsed) throw new Refusal('unauthenticated', 'This is no key, or it was mistyped.')
  if (!mayBelongTo(parsed.id, engagement) || !Slug.safeParse(engagement).success) throw notFound()
  const key = known ?? (await readers.keys.read(engagement, parsed.id))
  if (!key || !isHeldBy(key, parsed)) throw notFound()
  stranger?.giveBack()
  requireLive(key, deps.now())
  return principalOf(engagement, key)
}

/** As absent; what it says beside that is what the token itself says. */
const notBound = ({ iss, repository_id, repository_owner_id }: Claims): Refusal =>
  new Refusal(
    'not_found',
    `It does not exist, or the repository ${repository_id} of the owner ${repository_owner_id} (${iss}) is not bound to it: POST /members binds one.`,
  )

/** The party that a repository was bound to, by its id and its owner's and by nothing else. */
const byToken = async (readers: Readers, engagement: string, token: string, sent: Credentials): Promise<Identified> => {
  const stranger = countStranger(readers, sent)
  const claims = await readers.tokens.read(token)
  if (!Slug.safeParse(engagement).success) throw notBound(claims)
  const { iss, repository_id, repository_owner_id, event_name } = claims
  const member = await readers.members.read(engagement, memberIdOf(iss, repository_id))
  const isBound =
    member?.removedAt === null &&
    member.issuer === iss &&
    member.repositoryId === repository_id &&
    member.ownerId === repository_owner_id
  if (!isBound) throw notBound(claims)
  stranger.giveBack()
  return {
    principal: principalOfToken(engagement, member, event_name),
    use: () => readers.tokens.use(claims, sent.requestId),
  }
}

/**
 * Who asks about an engagement.
 * @throws Refusal `unauthenticated`, `key_expired`, `key_revoked`, `token_refused`, `operator_refused`, `not_found`,
 * `rate_limited`, `unavailable`
 */
export const authenticate = async (
  deps: Deps,
  readers: Readers,
  engagement: string,
  sent: Credentials,
): Promise<Identified> => {
  const once = (principal: Identity): Identified => ({ principal, use: async () => {} })
  // A page's links to JSON and CSV carry the session of the page; nothing that writes listens to it.
  if (!sent.authorization && sent.isRead) {
    const session = readSession(deps, sent.cookie)
    if (session?.engagement === engagement) return once(await bySession(deps, readers.keys, session))
    if (deps.openDashboard === engagement) return once(anyone(engagement))
    if (session) throw notFound()
  }
  const bearer = bearerOf(sent.authorization)
  // No key has a dot; the operator's may have anything.
  if (bearer.includes('.') && !sameSecret(bearer, deps.config.operatorKey))
    return byToken(readers, engagement, bearer, sent)
  return once(await byKey(deps, readers, engagement, bearer, sent))
}

const bySession = async (deps: Deps, keys: KeyReader, { engagement, keyId }: Session): Promise<Identity> => {
  const key = await keys.read(engagement, keyId)
  if (!key) throw new Refusal('unauthenticated', 'Sign in again.')
  requireLive(key, deps.now())
  return principalOf(engagement, key)
}

/** What an open page shows may be read as data too. */
const anyone = (engagement: string): Identity => ({
  engagement,
  party: 'client',
  keyId: 'anyone',
  name: 'Anyone',
  scopes: new Set(['read']),
  limits: null,
})
