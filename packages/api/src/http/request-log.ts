import { formatInstant } from '@plumbline/core'
import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import type { AppEnv } from './env.ts'

const ID_BYTES = 12

/** Names each request, and writes one line when it is answered. Paths stay out of it: ids in them may be anything. */
export const requestLog =
  ({ now, log, randomBytes, store }: Deps): MiddlewareHandler<AppEnv> =>
  async (context, next) => {
    const requestId = `req_${Buffer.from(randomBytes(ID_BYTES)).toString('hex')}`
    context.set('requestId', requestId)
    const startedAt = now()
    const before = store.cost()
    await next()
    context.header('Request-Id', requestId)
    const after = store.cost()
    const principal = context.get('principal')
    const operation = context.get('operation')
    log({
      level: 'info',
      time: formatInstant(startedAt),
      message: 'request',
      request_id: requestId,
      ...(principal ? { engagement: principal.engagement, key_id: principal.keyId } : {}),
      ...(operation ? { operation } : {}),
      method: context.req.method,
      status: context.res.status,
      duration_ms: now() - startedAt,
      read_units: after.readUnits - before.readUnits,
      write_units: after.writeUnits - before.writeUnits,
    })
  }
