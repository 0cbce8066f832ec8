import { createApp } from '../app.ts'
import { startTestApp, type TestApp } from './app.ts'
import { type Claims, type Issuer, REPOSITORY, startIssuer } from './issuer.ts'

export const BOUND = '/v1/engagements/acme-checkout'

/** The app with two issuers, and an engagement whose vendor has bound a repository with the first of them. */
export type TokenWorld = {
  t: TestApp
  issuer: Issuer
  other: Issuer
  keys: Record<'client' | 'vendor', string>
  /** Moves the app's clock and the issuers'. */
  wait: (ms: number) => void
  /** Asks for something that any token of a push may read. */
  read: (token: string, engagement?: string) => ReturnType<TestApp['ask']>
  /** A token of the bound repository, as GitHub makes it. */
  good: (changes?: Claims, header?: Claims) => string
  /** What another process of the installation answers. */
  elsewhere: (token: string) => Promise<Response>
  stop: () => Promise<void>
}

export const startTokenWorld = async (member: object = {}): Promise<TokenWorld> => {
  const clock = { now: 0 }
  const now = () => clock.now
  const [issuer, other] = await Promise.all([startIssuer(now), startIssuer(now)])
  const t = await startTestApp({ issuers: [issuer.url, other.url] })
  clock.now = t.clock.now
  const keys = await t.engagement('acme-checkout')
  await t.ask('POST', `${BOUND}/members`, { key: keys.vendor, body: { kind: 'repository', ...REPOSITORY, ...member } })
  const second = createApp(t.deps)
  return {
    t,
    issuer,
    other,
    keys,
    wait: (ms) => {
      t.clock.now += ms
      clock.now = t.clock.now
    },
    read: (token, engagement = 'acme-checkout') =>
      t.ask('GET', `/v1/engagements/${engagement}/breaches`, { key: token }),
    good: (changes, header) => issuer.token(changes, header),
    elsewhere: async (token) => second.request(`${BOUND}/breaches`, { headers: { authorization: `Bearer ${token}` } }),
    stop: async () => {
      await t.stop()
      await Promise.all([issuer.stop(), other.stop()])
    },
  }
}
