import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Connection } from '../dynamo/connection.ts'
import type { Log } from '../log.ts'
import { findEngine } from './binary.ts'
import { endpointAt, freePort, launch, terminate } from './engine.ts'
import { holdFolder } from './lock.ts'
import { endOrphan, forgetEngine, noteEngine } from './orphan.ts'
import { indexStream } from './stream-index.ts'

export type EmbeddedOptions = {
  /** Folder that holds everything; made where it is missing. */
  dataDir: string
  /** Where a DynamoDB that checks no signature is running already: then none is started. For AWS use `openStore` alone. */
  endpoint?: string | undefined
  log?: Log
}

export type Embedded = {
  /** For `ensureTable` and `openStore`. */
  connection: Connection
  /** Id of the engine's process; null where it is someone else's. */
  pid: () => number | null
  stop: () => Promise<void>
}

const TABLE = 'plumbline'
const LAUNCH_ATTEMPTS = 5
/** An engine that ends so soon after its start, so many times in a row, will do so again. */
const SOON_MS = 5_000
const SOON_TIMES = 3

/** The engine checks no signature: whoever can reach its loopback port may use it. */
const connectionTo = (endpoint: string): Connection => ({
  endpoint,
  region: 'local',
  credentials: { accessKeyId: 'plumbline', secretAccessKey: 'plumbline' },
  table: TABLE,
})

/**
 * Starts the embedded store on a free loopback port, and again should it end by itself. What it acknowledged is on
 * disk before it answers and survives the end of any process.
 * @throws NoEngine where there is none for this machine; DataFolderInUse where another process has the folder.
 */
export const startEmbedded = async ({ dataDir, endpoint, log = () => {} }: EmbeddedOptions): Promise<Embedded> => {
  if (endpoint !== undefined) return { connection: connectionTo(endpoint), pid: () => null, stop: async () => {} }
  const program = findEngine()
  const folder = resolve(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await holdFolder(folder)
  try {
    const supervised = await supervise(program, folder, log)
    return {
      connection: connectionTo(endpointAt(supervised.port)),
      pid: supervised.pid,
      stop: async () => {
        await supervised.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

const supervise = async (program: string, folder: string, log: Log) => {
  const database = join(folder, 'plumbline.db')
  const pidFile = join(folder, 'engine.pid')
  await endOrphan(pidFile, database)
  // Made by us, it is nobody else's to read, and the engine gives its other files the same mode.
  closeSync(openSync(database, 'a', 0o600))

  const started = async (port: number): Promise<ChildProcess | null> => {
    const child = await launch(program, port, database)
    if (child?.pid) noteEngine(pidFile, child.pid)
    return child
  }
  let port = await freePort()
  let child: ChildProcess | null = await started(port)
  // Someone may have taken the port between looking and starting.
  for (let attempt = 2; !child && attempt <= LAUNCH_ATTEMPTS; attempt++) {
    port = await freePort()
    child = await started(port)
  }
  if (!child)
    throw new Error(`the embedded store ends as soon as it is started: is ${database} readable and the disk not full?`)

  await indexStream(database, log)

  let stopping = false
  const endWithUs = () => child?.kill('SIGTERM')
  process.once('exit', endWithUs)
  let soon = 0
  const watch = (running: ChildProcess) => {
    const startedAt = performance.now()
    running.once('exit', () => {
      if (stopping) return
      soon = performance.now() - startedAt < SOON_MS ? soon + 1 : 0
      const again = soon < SOON_TIMES
      log({ level: 'warn', message: `the embedded store ended by itself${again ? ' and is started again' : ''}` })
      if (again) void restart()
    })
  }
  // On the same port, so that the clients find it again by themselves.
  const restart = async () => {
    try {
      child = await started(port)
      if (child && stopping) await terminate(child)
      else if (child) watch(child)
      else log({ level: 'warn', message: 'the embedded store could not be started again' })
    } catch {
      log({ level: 'warn', message: 'the embedded store could not be started again' })
    }
  }
  watch(child)

  return {
    port,
    pid: () => child?.pid ?? null,
    stop: async () => {
      stopping = true
      process.off('exit', endWithUs)
      if (child) await terminate(child)
      forgetEngine(pidFile)
    },
  }
}
