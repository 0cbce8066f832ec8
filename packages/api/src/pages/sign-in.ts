import { signInPage } from '@plumbline/dashboard'
import type { Context } from 'hono'
import { byKey, type Readers } from '../auth/authenticate.ts'
import { requireScope } from '../auth/principal.ts'
import { endedSessionCookie, sessionCookie } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import { addressOf } from '../http/address.ts'
import type { AppEnv } from '../http/env.ts'
import { asRefusal, STATUS_OF } from '../problem/problem.ts'
import { readForm } from './form.ts'
import { requireOwnOrigin } from './origin.ts'
import { page } from './page.ts'

const ACTION = '/sign-in'

const MISTAKES: Partial<Record<string, string>> = {
  key_expired: 'This key has expired.',
  key_revoked: 'This key was revoked.',
  scope_missing: 'This key may not read; take one with the scope `read`.',
  operator_refused: 'The operator’s key opens no engagement.',
}

/** A place on this very site; what leads elsewhere is as good as nothing said. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,2000}$/

/** Where to go afterwards, of what an address or a form says. */
export const ownPath = (text: string | null | undefined): string | undefined =>
  text != null && OWN_PATH.test(text) ? text : undefined

type Asked = { engagement?: string | undefined; next?: string | undefined; mistake?: string }

export const showSignIn = ({ engagement, next, mistake }: Asked = {}, status?: number): Response =>
  page(
    signInPage({
      action: ACTION,
      ...(engagement ? { engagement } : {}),
      ...(next ? { next } : {}),
      ...(mistake ? { mistake } : {}),
    }),
    status,
  )

/** Trades a key for a session, and sends the browser to the page. What is wrong with the key is said on the form. */
export const signIn = async (deps: Deps, readers: Readers, context: Context<AppEnv>): Promise<Response> => {
  const request = context.req.raw
  requireOwnOrigin(deps.config, request.headers)
  const { form } = await readForm(request)
  const engagement = form.get('engagement')?.trim() ?? ''
  const key = form.get('key')?.trim() ?? ''
  const next = ownPath(form.get('next'))
  try {
    const sent = { authorization: undefined, cookie: undefined, isRead: false }
    const address = addressOf(deps.config, context)
    const requestId = context.get('requestId')
    const principal = await byKey(deps, readers, engagement, key, { ...sent, address, requestId })
    requireScope(principal, 'read')
    return context.body(null, 303, {
      Location: next ?? '/',
      'Set-Cookie': sessionCookie(deps, { engagement: principal.engagement, keyId: principal.keyId }),
    })
  } catch (error) {
    const { code } = asRefusal(error)
    if (code === 'internal' || code === 'unavailable' || code === 'rate_limited') throw error
    const mistake = MISTAKES[code] ?? 'This key does not open this engagement.'
    return showSignIn({ engagement, next, mistake }, STATUS_OF.unauthenticated)
  }
}

/** @throws Refusal `foreign_origin` */
export const signOut = (deps: Deps, context: Context<AppEnv>): Response => {
  requireOwnOrigin(deps.config, context.req.raw.headers)
  return context.body(null, 303, { Location: '/', 'Set-Cookie': endedSessionCookie() })
}
