import { HOUR } from '@plumbline/core'
import { parse as parseCookie, serialize as serializeCookie } from 'hono/utils/cookie'
import type { Deps } from '../deps.ts'
import { seal, unseal } from './sign.ts'

const COOKIE = '__Host-plumbline'
const PURPOSE = 'session'
const LIFE_MS = 12 * HOUR

/** Who signed in on a page: the key itself stays with its owner. */
export type Session = { engagement: string; keyId: string }

type Needs = Pick<Deps, 'now' | 'config'>

const options = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' } as const

export const sessionCookie = ({ now, config }: Needs, { engagement, keyId }: Session): string =>
  serializeCookie(COOKIE, seal(config.secret, PURPOSE, `${engagement} ${keyId} ${now() + LIFE_MS}`), {
    ...options,
    maxAge: LIFE_MS / 1000,
  })

export const endedSessionCookie = (): string => serializeCookie(COOKIE, '', { ...options, maxAge: 0 })

/** Null where nobody is signed in, or no longer. */
export const readSession = ({ now, config }: Needs, cookieHeader: string | undefined): Session | null => {
  const sealed = cookieHeader ? parseCookie(cookieHeader, COOKIE)[COOKIE] : undefined
  const text = sealed ? unseal(config.secret, PURPOSE, sealed) : null
  const [engagement, keyId, until] = text?.split(' ') ?? []
  return engagement && keyId && Number(until) > now() ? { engagement, keyId } : null
}
