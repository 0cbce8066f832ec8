import { LeanHeaders } from './web/headers.ts'
import { LeanRequest } from './web/request.ts'

/** A request as function URLs and HTTP APIs hand it to a function: payload format 2.0. */
export type HttpEvent = {
  rawPath: string
  rawQueryString: string
  headers: Readonly<Record<string, string | undefined>>
  cookies?: readonly string[]
  body?: string | null
  isBase64Encoded: boolean
  requestContext: { domainName: string; http: { method: string; sourceIp?: string } }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Anything else was not sent over HTTP: a test event of the console, say. The host vouches for the rest of its form. */
export const isHttpEvent = (event: unknown): event is HttpEvent =>
  isRecord(event) &&
  typeof event.rawPath === 'string' &&
  isRecord(event.headers) &&
  isRecord(event.requestContext) &&
  typeof event.requestContext.domainName === 'string' &&
  isRecord(event.requestContext.http)

const NOT_IN_A_PATH = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]|%(?![0-9A-Fa-f]{2})/gu

/**
 * Function URLs pass a path on as it came; HTTP APIs decode it, and what was `%3F` would begin the query. Escapes what
 * no path may hold as it is, and so leaves the former alone.
 */
const pathOf = ({ rawPath }: HttpEvent): string =>
  `/${rawPath.toWellFormed().replace(NOT_IN_A_PATH, encodeURIComponent).replace(/^\//, '')}`

/** Bytes that are no ASCII are seen as a server of Node's would: one character each. */
const headerValue = (value: string): string => Buffer.from(value).toString('latin1')

/** What no server would have let through: it can't be the host that sends this. */
const isHeader = (name: string, value: string): boolean =>
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) && !/[\0\r\n]/.test(value)

const headersOf = ({ headers: given, cookies }: HttpEvent, body: Uint8Array | null): LeanHeaders => {
  const headers = new LeanHeaders()
  const all = { ...given, ...(cookies && cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) }
  for (const [name, value] of Object.entries(all))
    if (value !== undefined && isHeader(name, value)) headers.set(name, headerValue(value))
  // Whatever the sender says about the length, this is what came.
  if (body) headers.set('content-length', String(body.byteLength))
  else headers.delete('content-length')
  return headers
}

const BODILESS = /^(?:GET|HEAD)$/i

const bodyOf = ({ body, isBase64Encoded, requestContext }: HttpEvent): Uint8Array | null =>
  body && !BODILESS.test(requestContext.http.method) ? Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') : null

/** The same request as it would have reached a server. */
export const requestOf = (event: HttpEvent): Request => {
  const { rawQueryString, requestContext } = event
  const query = rawQueryString ? `?${rawQueryString.replaceAll('#', '%23')}` : ''
  const body = bodyOf(event)
  const parts = { method: requestContext.http.method, headers: headersOf(event, body), body }
  // It lacks what only a browser's request has (mode, cache, signal), and nothing on a server asks for that.
  return new LeanRequest(`https://${requestContext.domainName}${pathOf(event)}${query}`, parts) as unknown as Request
}
