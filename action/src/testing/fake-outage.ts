import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Outage = { url: string; asked: () => number; close: () => Promise<void> }

/** What answers at the server's address while the server does not: nothing, a proxy's page, or 503. */
export const startOutage = async (answer: 'hang' | { status: number; body: string; type: string }): Promise<Outage> => {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    request.resume()
    if (answer === 'hang') return
    response.writeHead(answer.status, { 'content-type': answer.type })
    response.end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // A server that listens on a port has an address of this kind.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
