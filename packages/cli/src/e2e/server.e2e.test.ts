import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { type TemporaryRepository, temporaryFolder } from '@plumbline/client/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plumbline, type Started, started } from '../testing/cli.ts'
import { asParties, changedRepository, takeKeys, wholeWay } from '../testing/whole-way.ts'

const data = temporaryFolder()
const folder = `${data.path}/data`
let repo: TemporaryRepository
let server: Started
let url = ''
let keys: { client: string; vendor: string }

const { json } = asParties(() => ({ url, keys, repo }))

beforeAll(async () => {
  repo = changedRepository()
  server = started(['serve', '--port', '0', '--data', folder])
  url = await server.line
  keys = await takeKeys(url, readFileSync(`${folder}/operator-key`, 'utf8').trim())
})
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ran
  repo.dispose()
  data.dispose()
})

test('the operator’s key is in a file that only its owner may read', () => {
  expect(statSync(`${folder}/operator-key`).mode & 0o777).toBe(0o600)
})

test('a second server: the folder is held, the port is taken; both are said with what to do', async () => {
  expect(await plumbline(['serve', '--port', '0', '--data', folder])).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringMatching(/Another process is using the data folder.*--data/),
  })
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  expect(await plumbline(['serve', '--port', String(port), '--data', `${data.path}/other`])).toMatchObject({
    code: 3,
    err: expect.stringMatching(/port \d+ is in use on 127\.0\.0\.1\n.*--port 0/),
  })
  taken.close()
})

wholeWay(() => ({ url, keys, repo }))

test('several uploads: a part is not judged, finalized what came is, and without a server it is said that it takes one', async () => {
  const gate = (...more: string[]) => ['gate', '--base', 'main', ...more]
  const { as } = asParties(() => ({ url, keys, repo }))
  const part = await as('vendor', gate('--coverage', 'coverage/lcov.info', '--flag', 'unit', '--expect', '3', '--json'))
  const { uploads, verdict } = JSON.parse(part.out)
  // What an earlier test sent has no flag.
  expect([part.code, verdict, uploads]).toEqual([0, 'warn', { received: ['', 'unit'], expected: 3, state: 'awaited' }])
  const end = await as('vendor', gate('--finalize', '--expect', '3', '--carry-forward', 'e2e', '--json'))
  expect(JSON.parse(end.out).uploads.state).toBe('missing')
  expect(JSON.parse((await as('vendor', gate('--finalize', '--json'))).out).verdict).toBe('fail')
  expect(await plumbline(gate('--expect', '2'), { cwd: repo.path })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/united on a server.*--api-url/s),
  })
})

test('Ctrl-C stops it tidily with 130, and everything is there after the next start', async () => {
  server.signal('SIGINT')
  const stopped = await server.ran
  expect(stopped).toMatchObject({ code: 130, err: expect.stringMatching(/stopping/) })
  expect(stopped.out).toBe(`${url}\n`)
  server = started(['serve', '--port', '0', '--data', folder])
  url = await server.line
  expect((await json('client', 'breaches')).data).toMatchObject([
    { objective: 'patch-coverage', status: 'acknowledged' },
  ])
})
