import { randomBytes } from 'node:crypto'
import { formatInstant } from '@plumbline/core'
import { Hono } from 'hono'
import type { App } from '../app.ts'
import type { AppEnv } from '../http/env.ts'
import { securityHeaders } from '../http/headers.ts'
import { describeError, type LogLine } from '../http/log.ts'
import { problemResponse, Refusal } from '../problem/problem.ts'
import { isHttpEvent, requestOf } from './http-event.ts'
import { fits, type HttpResult, resultOf } from './http-result.ts'

const ID_BYTES = 12

/** Stands in where the app can't be made. What is wrong is for the operator, and in the log. */
const notStarted = (error: unknown, log: (line: LogLine) => void): App => {
  const app: App = new Hono<AppEnv>()
  app.use(securityHeaders)
  app.all('*', () => {
    const requestId = `req_${randomBytes(ID_BYTES).toString('hex')}`
    const time = formatInstant(Date.now())
    log({ level: 'error', time, message: 'not started', request_id: requestId, error: describeError(error) })
    return problemResponse(
      new Refusal('unavailable', 'This installation is not set up. Its operator finds in the log why.', {
        headers: { 'Retry-After': '60' },
      }),
      requestId,
    )
  })
  return app
}

/** Only lists grow so far, and lists take a limit. */
const tooLarge = ({ headers }: HttpResult): Promise<HttpResult> => {
  const detail = 'The answer would be larger than the 6 MiB that this host passes on: ask for less at once.'
  const refusal = new Refusal('invalid_request', detail, {
    errors: [{ pointer: '', code: 'too_large', detail: 'parameter limit: a smaller one' }],
  })
  return resultOf(problemResponse(refusal, headers['request-id'] ?? ''))
}

/**
 * The app as a function behind a URL. It is made with the first request, which brings the address it is reached at;
 * one that can't be made is an answer and a line in the log, each time, and not an error of the host's that says
 * nothing.
 */
export const httpHandler = (start: (domainName: string) => App, log: (line: LogLine) => void) => {
  let app: App | null = null
  const startOnce = (domainName: string): App => {
    try {
      app ??= start(domainName)
      return app
    } catch (error) {
      return notStarted(error, log)
    }
  }
  return async (event: unknown): Promise<HttpResult> => {
    if (!isHttpEvent(event)) throw new TypeError('no HTTP request in payload format 2.0: ask by the function’s URL')
    const { domainName, http } = event.requestContext
    const response = await startOnce(domainName).fetch(requestOf(event), { address: http.sourceIp })
    const result = await resultOf(response)
    return fits(result) ? result : tooLarge(result)
  }
}
