import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, type Party, parseInstant } from '@plumbline/core'
import { type Connection, ensureTable, openStore, startEmbedded } from '@plumbline/store'
import { type App, createApp } from '../app.ts'
import type { AppConfig, Deps } from '../deps.ts'
import type { LogLine } from '../http/log.ts'
import { OPERATOR_KEY, testConfig } from './config.ts'
import { checkAnswer, operationFor } from './contract.ts'

export { OPERATOR_KEY } from './config.ts'

export type Ask = { key?: string | undefined; body?: unknown; text?: string; headers?: Record<string, string> }
export type Answer = {
  status: number
  headers: Headers
  text: string
  /** What was answered, for a test to look into; null where it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: each answer was checked against its schema; tests look where they like
  json: any
}

export type TestApp = {
  app: App
  deps: Deps
  /** Where the table is, for a look at all of it. */
  connection: Connection
  clock: { now: Instant }
  logs: LogLine[]
  ask: (method: string, path: string, ask?: Ask) => Promise<Answer>
  /** Makes an engagement, and answers the admin key of each party. */
  engagement: (name: string) => Promise<Record<Party, string>>
  stop: () => Promise<void>
}

const bodyOf = ({ body, text }: Ask): string | undefined =>
  text ?? (body === undefined ? undefined : JSON.stringify(body))

const lastError = (logs: LogLine[]) => logs.findLast((line) => line.error)?.error

const asker =
  (app: App, logs: LogLine[]): TestApp['ask'] =>
  async (method, path, ask = {}) => {
    const sent = bodyOf(ask)
    const response = await app.request(path, {
      method,
      headers: {
        ...(ask.key ? { authorization: `Bearer ${ask.key}` } : {}),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    })
    const text = await response.text()
    if (response.status === 500) throw new Error(`${method} ${path} answered 500: ${lastError(logs)?.stack}`)
    checkAnswer(operationFor(method, path), response, text)
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
  }

/** The app on a real engine of its own, under a clock that the test moves. */
export const startTestApp = async (config: Partial<AppConfig> = {}, more: Partial<Deps> = {}): Promise<TestApp> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-api-'))
  const embedded = await startEmbedded({ dataDir })
  await ensureTable(embedded.connection)
  const clock = { now: parseInstant('2026-12-15T12:00:00Z') ?? 0 }
  const now = () => clock.now
  const store = openStore({ ...embedded.connection, now })
  const logs: LogLine[] = []
  const deps: Deps = {
    store,
    now,
    randomBytes,
    log: (line) => void logs.push(line),
    catchUp: async () => void (await store.sweep()),
    config: testConfig(config),
    ...more,
  }
  const app = createApp(deps)
  const ask = asker(app, logs)
  const take = async (claim: string): Promise<string> =>
    (await ask('POST', '/v1/claims', { body: { claim, name: 'Acme', role: 'operations' } })).json.key
  return {
    app,
    deps,
    connection: embedded.connection,
    clock,
    logs,
    ask,
    engagement: async (engagement) => {
      const made = await ask('POST', '/v1/engagements', {
        key: OPERATOR_KEY,
        body: { engagement, title: `${engagement}, an example` },
      })
      return { client: await take(made.json.claims.client), vendor: await take(made.json.claims.vendor) }
    },
    stop: async () => {
      store.close()
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
