import * as z from 'zod'
import { Refusal } from '../../problem/problem.ts'

/** Tokens of GitHub have about 2 KB. */
export const MAX_TOKEN_CHARACTERS = 8 * 1024

/** What may differ between the clocks of an issuer and ours, in seconds. */
export const SKEW_S = 60

/** A token that claims to live longer is none that CI made for one call. */
const MAX_LIFE_S = 24 * 60 * 60

const COMPACT = /^([\w-]+)\.([\w-]+)\.[\w-]+$/
/** A key that travels with the token proves nothing, and extensions change what a signature means. */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip'] as const

const Header = z.object({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(200),
  typ: z.literal('JWT').optional(),
})

const Id = z.string().regex(/^[1-9]\d{0,18}$/)

const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number(),
  iat: z.number(),
  jti: z.string().min(1).max(200),
  repository_id: Id,
  repository_owner_id: Id,
  event_name: z.string().min(1).max(100),
})
/** What counts of a token. Names and `sub` are not among it: they change hands, and have several shapes. */
export type Claims = z.output<typeof Claims>

export const refused = (detail: string, cause?: unknown): Refusal =>
  new Refusal('token_refused', detail, cause === undefined ? {} : { cause })

const jsonOf = (part: string): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')))
  } catch {
    return null
  }
}

/**
 * What a token says of itself, before anything of it is believed: who is to be asked for which key.
 * @throws Refusal `token_refused`
 */
export const readUnverified = (token: string): { issuer: string; kid: string } => {
  const [, head, body] = (token.length <= MAX_TOKEN_CHARACTERS && COMPACT.exec(token)) || []
  const given = head ? jsonOf(head) : null
  const payload = body ? jsonOf(body) : null
  if (typeof given !== 'object' || given === null || typeof payload !== 'object' || payload === null)
    throw refused('This is no signed token.')
  const brought = REFUSED_HEADERS.find((name) => Object.hasOwn(given, name))
  if (brought) throw refused(`The token brings \`${brought}\` in its header; none that is taken has it.`)
  const header = Header.safeParse(given).data
  if (!header) throw refused('Only tokens signed by RS256 with a key that is named are taken.')
  const issuer = 'iss' in payload && typeof payload.iss === 'string' ? payload.iss : ''
  return { issuer, kid: header.kid }
}

/**
 * The claims that count, of a payload whose signature was verified.
 * @throws Refusal `token_refused`
 */
export const readClaims = (payload: unknown, nowS: number): Claims => {
  const parsed = Claims.safeParse(payload)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => `\`${String(path[0])}\``))
    throw refused(`It lacks or misstates ${[...names].join(', ')}: a token of GitHub Actions has them.`)
  }
  const { iat, exp } = parsed.data
  if (iat > nowS + SKEW_S) throw refused('It was issued in the future.')
  if (exp - iat > MAX_LIFE_S) throw refused('It claims to live longer than a day.')
  return parsed.data
}
