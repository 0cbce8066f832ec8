import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createContext } from '../context.ts'
import { readInputs } from '../inputs.ts'
import { watchInterrupts } from '../interrupt.ts'
import { ingest } from './ingest.ts'

const beat = (id: number) => ({
  type: 'heartbeat',
  id: `h-${id}`,
  source: 'pager',
  time: '2026-12-01T01:00:00Z',
  service: 'checkout-api',
  data: { from: '2026-12-01T00:00:00Z', to: '2026-12-01T01:00:00Z' },
})
const recorded = { status: 'recorded', id: 'h', counted_in: [] }

/** A process that tells how it would have ended, for a test to outlive it. */
class Host extends EventEmitter {
  ended: number | null = null
  exit(code: number): never {
    this.ended ??= code
    // What never returns can't be left otherwise.
    throw new Error('ended')
  }
}

test('Ctrl-C between two batches says how many events were recorded, and that it is safe to go on', async () => {
  const host = new Host()
  // It listens and ends: all that is asked of a process here.
  watchInterrupts(host as unknown as NodeJS.Process)
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    if (asked === 2) expect(() => host.emit('SIGINT')).toThrow('ended')
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ results: Array.from({ length: asked === 1 ? 100 : 20 }, () => recorded) }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // of a TCP server that listens

  let said = ''
  const lines = Array.from({ length: 120 }, (_, id) => `${JSON.stringify(beat(id))}\n`).join('')
  const context = createContext(
    readInputs({
      PLUMBLINE_API_URL: `http://127.0.0.1:${port}`,
      PLUMBLINE_ENGAGEMENT: 'acme-checkout',
      PLUMBLINE_API_KEY: 'plb_vendor_x',
    }),
  )
  const quiet = { ...context, stdin: { isTerminal: false, read: async () => lines } }
  const sink = (take: (text: string) => void) => ({ ...context.err, isTerminal: false, write: take })
  await ingest({ ...quiet, err: sink((text) => (said += text)), out: sink(() => {}) }, ['-'], { source: 'cli' })
  server.close()

  expect(host.ended).toBe(130)
  expect(said).toContain('interrupted: 100 events were recorded, and of 20 more nobody knows; run it again')
})
