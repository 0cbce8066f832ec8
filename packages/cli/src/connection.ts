import { type Client, createClient, createSend, type EngagementClient } from '@plumbline/client'
import type { ApiOptions } from './commands/options.ts'
import type { Context } from './context.ts'
import { misconfigured } from './exit.ts'
import { VERSION } from './version.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Address of the server by flag or environment; null where neither names one. */
export const apiUrlOf = (context: Context, options: ApiOptions): string | null =>
  options.apiUrl ?? context.inputs.apiUrl

const warnOfPlainText = (context: Context, url: string): void => {
  if (!URL.canParse(url) || context.inputs.apiKey === null) return
  const { protocol, hostname } = new URL(url)
  if (protocol === 'http:' && !LOOPBACK.test(hostname))
    context.err.write(
      `plumbline: warning: ${hostname} is asked over plain http, so the key can be read on the way; use https\n`,
    )
}

export const connectTo = (
  context: Context,
  url: string,
  options: ApiOptions,
  credential = context.inputs.apiKey,
): Client => {
  warnOfPlainText(context, url)
  return createClient({
    baseUrl: url,
    credential,
    userAgent: `plumbline-cli/${VERSION}`,
    surroundings: { send: createSend(context.inputs.proxy) },
    ...(options.timeout === undefined ? {} : { budgetMs: options.timeout * 1_000, attemptMs: options.timeout * 1_000 }),
    onRetry: ({ because, waitMs }) =>
      context.err.write(`plumbline: ${because}; trying again in ${(waitMs / 1_000).toFixed(1)} s\n`),
  })
}

/** The engagement on the server that flags and environment name; says which of them is missing. */
export const connect = (context: Context, options: ApiOptions): EngagementClient => {
  const url = apiUrlOf(context, options)
  if (url === null)
    throw misconfigured(
      'no server is named',
      'give --api-url or set PLUMBLINE_API_URL; plumbline serve starts one here',
    )
  const engagement = options.engagement ?? context.inputs.engagement
  if (engagement === null)
    throw misconfigured('no engagement is named', 'give --engagement or set PLUMBLINE_ENGAGEMENT, e.g. acme-checkout')
  if (context.inputs.apiKey === null)
    context.err.write('plumbline: PLUMBLINE_API_KEY is not set; the server will want a key\n')
  return connectTo(context, url, options).engagement(engagement)
}
