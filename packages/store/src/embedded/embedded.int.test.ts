import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensureTable } from '../dynamo/table.ts'
import { openStore } from '../open.ts'
import type { EngagementStore } from '../port.ts'
import { temporaryFolder } from '../testing/place.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { DataFolderInUse } from './lock.ts'

/** Small writes that don't wait for one another, and what of them is there. */
const write = (engagement: EngagementStore, id: string) =>
  engagement.addTrend('checkout-api', { at: 0, commit_sha: 'a'.repeat(40), evaluation_id: id, values: {} })
const writtenIn = async (engagement: EngagementStore) =>
  (await engagement.trend('checkout-api', { from: 0, to: 1 })).map((point) => point.evaluation_id)

const HOLDER = fileURLToPath(new URL('../testing/holder.ts', import.meta.url))

/** What has ended but was not yet waited for still has its number, but no command. */
const isAlive = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}

describe('the embedded store', () => {
  let dataDir: string
  const running: Embedded[] = []
  const start = async () => {
    const embedded = await startEmbedded({ dataDir })
    running.push(embedded)
    await ensureTable(embedded.connection)
    return embedded
  }
  const writtenTo = async ({ connection }: Embedded) => {
    const store = openStore(connection)
    const found = await writtenIn(store.forEngagement('acme'))
    store.close()
    return found
  }
  const writeAll = async ({ connection }: Embedded, ids: string[]) => {
    const store = openStore(connection)
    for (const id of ids) await write(store.forEngagement('acme'), id)
    store.close()
  }

  beforeEach(() => {
    dataDir = temporaryFolder()
  })
  afterEach(async () => {
    for (const embedded of running.splice(0)) await embedded.stop()
    rmSync(dataDir, { recursive: true })
  })

  test('finds the last number of its stream by an index, so that a write costs the same however much is stored', async () => {
    await start()
    const file = new DatabaseSync(join(dataDir, 'plumbline.db'), { readOnly: true })
    // The engine's own question at every write.
    const question = `SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'x'`
    const plan = file.prepare(`EXPLAIN QUERY PLAN ${question}`).all()
    file.close()
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('plumbline_stream_order')])
  })

  test('keeps what it acknowledged over a stop', async () => {
    const first = await start()
    await writeAll(first, ['a', 'b'])
    await first.stop()
    expect(await writtenTo(await start())).toEqual(['a', 'b'])
  })

  test('is nobody else’s to read', async () => {
    await start()
    const files = readdirSync(dataDir)
    expect(files).toContain('plumbline.db')
    expect(files.filter((file) => statSync(join(dataDir, file)).mode & 0o077)).toEqual([])
  })

  test('lets no second process into the same folder, and says what to do', async () => {
    await start()
    const second = startEmbedded({ dataDir })
    await expect(second).rejects.toThrow(DataFolderInUse)
    await expect(second).rejects.toThrow(/Stop it first/)
  })

  test('after its process was killed, leaves no engine behind that would share the folder, and has lost nothing', async () => {
    const holder = spawn(process.execPath, [HOLDER, dataDir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const [{ pid, connection }] = (await once(holder, 'message')) as [
      { pid: number; connection: Embedded['connection'] },
    ]
    const writer: Embedded = { connection, pid: () => pid, stop: async () => {} }
    await writeAll(writer, ['a', 'b', 'c'])
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(isAlive(pid)).toBe(true)
    const next = await start()
    expect(isAlive(pid)).toBe(false)
    expect(await writtenTo(next)).toEqual(['a', 'b', 'c'])
  })

  test('is started again when it ends by itself, and every write that was acknowledged is there', async () => {
    const embedded = await start()
    const store = openStore({ ...embedded.connection, retry: { budgetMs: 30_000, attemptMs: 30_000 } })
    const engagement = store.forEngagement('acme')
    const acknowledged: string[] = []
    const writeOne = async (id: string) => {
      await write(engagement, id)
      acknowledged.push(id)
    }
    const writes = Array.from({ length: 200 }, (_, i) => `member-${String(i).padStart(3, '0')}`).map(writeOne)
    await Promise.race(writes)
    const first = embedded.pid()
    if (first) process.kill(first, 'SIGKILL')
    await Promise.all(writes)
    expect(embedded.pid()).not.toBe(first)
    expect(await writtenIn(engagement)).toEqual(acknowledged.toSorted())
    store.close()
  })

  test('uses an endpoint it is given and starts nothing', async () => {
    const embedded = await startEmbedded({ dataDir, endpoint: 'http://127.0.0.1:1' })
    expect(embedded.pid()).toBeNull()
    expect(embedded.connection.endpoint).toBe('http://127.0.0.1:1')
  })
})
