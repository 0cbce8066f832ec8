import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plumbline } from '../testing/cli.ts'

let proxy: Server
let address = ''
const asked: string[] = []
beforeAll(async () => {
  proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[],"next_cursor":null}')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const at = proxy.address()
  address = typeof at === 'object' && at !== null ? `http://127.0.0.1:${at.port}` : ''
})
afterAll(() => {
  proxy.closeAllConnections()
  proxy.close()
})

const breaches = (env: Record<string, string>) =>
  plumbline(['breaches', '--json', '--timeout', '1', '--api-url', 'http://plumbline.acme.example'], {
    env: { PLUMBLINE_ENGAGEMENT: 'acme-checkout', PLUMBLINE_API_KEY: 'k', ...env },
  })

test.each(['HTTP_PROXY', 'http_proxy'])('%s is on the way to the server', async (name) => {
  asked.length = 0
  const { code, out } = await breaches({ [name]: address })
  expect({ code, out: JSON.parse(out) }).toMatchObject({ code: 0, out: { data: [] } })
  expect(asked[0]).toMatch(/^http:\/\/plumbline\.acme\.example\/v1\/engagements\/acme-checkout\/breaches/)
})

test('NO_PROXY names what is asked directly', async () => {
  asked.length = 0
  const { code } = await breaches({ HTTP_PROXY: address, NO_PROXY: 'plumbline.acme.example' })
  expect({ code, asked }).toEqual({ code: 5, asked: [] })
})
