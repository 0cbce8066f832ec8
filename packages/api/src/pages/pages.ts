import type { Context } from 'hono'
import type { App } from '../app.ts'
import { readSession } from '../auth/session.ts'
import type { Deps } from '../deps.ts'
import type { AgreementReader } from '../flow/agreed.ts'
import type { AppEnv } from '../http/env.ts'
import type { Gatekeepers } from '../http/mount.ts'
import { notFound } from '../problem/problem.ts'
import { mountEngagementPages } from './engagement-pages.ts'
import { views } from './later.ts'
import { mountReference } from './reference.ts'
import { type Visitor, visitorOf } from './visitor.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** Whoever signed in, at the engagement of the session; else anyone, at the one that is open to all. */
const ownVisitor = async (deps: Deps, gatekeepers: Gatekeepers, context: Context<AppEnv>): Promise<Visitor | null> => {
  for (const engagement of [readSession(deps, context.req.header('cookie'))?.engagement, deps.openDashboard]) {
    const visitor = engagement === undefined ? null : await visitorOf(deps, gatekeepers, context, engagement)
    if (visitor) return visitor
  }
  return null
}

/** Pages for people, beside the API. */
export const mountPages = (app: App, deps: Deps, gatekeepers: Gatekeepers, agreements: AgreementReader): void => {
  app.get('/', async (context) => {
    const visitor = await ownVisitor(deps, gatekeepers, context)
    const { firstPage, showSignIn } = await views()
    if (!visitor) return showSignIn()
    const store = deps.store.forEngagement(visitor.principal.engagement)
    return firstPage({ deps, agreements, store, visitor, at: deps.now() })
  })
  app.get('/sign-in', async (context) => {
    const { ownPath, showSignIn } = await views()
    return showSignIn({ next: ownPath(context.req.query('next')) })
  })
  app.post('/sign-in', async (context) => (await views()).signIn(deps, gatekeepers, context))
  app.post('/sign-out', async (context) => (await views()).signOut(deps, context))
  mountEngagementPages(app, deps, gatekeepers, agreements)
  mountReference(app, deps)
  app.get('/assets/:name', async (context) => {
    const { stylesheet } = await views()
    if (context.req.path !== stylesheet.path) throw notFound()
    return context.body(stylesheet.body, {
      headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': FOR_EVER },
    })
  })
}
