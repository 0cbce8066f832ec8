import { signInPage } from '@plumbline/dashboard'
import type { Context } from 'hono'
import { authenticate } from '../auth/authenticate.ts'
import type { KeyReader } from '../auth/key-reader.ts'
import { requireScope } from '../auth/principal.ts'
import { endedSessionCookie, sessionCookie } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import { decode, mediaTypeOf, readBytes } from '../http/body.ts'
import type { AppEnv } from '../http/env.ts'
import { asRefusal, STATUS_OF } from '../problem/problem.ts'
import { requireOwnOrigin } from './origin.ts'
import { page } from './page.ts'

const FORM = 'application/x-www-form-urlencoded'
const ACTION = '/sign-in'

const MISTAKES: Partial<Record<string, string>> = {
  key_expired: 'This key has expired.',
  key_revoked: 'This key was revoked.',
  scope_missing: 'This key may not read; take one with the scope `read`.',
  operator_refused: 'The operator’s key opens no engagement.',
}

const readForm = async (request: Request): Promise<{ engagement: string; key: string }> => {
  mediaTypeOf(request.headers, [FORM])
  const form = new URLSearchParams(decode(await readBytes(request)))
  return { engagement: form.get('engagement')?.trim() ?? '', key: form.get('key')?.trim() ?? '' }
}

export const showSignIn = (engagement?: string): Response =>
  page(signInPage({ action: ACTION, ...(engagement ? { engagement } : {}) }))

/** Trades a key for a session, and sends the browser to the page. What is wrong with the key is said on the form. */
export const signIn = async (deps: Deps, keys: KeyReader, context: Context<AppEnv>): Promise<Response> => {
  const request = context.req.raw
  requireOwnOrigin(deps.config, request.headers)
  const { engagement, key } = await readForm(request)
  try {
    const sent = { authorization: `Bearer ${key}`, cookie: undefined, isRead: false }
    const principal = await authenticate(deps, keys, engagement, sent)
    requireScope(principal, 'read')
    return context.body(null, 303, {
      Location: '/',
      'Set-Cookie': sessionCookie(deps, { engagement: principal.engagement, keyId: principal.keyId }),
    })
  } catch (error) {
    const { code } = asRefusal(error)
    if (code === 'internal' || code === 'unavailable') throw error
    const mistake = MISTAKES[code] ?? 'This key does not open this engagement.'
    return page(signInPage({ action: ACTION, engagement, mistake }), STATUS_OF.unauthenticated)
  }
}

/** @throws Refusal `foreign_origin` */
export const signOut = (deps: Deps, context: Context<AppEnv>): Response => {
  requireOwnOrigin(deps.config, context.req.raw.headers)
  return context.body(null, 303, { Location: '/', 'Set-Cookie': endedSessionCookie() })
}
