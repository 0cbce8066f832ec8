import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './env.ts'

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** Said on every answer. There is no CORS: no other site's script has business here. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next()
  const { headers } = context.res
  const isPage = headers.get('content-type')?.startsWith('text/html') ?? false
  headers.set('Content-Security-Policy', isPage ? PAGE_POLICY : DATA_POLICY)
  headers.set('X-Content-Type-Options', 'nosniff')
  // Without any referrer a browser would not say either which site a form comes from.
  headers.set('Referrer-Policy', isPage ? 'same-origin' : 'no-referrer')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}
