import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpResult } from '../../lambda/http-result.ts'
import type { LambdaFunction } from './runtime.ts'

/** What stands in front of a function: they differ in what they do to a path. */
export type Front = 'function URL' | 'HTTP API'

const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)|application\/[^;]*\+(?:json|xml))/

/** As the host decides which bodies it hands over as they are: by their type alone. */
const isText = (type: string | undefined) => type === undefined || TEXT.test(type)

const decodedPath = (path: string): string => {
  try {
    // An HTTP API decodes the path, and goes no further than a question mark that appears by it.
    return decodeURIComponent(path).split('?')[0] ?? ''
  } catch {
    return path
  }
}

export type Sent = {
  method: string
  /** With its query, as it is in the request's first line. */
  target: string
  headers: Record<string, string>
  body?: Buffer
}

/** An HTTP request as a front hands it to the function: payload format 2.0. */
export const eventOf = ({ method, target, headers, body }: Sent, front: Front = 'function URL') => {
  const [path = '/', ...query] = target.split('?')
  const { cookie, ...others } = headers
  const domainName =
    front === 'function URL' ? 'abcd.lambda-url.eu-central-1.on.aws' : 'abcd.execute-api.eu-central-1.amazonaws.com'
  const encoded = body !== undefined && !isText(headers['content-type'])
  const rawPath = front === 'function URL' ? path : decodedPath(path)
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: { host: domainName, 'x-forwarded-proto': 'https', ...others },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abcd',
      domainName,
      domainPrefix: 'abcd',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: Date.UTC(2026, 10, 22, 12),
    },
    ...(body === undefined || body.length === 0 ? {} : { body: body.toString(encoded ? 'base64' : 'utf8') }),
    isBase64Encoded: encoded,
  }
}

/** What the host does with a function's answer; 502 where it can't use it. */
const passOn = (response: ServerResponse, result: HttpResult) => {
  const { statusCode, headers, cookies = [], body, isBase64Encoded } = result
  response.writeHead(statusCode, { ...headers, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) })
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
}

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Repeated headers reach a function joined by commas, their names in lower case. */
const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      values.join(name === 'cookie' ? '; ' : ','),
    ]),
  )

/**
 * A loopback server that hands what it is asked to a function, as a function URL would. With several environments
 * they take turns, so that nothing that only one process knows goes unnoticed.
 */
export const serveLambda = async (
  environments: LambdaFunction[],
  front: Front = 'function URL',
): Promise<{ url: string; stop: () => Promise<void> }> => {
  let turn = 0
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request)
    const environment = environments[turn++ % environments.length]
    const sent = { method: request.method ?? 'GET', target: request.url ?? '/', headers: headersOf(request), body }
    const invoked = await environment?.invoke(eventOf(sent, front))
    // The function's own code makes these answers; anything else is the host's error.
    if (invoked && 'ok' in invoked) passOn(response, invoked.ok as HttpResult)
    else response.writeHead(502).end(JSON.stringify(invoked))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      for (const environment of environments) await environment.stop()
    },
  }
}
