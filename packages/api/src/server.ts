import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Instant } from '@plumbline/core'
import { ensureTable, openStore, type Store, startEmbedded } from '@plumbline/store'
import { createApp } from './app.ts'
import { makeOperatorKey } from './auth/token.ts'
import { readConfig, readEndpoint } from './config.ts'
import type { AllTicked, TickAsked } from './flow/tick-all.ts'
import { type LogLine, storeLog, writeLine } from './http/log.ts'
import { kept } from './server/kept.ts'
import { listen } from './server/listen.ts'
import { keepSweeping } from './server/sweeping.ts'
import { keepTicking } from './server/ticking.ts'

export type ServerOptions = {
  /** Folder that holds everything this installation knows; made where it is missing. */
  dataDir: string
  /** Default 8787; 0 takes a free one. */
  port?: number
  /** Default 127.0.0.1: nobody else on the network. */
  host?: string
  /** Goes before the one kept in `dataDir`; PLUMBLINE_OPERATOR_KEY goes before both. */
  operatorKey?: string
  /** Shows this engagement's page at `/` without signing in. */
  openDashboard?: string
  /** What time it is; an example is made under a clock of its own. */
  now?: () => Instant
  /** Default: one JSON line each on stderr. */
  log?: (line: LogLine) => void
  requestsPerMinute?: number
  /** Whether what is due by the clock is done at a moment without being asked; default: always. */
  ticks?: () => boolean
}

export type RunningServer = {
  url: string
  port: number
  operatorKey: string
  /** File the operator's key is kept in; null where it came from outside. */
  operatorKeyFile: string | null
  store: Store
  /** Does what is due by the clock, now. */
  tick: (asked?: TickAsked) => Promise<AllTicked>
  /** Asks the app in the process, without the network. */
  request: (path: string, init?: RequestInit) => Promise<Response>
  /** Answers what is under way, then ends everything it started. */
  stop: () => Promise<void>
}

const SECRET_BYTES = 32

const openData = async (dataDir: string, now: () => Instant, log: (line: LogLine) => void) => {
  const tell = storeLog(log)
  const embedded = await startEmbedded({ dataDir, endpoint: readEndpoint() ?? undefined, log: tell })
  try {
    await ensureTable(embedded.connection)
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return { embedded, store: openStore({ ...embedded.connection, now, log: tell }) }
}

/** The whole system on one machine: API, pages, store. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { dataDir, port = 8787, host = '127.0.0.1', now = Date.now, log = writeLine } = options
  const keyFile = join(dataDir, 'operator-key')
  let operatorKeyFile: string | null = null
  const keptOperatorKey = () => {
    operatorKeyFile = keyFile
    return kept(keyFile, () => makeOperatorKey(randomBytes))
  }
  const configFor = (url: string) => ({
    ...readConfig({
      publicUrl: url,
      operatorKey: () => options.operatorKey ?? keptOperatorKey(),
      secret: () => Buffer.from(kept(join(dataDir, 'secret'), () => randomBytes(SECRET_BYTES).toString('hex'))),
    }),
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
  })
  const { embedded, store } = await openData(dataDir, now, log)
  const sweeping = keepSweeping(store, { now, log })
  const ticking = keepTicking({ store, now, log }, options.ticks ?? (() => true))
  const close = async () => {
    await ticking.stop()
    await sweeping.stop()
    store.close()
    await embedded.stop()
  }
  try {
    const {
      url,
      port: taken,
      installed,
      stop,
    } = await listen(host, port, (address) => {
      const config = configFor(address)
      const { openDashboard } = options
      const { catchUp } = sweeping
      return { app: createApp({ store, now, randomBytes, config, log, openDashboard, catchUp }), config }
    })
    return {
      url,
      port: taken,
      operatorKey: installed.config.operatorKey,
      operatorKeyFile,
      store,
      // What a sweep has not seen is in no seal.
      tick: async (asked) => {
        await sweeping.catchUp()
        return ticking.once(asked)
      },
      request: async (path, init) => installed.app.request(path, init),
      stop: async () => {
        await stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
