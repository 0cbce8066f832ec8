import type { Viewer } from '@plumbline/dashboard'
import type { Context } from 'hono'
import { authenticate } from '../auth/authenticate.ts'
import { type Identity, requireScope } from '../auth/principal.ts'
import { readSession } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import { addressOf } from '../http/address.ts'
import type { AppEnv } from '../http/env.ts'
import type { Gatekeepers } from '../http/mount.ts'
import { Refusal } from '../problem/problem.ts'

/** What makes a session worthless, and asks for another. */
const SIGN_IN_AGAIN: readonly Refusal['code'][] = ['unauthenticated', 'key_expired', 'key_revoked', 'not_found']

const unlessWorthless = (error: unknown): null => {
  if (error instanceof Refusal && SIGN_IN_AGAIN.includes(error.code)) return null
  throw error
}

/** Who looks at a page: a party by its session; `viewer` is null where the page is an example that is open to all. */
export type Visitor = { principal: Identity; viewer: Viewer | null }

/**
 * The one who looks at an engagement's page, null where that takes signing in: there an engagement that does not exist
 * and another one's are the same, and neither is looked at.
 * @throws Refusal `scope_missing`, `rate_limited`
 */
export const visitorOf = async (
  deps: Deps,
  gatekeepers: Gatekeepers,
  context: Context<AppEnv>,
  engagement: string,
): Promise<Visitor | null> => {
  const cookie = context.req.header('cookie')
  const found = await authenticate(deps, gatekeepers, engagement, {
    authorization: undefined,
    cookie,
    isRead: true,
    address: addressOf(deps.config, context),
    requestId: context.get('requestId'),
  }).catch(unlessWorthless)
  if (!found) return null
  const { principal } = found
  context.set('principal', principal)
  context.set('answerHeaders', gatekeepers.rates.take('key', principal.keyId).headers)
  requireScope(principal, 'read')
  const isSignedIn = readSession(deps, cookie)?.keyId === principal.keyId
  return { principal, viewer: isSignedIn ? { party: principal.party, name: principal.name } : null }
}
