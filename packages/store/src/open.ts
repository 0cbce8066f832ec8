import type { Instant } from '@plumbline/core'
import { createMeter } from './dynamo/capacity.ts'
import { type Connection, connect, connectStreams } from './dynamo/connection.ts'
import { createDynamo } from './dynamo/dynamo.ts'
import { DEFAULT_POLICY, type RetryPolicy, retrying } from './dynamo/retry.ts'
import { streamOf } from './dynamo/table.ts'
import { engagementStore } from './engagement/engagement.ts'
import type { Adapter } from './events/record.ts'
import { keysOf, probeKey } from './keys.ts'
import type { Log } from './log.ts'
import { type Store, StoreUnavailable } from './port.ts'
import { createChunks } from './summaries/chunks.ts'
import { createStream } from './sweep/stream.ts'
import { sweep } from './sweep/sweep.ts'

export type StoreOptions = Connection & {
  log?: Log
  /** Tells recent windows from past ones, and the age of a sweep's checkpoint; nothing that is judged. */
  now?: () => Instant
  retry?: Partial<RetryPolicy>
}

const PROBE_POLICY: RetryPolicy = { ...DEFAULT_POLICY, budgetMs: 1_000, attemptMs: 500 }

/**
 * The store on a DynamoDB table, AWS's or the embedded one. Make one for a process: concurrent writes to the same
 * summary merge inside it. Connects when first used.
 */
export const openStore = (options: StoreOptions): Store => {
  const { log = () => {}, now = Date.now } = options
  const policy = { ...DEFAULT_POLICY, ...options.retry }
  const client = connect(options)
  const streams = connectStreams(options)
  const meter = createMeter()
  const db = createDynamo(client, options.table, meter, policy)
  const chunks = createChunks(db)
  const adapterFor = (engagement: string): Adapter => ({ db, chunks, keys: keysOf(engagement) })
  const streamName = () => retrying(policy, () => streamOf(client, options.table))

  return {
    forEngagement: (engagement) => engagementStore(adapterFor(engagement), now),
    sweep: () => sweep({ db, stream: createStream(streams, policy), streamName, adapterFor, now, log }),
    ready: async () => {
      try {
        await db.get(probeKey, 'eventual', PROBE_POLICY)
        return true
      } catch (error) {
        if (error instanceof StoreUnavailable) return false
        throw error
      }
    },
    cost: meter.cost,
    close: () => {
      client.destroy()
      streams.destroy()
    },
  }
}
