import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '@plumbline/api'
import { type Admitted, admit, DAY, Event, formatInstant, type Instant } from '@plumbline/core'
import {
  type Connection,
  type EngagementStore,
  ensureTable,
  openStore,
  type Sender,
  type Store,
  startEmbedded,
} from '@plumbline/store'

export const ENGAGEMENT = 'acme-checkout'
export const SERVICE = 'checkout-api'
export const NOW: Instant = Date.UTC(2026, 10, 22, 12)
export const sender: Sender = { party: 'vendor', key: 'bench', at: NOW }
const OPERATOR_KEY = 'operator-key-of-the-benchmarks'

const AGREEMENT = `plumbline: 1
engagement: ${ENGAGEMENT}
title: Acme and Northwind
parties: { client: { name: Acme Corp }, vendor: { name: Northwind Software } }
time_zone: UTC
effective_from: 2005-01-01
services: { ${SERVICE}: { repositories: [acme/checkout-api], production: [production] } }
severities: { sev1: { means: "Down" }, sev2: { means: "Works badly" } }
objectives:
  coverage: { indicator: coverage, target: ">= 70%", enforcement: block }
  patch-coverage: { indicator: patch-coverage, target: ">= 80%", enforcement: block }
  coverage-change: { indicator: coverage-change, target: ">= -0.5pp", enforcement: warn }
  test-failures: { indicator: test-failures, target: "== 0", enforcement: block }
  change-fail-rate: { indicator: change-fail-rate, target: "<= 15%", window: rolling 30d, enforcement: warn }
  deployment-frequency: { indicator: deployment-frequency, target: ">= 1/day", window: rolling 30d, enforcement: warn }
`

export type World = {
  dataDir: string
  connection: Connection
  store: Store
  engagement: EngagementStore
  /** Asks the app inside this process, as the vendor. */
  post: (path: string, body: unknown) => Promise<Response>
  get: (path: string) => Promise<Response>
  stop: (keep?: 'keep') => Promise<void>
}

const sha = (n: number) => n.toString(16).padStart(40, '0')

const envelope = (id: string, at: Instant) => ({ id, source: 'ci', time: formatInstant(at), service: SERVICE })

export const deploymentEvent = (n: number, at: Instant) => ({
  type: 'deployment',
  ...envelope(`d${n}`, at),
  data: {
    deployment_id: `d${n}`,
    status: n % 12 === 0 ? 'failure' : 'success',
    finished_at: formatInstant(at),
    commit_sha: sha(n),
  },
})

export const coverageEvent = (n: number, commit: number, at: Instant) => ({
  type: 'coverage',
  ...envelope(`c${n}`, at),
  data: { commit_sha: sha(commit), lines: { covered: 850, total: 1000 }, patch: { covered: 45, total: 50 } },
})

export const testRunEvent = (n: number, commit: number, at: Instant) => ({
  type: 'test_run',
  ...envelope(`t${n}`, at),
  data: { commit_sha: sha(commit), tests: 400, failures: 0, errors: 0, skipped: 3 },
})

export const gateBody = (n: number, at: Instant) => ({
  service: SERVICE,
  event: 'pull_request',
  commit_sha: sha(10_000_000 + n),
  base_sha: sha(1),
  run: `run-${n}`,
  events: [coverageEvent(20_000_000 + n, 10_000_000 + n, at), testRunEvent(20_000_000 + n, 10_000_000 + n, at)],
})

export const admitted = (event: object): Admitted => admit(Event.parse(event), 'vendor')

/** Memory where there is such a folder: the engine waits for the disk at every write, and disks differ. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A server's inside on an embedded engine of its own, with an accepted agreement. */
export const openWorld = async (agreement = AGREEMENT): Promise<World> => {
  const dataDir = mkdtempSync(join(FOLDER, 'plumbline-bench-'))
  const embedded = await startEmbedded({ dataDir })
  await ensureTable(embedded.connection)
  const store = openStore({ ...embedded.connection, now: () => NOW })
  const app = createApp({
    store,
    now: () => NOW,
    randomBytes,
    log: () => {},
    config: {
      publicUrl: null,
      operatorKey: OPERATOR_KEY,
      secret: randomBytes(32),
      requestsPerMinute: 1e9,
      keyCacheMs: 60_000,
      issuers: [],
      trustedProxies: 0,
    },
  })
  const read = async (key: string, path: string) => {
    const response = await app.request(path, { headers: { authorization: `Bearer ${key}` } })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
  const send = async (key: string, path: string, body: unknown) => {
    const response = await app.request(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': typeof body === 'string' ? 'application/yaml' : 'application/json',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
  const answer = async <T>(sent: Promise<Response>) => (await (await sent).json()) as T
  const { claims } = await answer<{ claims: Record<'client' | 'vendor', string> }>(
    send(OPERATOR_KEY, '/v1/engagements', { engagement: ENGAGEMENT, title: 'Bench' }),
  )
  const take = async (claim: string) =>
    (await answer<{ key: string }>(send('', '/v1/claims', { claim, name: 'bench', role: 'bench' }))).key
  const [vendor, client] = [await take(claims.vendor), await take(claims.client)]
  const base = `/v1/engagements/${ENGAGEMENT}`
  const { version, hash } = await answer<{ version: number; hash: string }>(
    send(vendor, `${base}/agreements`, agreement),
  )
  await send(client, `${base}/agreements/${version}/accept`, { hash, retroactive: true })
  const engagement = store.forEngagement(ENGAGEMENT)
  return {
    dataDir,
    connection: embedded.connection,
    store,
    engagement,
    post: (path, body) => send(vendor, `${base}${path}`, body),
    get: (path) => read(vendor, `${base}${path}`),
    stop: async (keep) => {
      store.close()
      await embedded.stop()
      if (!keep) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const PER_DAY = 15

/** Deployments back in time, 15 a day, numbered from `from` to `to`. */
export const recordHistory = async (engagement: EngagementStore, from: number, to: number) => {
  for (let n = from; n < to; n += 100) {
    const events = Array.from({ length: Math.min(100, to - n) }, (_, i) =>
      admitted(deploymentEvent(n + i, NOW - ((n + i + 1) * DAY) / PER_DAY)),
    )
    await engagement.record(events, sender)
  }
}
