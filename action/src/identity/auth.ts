import type { Send } from '@plumbline/client'
import type { Budget } from '../budget.ts'
import type { IdentityEndpoint } from '../inputs.ts'
import type { Mask } from '../runner/mask.ts'
import type { Settings } from '../settings/settings.ts'

/** How this run proves to the server who it is. */
export type Auth =
  | { kind: 'key'; credential: string }
  /** A token of GitHub's for each call, made out to the server's address. */
  | { kind: 'identity'; credential: () => Promise<string>; audience: string }

/**
 * A key where one is given, else the job's identity; null where it has neither. A job without `id-token: write`, a
 * fork's among them, has no address to ask at, and then nothing is asked.
 */
export const authOf = async (
  api: Settings['api'],
  endpoint: IdentityEndpoint | null,
  world: { budget: Budget; send: Send; mask: Mask },
): Promise<Auth | null> => {
  if (api === null) return null
  if (api.key !== null) return { kind: 'key', credential: api.key }
  if (endpoint === null) return null
  const { audienceOf, createTokens } = await import('./token.ts')
  const audience = audienceOf(api.url)
  return { kind: 'identity', audience, credential: createTokens({ endpoint, audience, ...world }) }
}
