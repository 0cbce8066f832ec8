import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export type RpcServer = { url: string; unknown: string[]; stop: () => void }

type Call = { method: string; params: [{ handler?: string; bundle?: string }] }

/**
 * Stands in for the server that `sst` runs beside a deployment: where code is put, and what a function is built to. A
 * bundle of ours is taken as it is.
 */
export const startRpc = async (root: string): Promise<RpcServer> => {
  const unknown: string[] = []
  const answer = ({ method, params: [input] }: Call): object => {
    if (method === 'Provider.Aws.Bootstrap') return { result: { asset: 'sst-asset', state: 'sst-state' } }
    if (method === 'Runtime.Build')
      return { result: { handler: input.handler, out: join(root, input.bundle ?? ''), errors: [], sourcemaps: [] } }
    unknown.push(method)
    return { error: `rpc: can't find ${method}` }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    response.end(JSON.stringify(answer(JSON.parse(Buffer.concat(chunks).toString()))))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    unknown,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
