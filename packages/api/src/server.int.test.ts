import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY } from '@plumbline/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MAX_BODY_BYTES } from './http/body.ts'
import type { LogLine } from './http/log.ts'
import { type RunningServer, type ServerOptions, startServer } from './server.ts'
import { agreementText } from './testing/agreement.ts'

const folders: string[] = []
const running: RunningServer[] = []
const logs: LogLine[] = []

const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'plumbline-server-'))
  folders.push(made)
  return made
}
const start = async (options: Partial<ServerOptions> = {}) => {
  const server = await startServer({
    dataDir: await folder(),
    port: 0,
    log: (line) => void logs.push(line),
    ...options,
  })
  running.push(server)
  return server
}
const stop = async (server: RunningServer) => {
  running.splice(running.indexOf(server), 1)
  await server.stop()
}
afterAll(async () => {
  for (const server of running) await server.stop()
  for (const made of folders) await rm(made, { recursive: true, force: true })
})

/** Says exactly these bytes, and answers with what came back when the other side was done or said something. */
const say = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      heard += chunk
      if (heard.includes('\r\n\r\n')) socket.end()
    })
    socket.on('close', () => resolve(heard))
    // A server that has answered may close while we are still sending.
    socket.on('error', (error) => (heard ? resolve(heard) : reject(error)))
  })

describe('on a real socket', () => {
  let server: RunningServer
  let key: string
  beforeAll(async () => {
    server = await start()
    const made = await server.request('/v1/engagements', {
      method: 'POST',
      headers: { authorization: `Bearer ${server.operatorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ engagement: 'acme-checkout', title: 'x' }),
    })
    const { claims } = (await made.json()) as { claims: { vendor: string } }
    const taken = await fetch(`${server.url}/v1/claims`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ claim: claims.vendor, name: 'Acme' }),
    })
    key = ((await taken.json()) as { key: string }).key
  })

  const head = (more: string) =>
    `POST /v1/engagements/acme-checkout/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n${more}\r\n`
  const huge = 'x'.repeat(MAX_BODY_BYTES + 100)

  test('a body that says it is too large is refused before it is read', async () => {
    expect(await say(server.port, `${head(`Content-Length: ${10 ** 9}\r\n`)}[`)).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('a body in chunks is counted, whatever it does not say', async () => {
    const chunk = `${huge.length.toString(16)}\r\n${huge}\r\n`
    expect(await say(server.port, `${head('Transfer-Encoding: chunked\r\n')}${chunk}0\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 413 /,
    )
  })

  test('a body longer than it says is read as far as it says, and the rest is no request', async () => {
    const answer = await say(server.port, `${head('Content-Length: 2\r\n')}[]${huge}`)
    expect(answer).toMatch(/^HTTP\/1\.1 (200|400) /)
    expect(answer).not.toContain('recorded')
  })

  test('a body with two lengths, or a length and chunks, is nothing we take', async () => {
    expect(await say(server.port, `${head('Content-Length: 2\r\nContent-Length: 3\r\n')}[]`)).toMatch(
      /^HTTP\/1\.1 400 /,
    )
    expect(
      await say(server.port, `${head('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n')}2\r\n[]\r\n0\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('the same limit holds over fetch, and the connection goes on', async () => {
    const send = (body: string) =>
      fetch(`${server.url}/v1/engagements/acme-checkout/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
      })
    expect((await send(`"${huge}"`)).status).toBe(413)
    expect((await send('[]')).status).toBe(200)
  })

  test('links lead to where the server is', async () => {
    expect((await fetch(`${server.url}/openapi.json`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
  })
})

test('whoever guesses keys is counted by the address of the connection, whatever the request says of it', async () => {
  const limited = await start({ requestsPerMinute: 3 })
  const guess = async (from: string) =>
    (
      await fetch(`${limited.url}/v1/engagements/acme-checkout/breaches`, {
        headers: { authorization: 'Bearer plb_vendor_guess', 'x-forwarded-for': from },
      })
    ).status
  const answers = [
    await guess('192.0.2.1'),
    await guess('192.0.2.2'),
    await guess('192.0.2.3'),
    await guess('192.0.2.4'),
  ]
  expect(answers).toEqual([401, 401, 401, 429])
})

describe('starting and stopping', () => {
  test('the operator’s key and the secret are made once, for their owner’s eyes', async () => {
    const dataDir = await folder()
    const first = await start({ dataDir })
    const { operatorKey } = first
    expect(first.operatorKeyFile).toBe(join(dataDir, 'operator-key'))
    for (const file of ['operator-key', 'secret']) expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'operator-key'), 'utf8').trim()).toBe(operatorKey)
    await stop(first)
    const second = await start({ dataDir })
    expect(second.operatorKey).toBe(operatorKey)
  })

  test('a key from outside is kept in no file', async () => {
    const dataDir = await folder()
    const server = await start({ dataDir, operatorKey: 'from-outside' })
    expect([server.operatorKey, server.operatorKeyFile]).toEqual(['from-outside', null])
    expect(existsSync(join(dataDir, 'operator-key'))).toBe(false)
  })

  test('a port that is taken is said so, and nothing is left running', async () => {
    const first = await start()
    const dataDir = await folder()
    await expect(start({ dataDir, port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const second = await start({ dataDir })
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200)
  })

  test('what was sent before a stop is there after a start', async () => {
    const dataDir = await folder()
    const create = (server: RunningServer) =>
      fetch(`${server.url}/v1/engagements`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.operatorKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ engagement: 'kept-here', title: 'x' }),
      })
    const first = await start({ dataDir })
    expect((await create(first)).status).toBe(201)
    await stop(first)
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow()
    const second = await start({ dataDir })
    expect((await create(second)).status).toBe(409)
  })
})

afterEach(() => {
  for (const { operatorKey } of running) expect(JSON.stringify(logs)).not.toContain(operatorKey)
})

test('does what is due by the clock without being asked, and asked does it once more and no further', async () => {
  const dataDir = await folder()
  const december = Date.parse('2026-12-01T12:00:00Z')
  const before = await start({ dataDir, now: () => december, ticks: () => false })
  const ask = async (path: string, key: string, body: unknown, type = 'application/json') => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': type }
    const sent = typeof body === 'string' ? body : JSON.stringify(body)
    // What the API answers is checked where each route is tested.
    // biome-ignore lint/suspicious/noExplicitAny: looked into below
    return (await (await before.request(path, { method: 'POST', headers, body: sent })).json()) as any
  }
  const { claims } = await ask('/v1/engagements', before.operatorKey, { engagement: 'acme-due', title: 'x' })
  const [vendor, client] = await Promise.all(
    [claims.vendor, claims.client].map(async (claim) => (await ask('/v1/claims', '', { claim, name: 'x' })).key),
  )
  const agreements = '/v1/engagements/acme-due/agreements'
  const { hash } = await ask(agreements, vendor, agreementText('acme-due'), 'application/yaml')
  await ask(`${agreements}/1/accept`, client, { hash })
  await stop(before)

  const after = await start({ dataDir, now: () => december + 40 * DAY })
  const own = after.store.forEngagement('acme-due')
  const periods = async () => (await own.keptRecords('period', { limit: 10, after: null, descending: false })).items
  await expect.poll(async () => (await periods()).length).toBe(2)
  expect(await after.tick()).toMatchObject({ failed: 0, ticked: [{ engagement: 'acme-due', steps: { periods: 0 } }] })
  expect((await periods()).map(({ result }) => result.status)).toEqual(['no_data', 'no_data'])
})
