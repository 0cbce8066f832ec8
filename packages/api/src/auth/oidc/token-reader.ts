import { SECOND } from '@plumbline/core'
import type { Deps } from '../../deps.ts'
import { Refusal } from '../../problem/problem.ts'
import { type Claims, readClaims, readUnverified, refused, SKEW_S } from './claims.ts'
import { type KeyCache, keyCache } from './key-cache.ts'

export type TokenReader = {
  /**
   * What a token proves. It is not used up by that.
   * @throws Refusal `token_refused`; `unavailable` where its issuer can't be asked
   */
  read(token: string): Promise<Claims>
  /**
   * Uses a token up: of many that show the same one gets through, in any engagement and any process.
   * @param holder names the request
   * @throws Refusal `token_replayed`
   */
  use(claims: Claims, holder: string): Promise<void>
}

const field = (error: unknown, name: 'code' | 'claim' | 'reason'): unknown =>
  typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined

/** What is wrong, and what would be right; nothing here helps to forge one. */
const detailOf = (error: unknown, audience: string): string => {
  switch (field(error, 'code')) {
    case 'ERR_JWT_EXPIRED':
      return 'It has expired; ask for a fresh one for each request.'
    case 'ERR_JWKS_NO_MATCHING_KEY':
      return 'Its issuer publishes no key of this name.'
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'Its issuer did not sign it.'
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      if (field(error, 'reason') === 'missing') return `It lacks \`${String(field(error, 'claim'))}\`.`
      if (field(error, 'claim') === 'aud') return `It is for someone else; ask for one with the audience ${audience}.`
      if (field(error, 'claim') === 'nbf') return 'It is not valid yet.'
      return `Its claim \`${String(field(error, 'claim'))}\` is wrong.`
    default:
      return 'It can’t be read as a signed token.'
  }
}

/** Tokens of GitHub Actions: signed by a known issuer, for us alone, now, and once. */
export const tokenReader = (deps: Pick<Deps, 'store' | 'now' | 'config' | 'log'>): TokenReader => {
  const { store, now, config } = deps
  const caches = new Map<string, KeyCache>(config.issuers.map((issuer) => [issuer, keyCache(issuer, deps)]))

  return {
    read: async (token) => {
      const audience = config.publicUrl
      if (audience === null) throw refused('This installation takes no tokens: it does not know its own address.')
      const { issuer, kid } = readUnverified(token)
      const cache = caches.get(issuer)
      if (!cache) throw refused('Its issuer is none of this installation’s.')
      const keys = await cache.keysFor(kid)
      const { jwtVerify } = await import('jose/jwt/verify')
      const verified = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer,
        audience,
        clockTolerance: SKEW_S,
        currentDate: new Date(now()),
        requiredClaims: ['exp', 'nbf', 'iat', 'jti'],
      }).catch((error: unknown) => {
        throw refused(detailOf(error, audience), error)
      })
      return readClaims(verified.payload, now() / SECOND)
    },

    use: async ({ iss, jti, exp }, holder) => {
      const outcome = await store.useToken(`${iss}\0${jti}`, holder, (exp + SKEW_S) * SECOND)
      if (outcome === 'used')
        throw new Refusal('token_replayed', 'A token counts once; ask for a fresh one for each request.')
    },
  }
}
