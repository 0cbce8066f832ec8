import type { Agent, IncomingHttpHeaders } from 'node:http'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

export type Attempt = {
  url: URL
  method: string
  headers: Record<string, string>
  body: string | null
  /** From sending to the last byte of the answer. */
  timeoutMs: number
  /** Longest answer taken, in bytes. */
  maxBytes: number
  /** How the body is told: text, or each byte as the character of that number. */
  encoding?: 'utf8' | 'latin1'
}

/** The answer was cut off here because it is longer than the caller wants to hold. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong'
}

/** The attempt's time is up. */
export class AttemptTimeout extends Error {
  override readonly name = 'AttemptTimeout'
}

export type Send = (attempt: Attempt) => Promise<Answer>

/** A proxy on the way, by the environment variables' usual names. */
export type ProxySettings = { HTTP_PROXY?: string; HTTPS_PROXY?: string; NO_PROXY?: string }

/**
 * Not `fetch`, which loads undici (85 ms of a process that otherwise takes 30), and not `import 'node:http'` either: its
 * ES module facade touches every export, WebSocket among them, and so loads undici too (28 ms). `getBuiltinModule`
 * gives the same module untouched. TLS is loaded only where an address asks for it.
 */
const moduleFor = (url: URL) =>
  url.protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')

/**
 * One request over node:http(s) with connections kept alive. Redirects are answers like others, so that a key is never
 * carried to another host.
 */
export const createSend = (proxy: ProxySettings | null = null): Send => {
  const agents = new Map<string, Agent>()
  const agentFor = (url: URL): Agent => {
    const known = agents.get(url.protocol)
    if (known) return known
    const made = new (moduleFor(url).Agent)({ keepAlive: true, ...(proxy ? { proxyEnv: proxy } : {}) })
    agents.set(url.protocol, made)
    return made
  }

  return ({ url, method, headers, body, timeoutMs, maxBytes, encoding = 'utf8' }) =>
    new Promise<Answer>((resolve, reject) => {
      const length: Record<string, string> = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const outgoing = moduleFor(url).request(url, {
        method,
        headers: { ...headers, ...length, 'accept-encoding': 'identity' },
        agent: agentFor(url),
      })
      const fail = (error: unknown) => {
        clearTimeout(timer)
        reject(error)
        outgoing.destroy()
      }
      const timer = setTimeout(() => fail(new AttemptTimeout(`no answer in ${timeoutMs} ms`)), timeoutMs)
      outgoing.on('error', fail)
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = []
        let bytes = 0
        incoming.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > maxBytes) fail(new AnswerTooLong(`the answer is longer than ${maxBytes} bytes`))
          else chunks.push(chunk)
        })
        incoming.on('error', fail)
        incoming.on('end', () => {
          clearTimeout(timer)
          // A connection lost half-way also ends the stream; what came is then no answer.
          if (!incoming.complete) return fail(new Error('the connection was closed in the middle of the answer'))
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString(encoding),
          })
        })
      })
      outgoing.end(body ?? undefined)
    })
}
