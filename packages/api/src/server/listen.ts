import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { SECOND } from '@plumbline/core'
import type { App } from '../app.ts'

const HEADERS_TIMEOUT_MS = 15 * SECOND
const REQUEST_TIMEOUT_MS = 60 * SECOND
const STOP_WITHIN_MS = 10 * SECOND

export type Listening = { url: string; port: number; stop: () => Promise<void> }

const urlOf = (host: string, port: number) => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** Ends after the requests under way are answered, or after ten seconds without. */
const stopServer = async (server: Server): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
  await closed
  clearTimeout(timer)
}

/**
 * Listens, and asks for the app once the address is known; what arrives before waits for it.
 * @throws the system's error where the port can't be had (`code: 'EADDRINUSE'`)
 */
export const listen = async <T extends { app: App }>(
  host: string,
  port: number,
  install: (url: string) => T,
): Promise<Listening & { installed: T }> => {
  const ready = Promise.withResolvers<App>()
  // Made without options for HTTP/2, so that it is Node's plain server.
  const server = createAdaptorServer({
    fetch: async (request, env) =>
      (await ready.promise).fetch(request, { address: (env as HttpBindings).incoming.socket.remoteAddress }),
  }) as Server
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.listen(port, host)
  await once(server, 'listening')
  // A server that listens on TCP has an address of this form.
  const { port: taken } = server.address() as AddressInfo
  const url = urlOf(host, taken)
  try {
    const installed = install(url)
    ready.resolve(installed.app)
    return { url, port: taken, installed, stop: () => stopServer(server) }
  } catch (error) {
    await stopServer(server)
    throw error
  }
}
