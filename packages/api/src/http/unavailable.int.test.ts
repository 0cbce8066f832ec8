import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureTable, openStore, startEmbedded } from '@plumbline/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { makeClaim, makeKey } from '../auth/token.ts'
import { OPERATOR_KEY as OPERATOR, testConfig } from '../testing/config.ts'
import type { LogLine } from './log.ts'

const logs: LogLine[] = []
let ask: (method: string, path: string, key?: string, body?: unknown) => Promise<Response>
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plumbline-down-'))
  const embedded = await startEmbedded({ dataDir })
  await ensureTable(embedded.connection)
  const store = openStore({ ...embedded.connection, retry: { budgetMs: 50, attemptMs: 20 } })
  const config = testConfig({ keyCacheMs: 0 })
  const app = createApp({ store, now: Date.now, randomBytes, config, log: (line) => void logs.push(line) })
  ask = async (method, path, key, body) =>
    app.request(path, {
      method,
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  await embedded.stop()
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const key = makeKey('vendor', 'acme-checkout', randomBytes).token
const claim = makeClaim('acme-checkout', 'vendor', randomBytes)

test.each([
  ['GET', '/readyz', undefined, undefined],
  ['POST', '/v1/engagements', OPERATOR, { engagement: 'acme-checkout', title: 'x' }],
  ['POST', '/v1/claims', undefined, { claim, name: 'Acme' }],
  ['GET', '/v1/engagements/acme-checkout/status', key, undefined],
  ['POST', '/v1/engagements/acme-checkout/events', key, []],
])('with the store down %s %s is 503, and says when to ask again', async (method, path, credentials, body) => {
  const response = await ask(method, path, credentials, body)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await response.json()).toMatchObject({ code: 'unavailable' })
})

test('the process itself is alive, and refuses what needs no store', async () => {
  expect((await ask('GET', '/healthz')).status).toBe(200)
  expect((await ask('POST', '/v1/engagements', OPERATOR, { engagement: 'X' })).status).toBe(422)
  expect((await ask('GET', '/v1/engagements/acme-checkout/status')).status).toBe(401)
})

test('why it was is in the log and not in the answer', () => {
  expect(
    logs.some(
      ({ level, message, error }) =>
        level === 'error' && message === 'unavailable' && error?.name === 'StoreUnavailable',
    ),
  ).toBe(true)
  expect(JSON.stringify(logs)).not.toContain(key)
})
