import { expect, test } from 'vitest'
import { testConfig } from '../testing/config.ts'
import { endedSessionCookie, readSession, sessionCookie } from './session.ts'

const config = testConfig({ secret: new Uint8Array(32).fill(1) })
const at = (now: number, secret = config.secret) => ({ now: () => now, config: { ...config, secret } })
const session = { engagement: 'acme-checkout', keyId: 'abc' }
const cookie = sessionCookie(at(0), session)
const [sent = ''] = cookie.split(';')

test('a session is read back for twelve hours', () => {
  expect(readSession(at(1), sent)).toEqual(session)
  expect(readSession(at(12 * 3_600_000 - 1), sent)).toEqual(session)
  expect(readSession(at(12 * 3_600_000), sent)).toBeNull()
})

test('no script, other site or other host gets at it', () => {
  expect(cookie).toMatch(/^__Host-plumbline=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  expect(endedSessionCookie()).toContain('Max-Age=0')
})

test.each([
  ['none', undefined],
  ['another cookie', 'a=b'],
  ['one signed with another secret', sessionCookie(at(0, new Uint8Array(32).fill(2)), session).split(';')[0]],
  ['one that was changed', sent.replace('plumbline=', 'plumbline=A')],
  ['one without its signature', sent.split('.')[0]],
])('%s is no session', (_, header) => {
  expect(readSession(at(1), header)).toBeNull()
})
