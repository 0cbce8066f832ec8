import { Hono } from 'hono'
import { keyReader } from './auth/key-reader.ts'
import { memberReader } from './auth/oidc/member-reader.ts'
import { tokenReader } from './auth/oidc/token-reader.ts'
import type { Deps } from './deps.ts'
import { agreementReader } from './flow/agreed.ts'
import type { AppEnv } from './http/env.ts'
import { securityHeaders } from './http/headers.ts'
import { oncePerKey } from './http/idempotency.ts'
import { mount } from './http/mount.ts'
import { rateLimiter } from './http/rate-limit.ts'
import { refuse } from './http/refuse.ts'
import { requestLog } from './http/request-log.ts'
import { mountPages } from './pages/pages.ts'
import { asRefusal, notFound } from './problem/problem.ts'
import { handlers } from './routes/handlers.ts'

export type App = Hono<AppEnv>

/** The whole service as a function of what it needs; it knows nothing of its host. */
export const createApp = (deps: Deps): App => {
  const app: App = new Hono<AppEnv>()
  const gatekeepers = {
    keys: keyReader(deps),
    members: memberReader(deps),
    tokens: tokenReader(deps),
    rates: rateLimiter(deps),
    once: oncePerKey(),
  }
  app.use(requestLog(deps))
  app.use(securityHeaders)
  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(context.get('answerHeaders') ?? {})) context.header(name, value)
  })
  const agreements = agreementReader()
  mount(app, deps, gatekeepers, handlers(deps, gatekeepers, agreements))
  mountPages(app, deps, gatekeepers, agreements)
  app.notFound((context) => refuse(deps, context, notFound()))
  app.onError((error, context) => refuse(deps, context, asRefusal(error)))
  return app
}
