import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../dynamo/connection.ts'
import { ensureTable } from '../dynamo/table.ts'
import { startEmbedded } from '../embedded/embedded.ts'

/** A running engine that is thrown away afterwards; each table is a world of its own. */
export type Place = { newTable: () => Promise<Connection>; stop: () => Promise<void> }

export const withTables = (connection: Connection, stop: () => Promise<void>): Place => ({
  newTable: async () => {
    const own = { ...connection, table: `t-${randomUUID()}` }
    await ensureTable(own)
    return own
  },
  stop,
})

/** Memory where there is such a folder: the engine waits for the disk at every write. */
const SHARED_MEMORY = '/dev/shm'

export const temporaryFolder = () =>
  mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'plumbline-store-'))

export const embeddedPlace = async (): Promise<Place> => {
  const dataDir = temporaryFolder()
  const embedded = await startEmbedded({ dataDir })
  return withTables(embedded.connection, async () => {
    await embedded.stop()
    rmSync(dataDir, { recursive: true })
  })
}
