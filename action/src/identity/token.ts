import type { Answer, Send } from '@plumbline/client'
import type { Budget } from '../budget.ts'
import type { IdentityEndpoint } from '../inputs.ts'
import type { Mask } from '../runner/mask.ts'
import { type Again, tryAgain } from '../try-again.ts'
import { NoToken } from './no-token.ts'

export type TokenOptions = {
  endpoint: IdentityEndpoint
  /** Whom the token is for: the server takes no other. */
  audience: string
  budget: Budget
  send: Send
  mask: Mask
  sleep?: (ms: number) => Promise<unknown>
  random?: () => number
}

const ATTEMPTS = 3
const ATTEMPT_MS = 5_000
/** Of the time for everything, what one token may take: the server it is for needs some of it too. */
const SHARE = 0.3
/** A token has a few KB. */
const MAX_BYTES = 64 * 1024
const PASSING = new Set([408, 429, 500, 502, 503, 504])
/** A JSON Web Token: three parts of base64url. */
const TOKEN = /^[\w-]{1,20000}\.[\w-]{1,20000}\.[\w-]{1,20000}$/

/**
 * The address as the server writes its own, which has to be the audience to the letter: the host in small letters,
 * no port where it is the usual one, no slash at the end.
 */
export const audienceOf = (apiUrl: string): string => {
  const { origin, pathname } = new URL(apiUrl)
  return origin + pathname.replace(/\/+$/, '')
}

const tokenIn = ({ body }: Answer): string | null => {
  try {
    const json: unknown = JSON.parse(body)
    if (typeof json !== 'object' || json === null || !('value' in json) || typeof json.value !== 'string') return null
    return TOKEN.test(json.value) ? json.value : null
  } catch {
    return null
  }
}

/**
 * Asks GitHub for this job's identity token, anew each time: the server takes each one once. Not the toolkit's
 * `getIDToken`, which brings a second HTTP client (60 ms a start) for this one documented request.
 */
export const createTokens = ({ endpoint, audience, budget, send, mask, ...waits }: TokenOptions) => {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${endpoint.token}`,
    'user-agent': 'plumbline-action',
  }

  /** The token, or why another attempt is worth it. */
  const attempt = async (url: URL, leftMs: number): Promise<{ done: string } | Again> => {
    const timeoutMs = Math.max(1, Math.min(ATTEMPT_MS, Math.ceil(leftMs)))
    let answer: Answer
    try {
      answer = await send({ url, method: 'GET', headers, body: null, timeoutMs, maxBytes: MAX_BYTES })
    } catch (error) {
      // The message is one of this machine's or ours; mask it all the same.
      return { said: mask(error instanceof Error ? error.message : String(error)), waitMs: null }
    }
    if (PASSING.has(answer.status)) return { said: `it answered ${answer.status}`, waitMs: null }
    if (answer.status !== 200)
      throw new NoToken(`GitHub refused this job an identity token (${answer.status}): check \`id-token: write\``)
    const token = tokenIn(answer)
    if (token === null) throw new NoToken('GitHub’s answer holds no identity token')
    mask.hide(token)
    return { done: token }
  }

  return async (): Promise<string> => {
    if (!URL.canParse(endpoint.url)) throw new NoToken('ACTIONS_ID_TOKEN_REQUEST_URL is no address')
    const url = new URL(endpoint.url)
    url.searchParams.set('audience', audience)
    const own = budget.share(SHARE)
    return tryAgain(() => attempt(url, own.leftMs()), {
      budget: own,
      most: ATTEMPTS,
      ...waits,
      giveUp: ({ said }, often) => new NoToken(`GitHub gave this job no identity token: ${said}, after ${often}`),
    })
  }
}
