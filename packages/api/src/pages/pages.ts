import { stylesheet } from '@plumbline/dashboard'
import type { Context } from 'hono'
import type { App } from '../app.ts'
import type { KeyReader } from '../auth/key-reader.ts'
import { requireLive } from '../auth/key-reader.ts'
import { mayDo, principalOf } from '../auth/principal.ts'
import { readSession } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { AppEnv } from '../http/env.ts'
import { Refusal } from '../problem/problem.ts'
import { firstPage } from './first-page.ts'
import { page } from './page.ts'
import { showSignIn, signIn, signOut } from './sign-in.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** The engagement whose page is asked for: of whoever signed in, else the one that is open to all. */
const engagementOf = async (deps: Deps, keys: KeyReader, context: Context<AppEnv>): Promise<string | null> => {
  const session = readSession(deps, context.req.header('cookie'))
  const key = session && (await keys.read(session.engagement, session.keyId))
  try {
    if (key) requireLive(key, deps.now())
    if (session && key && mayDo(principalOf(session.engagement, key), 'read')) return session.engagement
  } catch (error) {
    // A key that ended since ends its sessions too.
    if (!(error instanceof Refusal)) throw error
  }
  return deps.openDashboard ?? null
}

/** Pages for people, beside the API. */
export const mountPages = (app: App, deps: Deps, keys: KeyReader, agreements: AgreementReader): void => {
  app.get('/', async (context) => {
    const engagement = await engagementOf(deps, keys, context)
    if (engagement === null) return showSignIn()
    const example = engagement === deps.openDashboard
    return page(await firstPage(deps.store.forEngagement(engagement), agreements, deps.now(), example))
  })
  app.get('/sign-in', () => showSignIn())
  app.post('/sign-in', (context) => signIn(deps, keys, context))
  app.post('/sign-out', (context) => signOut(deps, context))
  app.get(stylesheet.path, (context) =>
    context.body(stylesheet.body, {
      headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': FOR_EVER },
    }),
  )
}
