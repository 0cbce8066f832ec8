import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, makeEngagement, type ServerProcess, startServerProcess } from './support/server.ts'

const ROUNDS = 20
const WRITERS = 4
const BATCH = 5
/** The server dies after so many acknowledged batches: a different moment of the write in each round. */
const KILL_AFTER = (round: number) => 3 + ((round * 7) % 11)

const FROM = Date.UTC(2026, 0, 5)
const HOUR = 3_600_000
const ENGAGEMENT = 'acme-checkout'
const base = `/v1/engagements/${ENGAGEMENT}`

type EventResult = { id: string; status: 'recorded' | 'duplicate' | 'rejected' }

const event = (n: number) => {
  const at = new Date(FROM + n * HOUR).toISOString()
  return {
    type: 'deployment',
    id: `e${n}`,
    source: 'ci',
    time: at,
    service: 'checkout-api',
    data: { deployment_id: `d${n}`, status: 'success', finished_at: at, commit_sha: n.toString(16).padStart(40, '0') },
  }
}

let dataDir = ''
let key = ''
let server: ServerProcess

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'plumbline-crash-'))
  server = await startServerProcess(dataDir)
  key = (await makeEngagement(server, ENGAGEMENT)).vendor
})

afterAll(async () => {
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Several writers send batches until the server dies under them; answers what was sent and what was acknowledged. */
const ingestUntilKilled = async (round: number, next: () => number) => {
  const sent: number[] = []
  const acknowledged: number[] = []
  let batches = 0
  let killed: Promise<void> | null = null
  const writer = async () => {
    while (!killed) {
      const numbers = Array.from({ length: BATCH }, next)
      sent.push(...numbers)
      try {
        const { results } = await ask<{ results: EventResult[] }>(server.url, key, `${base}/events`, numbers.map(event))
        acknowledged.push(...numbers.filter((_, i) => results[i]?.status === 'recorded'))
      } catch {
        // A lost answer is unknown: the events may be there or not.
      }
      if (++batches >= KILL_AFTER(round) && !killed) killed = server.kill(round % 2 === 0 ? 'everything' : 'server')
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  await killed
  return { sent, acknowledged }
}

const counted = async (total: number): Promise<number> => {
  const to = new Date(FROM + (total + 24) * HOUR).toISOString()
  const { points } = await ask<{ points: { samples: number }[] }>(
    server.url,
    key,
    `${base}/indicators/change-fail-rate/series?service=checkout-api&from=${new Date(FROM).toISOString()}&to=${to}&bucket=none`,
  )
  return points[0]?.samples ?? 0
}

test(`killed in mid-ingest ${ROUNDS} times, the server keeps and counts everything it acknowledged`, async () => {
  let n = 0
  const sent: number[] = []
  const acknowledged: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const result = await ingestUntilKilled(round, () => n++)
    sent.push(...result.sent)
    acknowledged.push(...result.acknowledged)
    server = await startServerProcess(dataDir)
    // Each acknowledged event is there...
    for (const number of result.acknowledged) {
      const stored = await ask<{ event: { id: string } }>(server.url, key, `${base}/events/e${number}?source=ci`)
      expect(stored.event.id).toBe(`e${number}`)
    }
    // ...and counted; what was not acknowledged may be counted, and nothing is counted twice.
    const inSeries = await counted(n)
    expect(inSeries).toBeGreaterThanOrEqual(acknowledged.length)
    expect(inSeries).toBeLessThanOrEqual(sent.length)
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * BATCH)

  // The client's retry completes what was unknown: then all that was ever sent is there, once.
  for (let i = 0; i < sent.length; i += 100)
    await ask(server.url, key, `${base}/events`, sent.slice(i, i + 100).map(event))
  expect(await counted(n)).toBe(sent.length)
})
