import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { AnswerTooLong, AttemptTimeout, createSend } from './attempt.ts'

const servers: Server[] = []
const listen = async (listener: RequestListener): Promise<URL> => {
  const started = createServer(listener)
  servers.push(started)
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const address = started.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return new URL(`http://127.0.0.1:${address.port}/`)
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
const attempt = (url: URL, more: object = {}) => ({
  url,
  method: 'POST',
  headers: { 'x-a': 'b' },
  body: 'ü',
  timeoutMs: 5_000,
  maxBytes: 1_000,
  ...more,
})

test('sends bytes with their length over one connection, and reads the answer', async () => {
  const seen: unknown[] = []
  const url = await listen((request, response) => {
    seen.push([request.headers['content-length'], request.headers['x-a'], request.socket.remotePort])
    request.pipe(response.writeHead(201, { 'content-type': 'text/plain' }))
  })
  const send = createSend()
  expect(await send(attempt(url))).toMatchObject({ status: 201, body: 'ü' })
  expect(await send(attempt(url))).toMatchObject({ status: 201 })
  expect(seen[0]).toEqual(['2', 'b', expect.any(Number)])
  expect(seen[1]).toEqual(seen[0])
})

test('an answer longer than asked for is cut off', async () => {
  const url = await listen((_, response) => response.end('x'.repeat(2_000)))
  await expect(createSend()(attempt(url))).rejects.toThrow(AnswerTooLong)
})

test('a server that never answers is left', async () => {
  const url = await listen(() => {})
  await expect(createSend()(attempt(url, { timeoutMs: 50 }))).rejects.toThrow(AttemptTimeout)
})

test('half an answer is none', async () => {
  const url = await listen((_, response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('12345', () => response.destroy())
  })
  await expect(createSend()(attempt(url))).rejects.toThrow()
})

test('a redirect is an answer: the key goes to no other host', async () => {
  let followed = false
  const other = await listen((_, response) => {
    followed = true
    response.end()
  })
  const url = await listen((_, response) => response.writeHead(302, { location: other.href }).end())
  expect((await createSend()(attempt(url))).status).toBe(302)
  expect(followed).toBe(false)
})

test('goes through a proxy, but not to what NO_PROXY names', async () => {
  const proxy = await listen((request, response) => response.end(`proxy: ${request.url}`))
  const direct = await listen((_, response) => response.end('direct'))
  const through = createSend({ HTTP_PROXY: proxy.href, NO_PROXY: '127.0.0.1' })
  const far = new URL('http://plumbline.acme.example/x')
  expect((await through(attempt(far))).body).toBe('proxy: http://plumbline.acme.example/x')
  expect((await through(attempt(direct))).body).toBe('direct')
})
