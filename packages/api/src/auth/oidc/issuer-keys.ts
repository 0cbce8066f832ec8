import * as z from 'zod'
import { fetchJson, IssuerTrouble } from './fetch-json.ts'

/** For both documents together, in milliseconds. */
const WITHIN_MS = 3_000
const MAX_KEYS = 100

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) })
const KeySet = z.object({ keys: z.array(z.unknown()).max(MAX_KEYS) })
const RsaKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
})

/** A public key that may have signed a token, with nothing else of what was published beside it. */
export type IssuerKey = { kty: 'RSA'; kid: string; n: string; e: string; alg: 'RS256'; use: 'sig' }

const usable = (given: unknown): IssuerKey[] => {
  const { data } = RsaKey.safeParse(given)
  return data ? [{ kty: data.kty, kid: data.kid, n: data.n, e: data.e, alg: 'RS256', use: 'sig' }] : []
}

/**
 * What an issuer publishes now. Its keys must lie where the issuer itself is, whatever its discovery document says.
 * @throws IssuerTrouble, and whatever the network throws
 */
export const fetchIssuerKeys = async (issuer: string, withinMs = WITHIN_MS): Promise<IssuerKey[]> => {
  const signal = AbortSignal.timeout(withinMs)
  const found = Discovery.safeParse(await fetchJson(`${issuer}/.well-known/openid-configuration`, signal)).data
  if (found?.issuer !== issuer) throw new IssuerTrouble('the discovery document is of another issuer')
  if (new URL(found.jwks_uri).origin !== new URL(issuer).origin)
    throw new IssuerTrouble('the discovery document names keys at another place')
  const keys = KeySet.safeParse(await fetchJson(found.jwks_uri, signal)).data?.keys.flatMap(usable) ?? []
  if (keys.length === 0) throw new IssuerTrouble('no key is published that could be used')
  return keys
}
