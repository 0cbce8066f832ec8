import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FakeIdentity = {
  /** What the runner sets in a job with `id-token: write`. */
  env: { ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string }
  /** Audiences that were asked for. */
  asked: string[]
  /** Tokens that were given. */
  given: string[]
  close: () => Promise<void>
}

/** The runner's secret for this endpoint. */
const REQUEST_TOKEN = 'eyJ.fakeRequestTokenOfTheJob.sig'

export type Answering = 'hang' | { status: number; body: string }

/**
 * The endpoint at which a job asks GitHub who it is.
 * @param make the token for an audience; by default one that only looks like one
 * @param wrong what it does instead, as long as there is something in the list; the last of it for ever
 */
export const startFakeIdentity = async ({
  make = async (audience: string, number: number) =>
    `eyJhbGciOiJub25lIn0.${Buffer.from(`${audience} ${number}`).toString('base64url')}.c2ln`,
  wrong = [],
}: {
  make?: (audience: string, number: number) => Promise<string>
  wrong?: Answering[]
} = {}): Promise<FakeIdentity> => {
  const [asked, given]: [string[], string[]] = [[], []]
  const hanging = new Set<ServerResponse>()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const audience = url.searchParams.get('audience') ?? ''
    asked.push(audience)
    if (request.headers.authorization !== `Bearer ${REQUEST_TOKEN}` || url.searchParams.get('api-version') !== '2.0')
      return void response.writeHead(401).end()
    const fault = wrong[Math.min(asked.length, wrong.length) - 1]
    if (fault === 'hang') return void hanging.add(response)
    if (fault) return void response.writeHead(fault.status).end(fault.body)
    const value = await make(audience, asked.length)
    given.push(value)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ count: value.length, value }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    },
    asked,
    given,
    close: () =>
      new Promise((resolve) => {
        for (const response of hanging) response.destroy()
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
