import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What happens to one request: it is answered, never arrives, or is carried out and its answer lost. */
export type Fate = 'answered' | 'lost' | 'answer lost'

export type FaultyWire = {
  endpoint: string
  /** Decides about each request by its number from 1 on and its operation, e.g. `UpdateItem`. */
  decide: (fate: (number: number, operation: string) => Fate) => void
  /** Every request that arrived has been dealt with, also those whose sender has gone. */
  settled: () => Promise<void>
  stop: () => Promise<void>
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => Buffer.concat(await message.toArray())

/** Stands between a store and its engine, so that faults happen where they really do: on the wire. */
export const startFaultyWire = async (target: string): Promise<FaultyWire> => {
  let number = 0
  let fateOf: (number: number, operation: string) => Fate = () => 'answered'

  const forward = async (incoming: IncomingMessage, answer: ServerResponse) => {
    number += 1
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? ''
    const fate = fateOf(number, operation)
    const body = await bodyOf(incoming)
    if (fate === 'lost') return incoming.socket.destroy()
    const outgoing = request(target, { method: 'POST', headers: incoming.headers }).end(body)
    const [reply]: [IncomingMessage] = (await once(outgoing, 'response')) as [IncomingMessage]
    const content = await bodyOf(reply)
    if (fate === 'answer lost') return incoming.socket.destroy()
    return answer.writeHead(reply.statusCode ?? 500, reply.headers).end(content)
  }

  const underWay = new Set<Promise<unknown>>()
  const server = createServer((incoming, answer) => {
    const work = forward(incoming, answer)
      .catch(() => incoming.socket.destroy())
      .finally(() => underWay.delete(work))
    underWay.add(work)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    decide: (fate) => {
      number = 0
      fateOf = fate
    },
    settled: async () => {
      await Promise.all(underWay)
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
