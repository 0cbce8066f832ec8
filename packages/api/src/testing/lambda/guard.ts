import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Guard = { endpoint: string; stop: () => void }

const bytesOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** What AWS asks permission for: a transaction for its parts, each other call for itself. */
const actionsOf = (call: string, body: Buffer): string[] => {
  if (call !== 'TransactWriteItems') return [`dynamodb:${call}`]
  const { TransactItems } = JSON.parse(body.toString()) as { TransactItems: Record<string, unknown>[] }
  const parts = TransactItems.flatMap((item) => Object.keys(item))
  return [...new Set(parts)].map(
    (part) => `dynamodb:${part === 'ConditionCheck' ? 'ConditionCheckItem' : `${part}Item`}`,
  )
}

/** Stands before the engine, which allows everything, and allows what a role would; the rest it notes and refuses. */
export const startGuard = async (engine: string, allowed: readonly string[], refused: string[]): Promise<Guard> => {
  const { hostname, port: enginePort } = new URL(engine)
  const server = createServer(async (incoming, outgoing) => {
    const body = await bytesOf(incoming)
    const call = String(incoming.headers['x-amz-target']).split('.')[1] ?? ''
    const missing = actionsOf(call, body).filter((action) => !allowed.includes(action))
    if (missing.length > 0) {
      refused.push(...missing)
      const problem = {
        __type: 'com.amazon.coral.service#AccessDeniedException',
        message: `not authorized: ${missing}`,
      }
      outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(problem))
      return
    }
    const { method, url: path, headers } = incoming
    const passed = request({ hostname, port: enginePort, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    passed.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
